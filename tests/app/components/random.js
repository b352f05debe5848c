// A small seeded generator, so that a failure can be run again.

/**
 * @param {number} seed
 * @returns {() => number} uniform in [0, 1)
 */
export function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * A credence over 2 to 20 levels, often with zeros, with locks that leave a bar free.
 *
 * @param {() => number} random
 * @returns {{p: number[], locks: boolean[], index: number, value: number}}
 */
export function situation(random) {
  const count = 2 + Math.floor(random() * 19);
  const weights = Array.from({ length: count }, () => (random() < 0.25 ? 0 : random() ** 3));
  weights[Math.floor(random() * count)] += 0.1;
  const total = weights.reduce((a, b) => a + b);
  const locks = weights.map(() => random() < 0.3);
  const index = Math.floor(random() * count);
  locks[index] = false;
  return { p: weights.map((w) => w / total), locks, index, value: random() * 1.4 - 0.2 };
}
