// A credence: K shares that are not negative and sum to 1. Pure functions, no DOM.

const sum = (values) => values.reduce((total, value) => total + value, 0);

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/**
 * Return `values` as shares that sum to 1, or refuse what is not a credence.
 *
 * @param {ArrayLike<number>} values
 * @param {number} count how many levels there are
 * @returns {number[]}
 */
export function checkedCredence(values, count) {
  const p = Array.from(values, Number);
  if (p.length !== count) {
    throw new RangeError(`credence must have ${count} shares, got ${p.length}`);
  }
  const bad = p.find((share) => !(share >= 0));
  if (bad !== undefined) {
    throw new RangeError(`credence must not be negative, got ${bad}`);
  }
  const total = sum(p);
  if (!(Math.abs(total - 1) < 1e-6)) {
    throw new RangeError(`credence must sum to 1, got ${total}`);
  }
  return Math.abs(total - 1) < 1e-12 ? p : p.map((share) => share / total);
}

/** Give `amount` to `indices` in the proportions of `source`, evenly if all are 0. */
function spread(shares, source, indices, amount) {
  const weight = sum(indices.map((i) => source[i]));
  for (const i of indices) {
    shares[i] = weight > 0 ? amount * (source[i] / weight) : amount / indices.length;
  }
}

/** Take the last rounding error out of a large share, and not out of `kept` if it can be. */
function settle(shares, movable, kept) {
  const others = movable.filter((i) => i !== kept && shares[i] > 1e-9);
  const index = others.reduce((a, b) => (shares[b] > shares[a] ? b : a), others[0] ?? kept);
  shares[index] = Math.max(0, shares[index] + 1 - sum(shares));
}

/**
 * What the locks leave for the bars that are free.
 *
 * @param {number[]} p
 * @param {boolean[]} locks
 * @returns {number}
 */
export function freeShare(p, locks) {
  return Math.max(0, 1 - sum(p.filter((_, i) => locks[i])));
}

/**
 * Set several bars at once, as a brush stroke does: the last one painted gets its
 * value exactly, the earlier ones keep theirs as far as there is room, and the bars
 * not painted share the rest in their old proportions. Locked bars never change.
 *
 * @param {number[]} p
 * @param {Array<[number, number]>} strokes pairs of index and value, in painting order
 * @param {boolean[]} locks
 * @returns {number[]}
 */
export function paint(p, strokes, locks) {
  const painted = new Map();
  for (const [index, value] of strokes) {
    if (locks[index] || !Number.isFinite(value)) continue;
    painted.delete(index);
    painted.set(index, clamp(value, 0, 1));
  }
  if (painted.size === 0) return p.slice();

  const shares = p.slice();
  const free = freeShare(p, locks);
  const movable = [...p.keys()].filter((i) => !locks[i]);
  const earlier = [...painted.keys()];
  const last = earlier.pop();
  const rest = movable.filter((i) => !painted.has(i));

  shares[last] = movable.length === 1 ? free : Math.min(painted.get(last), free);
  for (const i of earlier) shares[i] = painted.get(i);
  const left = free - shares[last];
  const held = sum(earlier.map((i) => shares[i]));
  if (rest.length > 0 && held <= left) {
    spread(shares, p, rest, left - held);
  } else {
    spread(shares, shares.slice(), earlier, left);
    spread(shares, p, rest, 0);
  }
  settle(shares, movable, last);
  return shares;
}

/**
 * Set one bar; the other free bars keep their proportions.
 *
 * @param {number[]} p
 * @param {number} index
 * @param {number} value a share in [0, 1], clamped to what the locks leave
 * @param {boolean[]} locks
 * @returns {number[]}
 */
export function setShare(p, index, value, locks) {
  return paint(p, [[index, value]], locks);
}

/**
 * The strokes of a pointer that moved from one bar to another, without gaps.
 *
 * @param {[number, number]} from index and value
 * @param {[number, number]} to index and value
 * @returns {Array<[number, number]>} the bars after `from`, up to and with `to`
 */
export function strokesBetween(from, to) {
  const steps = Math.max(1, Math.abs(to[0] - from[0]));
  const way = Math.sign(to[0] - from[0]);
  return Array.from({ length: steps }, (_, step) => {
    const done = (step + 1) / steps;
    return [from[0] + way * (step + 1), from[1] + done * (to[1] - from[1])];
  });
}

