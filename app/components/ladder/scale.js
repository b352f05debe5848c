// Axes that stay still while something is dragged along them. Pure functions.

const SHARE_TOPS = [0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1];

/**
 * The smallest round top of a share axis that leaves some air above `peak`.
 *
 * @param {number} peak the highest share to show
 * @returns {number}
 */
export function shareTop(peak) {
  return SHARE_TOPS.find((top) => peak <= top * 0.92) ?? 1;
}

/**
 * Keep the axis as it is unless the bars would leave it, or would look lost in it.
 *
 * @param {number} top the present top
 * @param {number} peak the highest share to show
 * @returns {number}
 */
export function settledTop(top, peak) {
  return peak <= top && peak >= top * 0.4 ? top : shareTop(peak);
}

/**
 * The share under a pointer. Inside the plot it is proportional to the height; the
 * strip of `reach` pixels above the plot covers what is left up to 1, so that every
 * share can be reached on an axis that does not move.
 *
 * @param {number} height pixels above the axis
 * @param {number} plot height of the plot in pixels
 * @param {number} top share at the top of the plot
 * @param {number} reach pixels above the plot that lead to 1
 * @returns {number}
 */
export function shareAt(height, plot, top, reach) {
  if (height <= plot) return Math.max(0, (height / plot) * top);
  return Math.min(1, top + ((height - plot) / reach) * (1 - top));
}

/**
 * The step between grid lines of a share axis.
 *
 * @param {number} top
 * @returns {number}
 */
export function shareStep(top) {
  if (top <= 0.2) return 0.05;
  return top <= 0.6 ? 0.1 : 0.2;
}

/**
 * The smallest of 1, 2, 5 times a power of ten that is at least `value`.
 *
 * @param {number} value
 * @returns {number}
 */
export function roundUp(value) {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((f) => f * power >= value * (1 - 1e-12));
  return factor * power;
}
