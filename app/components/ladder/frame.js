// What stands still around the bars: title, tiers, grid lines, legend.

import { element } from "./dom.js";
import { fill } from "./format.js";
import { shareStep } from "./scale.js";

/**
 * Runs of neighbouring levels of one tier.
 *
 * @param {Array<{tier: string}>} levels
 * @returns {Array<{tier: string, start: number, count: number}>}
 */
export function tierRuns(levels) {
  const runs = [];
  levels.forEach(({ tier }, start) => {
    const run = runs.at(-1);
    if (run?.tier === tier) run.count += 1;
    else runs.push({ tier, start, count: 1 });
  });
  return runs;
}

/**
 * Build the bands behind the bars, one a tier, with their labels.
 *
 * @param {object[]} levels
 * @param {Record<string, string>} tierNames by id
 * @returns {HTMLElement}
 */
export function createTiers(levels, tierNames) {
  const bands = tierRuns(levels).map(({ tier, start, count }, i) => {
    const band = element("div", { class: "tl-tier" }, [
      element("span", { text: tierNames[tier] ?? tier }),
    ]);
    band.style.gridColumn = `${start + 1} / span ${count}`;
    band.style.setProperty("--tl-depth", String(i));
    return band;
  });
  return element("div", { class: "tl-tiers", "aria-hidden": "true" }, bands);
}

/**
 * Build the grid lines of the share axis.
 *
 * @returns {{root: HTMLElement, show: (top: number, format: object) => void}}
 */
export function createGrid() {
  const root = element("div", { class: "tl-grid", "aria-hidden": "true" });
  let shownTop = null;
  return {
    root,
    show(top, format) {
      if (top === shownTop) return;
      shownTop = top;
      const step = shareStep(top);
      const count = Math.floor(top / step + 1e-9);
      root.replaceChildren(
        ...Array.from({ length: count + 1 }, (_, i) => gridLine((i * step) / top, i * step, format)),
      );
    },
  };
}

function gridLine(at, share, format) {
  const line = element("div", { class: "tl-gridline" }, [
    element("span", { text: format.number(share * 100, 0) }),
  ]);
  line.style.bottom = `${100 * at}%`;
  return line;
}

/**
 * Build the heading of a block: a title and, smaller, what it is.
 *
 * @param {Record<string, string>} texts
 * @param {string} title key of the title
 * @param {string} note the note itself
 * @param {number} [level] of the heading in the page
 * @returns {HTMLElement}
 */
export function createHeading(texts, title, note, level = 3) {
  return element("div", { class: "tl-heading" }, [
    element(`h${level}`, { class: "tl-title", text: fill(texts, title) }),
    element("p", { class: "tl-note", text: note }),
  ]);
}