/**
 * Shares in percent, rounded so that what is shown sums to 100 (largest remainder).
 *
 * @param {number[]} p
 * @param {number} decimals
 * @returns {number[]}
 */
export function roundShares(p, decimals = 0) {
  const unit = 10 ** decimals;
  const exact = p.map((share) => share * 100 * unit);
  const rounded = exact.map((value) => Math.floor(value + 1e-9));
  const missing = Math.round(100 * unit - sum(rounded));
  const byRemainder = [...p.keys()].sort(
    (a, b) => exact[b] - rounded[b] - (exact[a] - rounded[a]) || a - b,
  );
  for (const i of byRemainder.slice(0, Math.max(0, missing))) rounded[i] += 1;
  return rounded.map((value) => value / unit);
}

/**
 * Read what a person typed as a percentage: "12.5", "12,5 %", "１２％", "1/8".
 *
 * @param {string} text
 * @returns {number} a share, or NaN if the text is not a number from 0 to 100
 */
export function parseShare(text) {
  const plain = text.normalize("NFKC").replace(/[\s%٪]/g, "").replace(",", ".");
  const ratio = /^(\d+)\/(\d+)$/.exec(plain);
  if (!ratio && !/^(\d+\.?\d*|\.\d+)$/.test(plain)) return NaN;
  const share = ratio ? Number(ratio[1]) / Number(ratio[2]) : Number(plain) / 100;
  return share <= 1 ? share : NaN;
}

/**
 * Whole numbers from `low` to `high` in about equal ratios, for the firmness handle.
 *
 * @param {number} low at least 1
 * @param {number} high
 * @returns {number[]}
 */
export function concentrationSteps(low, high) {
  const count = 60;
  const grid = Array.from({ length: count + 1 }, (_, i) =>
    Math.round(low * (high / low) ** (i / count)),
  );
  return [...new Set(grid)];
}

// The Beta distribution: DLMF 8.17 (incomplete beta), 5.11 (log-gamma).

/** ln Gamma(x) for x > 0: Stirling's series, after shifting x above 10. */
function logGamma(x) {
  let shift = 0;
  let y = x;
  for (; y < 10; y += 1) shift += Math.log(y);
  const z = 1 / (y * y);
  const series = (1 / 12 - z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - z / 1188)))) / y;
  return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - shift;
}

/** The continued fraction of DLMF 8.17.22, by Lentz's method. */
function betaFraction(x, a, b) {
  const tiny = 1e-300;
  const safe = (value) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / safe(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m <= 300; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / safe(1 + even * d);
    c = safe(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / safe(1 + odd * d);
    c = safe(1 + odd / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-14) break;
  }
  return h;
}

/** P(X <= x) for X ~ Beta(a, b), and the density there. */
function betaAt(x, a, b, logBeta) {
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta);
  const below =
    x < (a + 1) / (a + b + 2)
      ? (front * betaFraction(x, a, b)) / a
      : 1 - (front * betaFraction(1 - x, b, a)) / b;
  return { below, density: front / (x * (1 - x)) };
}

/** Newton's method inside a bracket that halves when a step would leave it. */
function betaQuantile(probability, a, b, logBeta) {
  let low = 0;
  let high = 1;
  let x = a / (a + b);
  for (let step = 0; step < 200 && high - low > 1e-14; step += 1) {
    const { below, density } = betaAt(x, a, b, logBeta);
    if (below < probability) low = x;
    else high = x;
    const newton = x - (below - probability) / density;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) < 1e-14) return next;
    x = next;
  }
  return x;
}

/**
 * The 5 % and 95 % points of one share of a Dirichlet with concentration `n`,
 * which is Beta(n p, n (1 - p)).
 *
 * @param {number} n concentration, above 0
 * @param {number} p the share
 * @returns {[number, number]}
 */
export function betaBand(n, p) {
  if (!(n > 0)) throw new RangeError(`concentration must be above 0, got ${n}`);
  if (p <= 0) return [0, 0];
  if (p >= 1) return [1, 1];
  const a = n * p;
  const b = n * (1 - p);
  const logBeta = logGamma(a) + logGamma(b) - logGamma(n);
  return [betaQuantile(0.05, a, b, logBeta), betaQuantile(0.95, a, b, logBeta)];
}
