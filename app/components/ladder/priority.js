// From effects and utilities to priorities: pure functions, no DOM.

/**
 * What each intervention is worth at each level: sum over outcomes of effect times
 * utility. Computed once; a step of a drag then costs one product with K numbers.
 *
 * @param {number[][][]} effect I x K x O
 * @param {number[]} utilities O
 * @returns {{rows: number, columns: number, values: Float64Array}} I x K, by row
 */
export function byLevel(effect, utilities) {
  const rows = effect.length;
  const columns = rows === 0 ? 0 : effect[0].length;
  const values = new Float64Array(rows * columns);
  effect.forEach((levels, i) =>
    levels.forEach((outcomes, k) => {
      values[i * columns + k] = dot(outcomes, utilities);
    }),
  );
  return { rows, columns, values };
}

const dot = (a, b) => a.reduce((total, value, i) => total + value * b[i], 0);

/**
 * The priority of each intervention: its worth by level, weighed by the credence.
 *
 * @param {{rows: number, columns: number, values: Float64Array}} worth from `byLevel`
 * @param {ArrayLike<number>} p K
 * @returns {Float64Array} I
 */
export function priorities(worth, p) {
  const result = new Float64Array(worth.rows);
  for (let i = 0, at = 0; i < worth.rows; i += 1) {
    let total = 0;
    for (let k = 0; k < worth.columns; k += 1, at += 1) total += worth.values[at] * p[k];
    result[i] = total;
  }
  return result;
}

/**
 * A credence after observations: each share times its likelihood, to a sum of 1. Without
 * observations, and where they are impossible at every level that is held, it stays.
 *
 * @param {number[]} p K
 * @param {number[]} [logLikelihood] K, in nats
 * @returns {number[]} K
 */
export function observed(p, logLikelihood) {
  if (!logLikelihood || logLikelihood.every((x) => x === logLikelihood[0])) return p;
  const largest = Math.max(...logLikelihood.filter((_, k) => p[k] > 0));
  const joint = p.map((share, k) => share * Math.exp(Math.min(logLikelihood[k] - largest, 0)));
  const total = joint.reduce((sum, x) => sum + x, 0);
  return total > 0 ? joint.map((x) => x / total) : p;
}

/**
 * Indices from the highest priority to the lowest; equals keep their order.
 *
 * @param {ArrayLike<number>} values
 * @returns {number[]}
 */
export function order(values) {
  return Array.from(values, (_, i) => i).sort((a, b) => values[b] - values[a] || a - b);
}

/**
 * The probability of each outcome under a credence.
 *
 * @param {number[][]} outcomes K x O, the probabilities at each level
 * @param {ArrayLike<number>} p K
 * @returns {Float64Array} O
 */
export function expectedOutcomes(outcomes, p) {
  const result = new Float64Array(outcomes.length === 0 ? 0 : outcomes[0].length);
  outcomes.forEach((row, k) =>
    row.forEach((probability, o) => {
      result[o] += p[k] * probability;
    }),
  );
  return result;
}

/**
 * The expected value of probabilities over outcomes.
 *
 * @param {ArrayLike<number>} probabilities O
 * @param {number[]} utilities O
 * @returns {number}
 */
export function expectedValue(probabilities, utilities) {
  return dot(Array.from(probabilities), utilities);
}
