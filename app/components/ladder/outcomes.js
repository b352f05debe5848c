// The probabilities of the outcomes: one stacked bar and its figures.

import { element, setAttribute, setText } from "./dom.js";
import { fill, numberFormats, valueDecimals } from "./format.js";
import { createHeading } from "./frame.js";
import { expectedOutcomes, expectedValue } from "./priority.js";

/**
 * Put the probabilities of the outcomes into `root`.
 *
 * @param {HTMLElement} root
 * @param {object} data the object described in `__init__.py`
 * @returns {{
 *   show: (p: number[], options?: {ghost?: number[] | null, moving?: boolean}) => object,
 *   update: (data: object) => void,
 *   destroy: () => void,
 * }} `show` returns `{probabilities, value, change}`: the expected value, and how far
 *   it is from that under the credence `ghost`
 */
export function mountOutcomes(root, data) {
  let outcomes = new Outcomes(root, data);
  let last = [data.credence, {}];
  outcomes.show(...last);
  return {
    show(...asked) {
      last = asked;
      return outcomes.show(...asked);
    },
    update(next) {
      if (outcomeNames(next) !== outcomeNames(outcomes.data)) {
        outcomes.destroy();
        outcomes = new Outcomes(root, next);
      }
      outcomes.data = next;
      if (last[0].length !== next.levels.length) last = [next.credence, {}];
      outcomes.show(...last);
    },
    destroy: () => outcomes.destroy(),
  };
}

function outcomeNames({ outcomes, texts, locale }) {
  return JSON.stringify([outcomes, texts, locale]);
}

class Outcomes {
  constructor(root, data) {
    this.data = data;
    this.format = numberFormats(data.locale);
    this.now = createStack("tl-stack", data.outcomes);
    this.then = createStack("tl-stack tl-stack-before", data.outcomes);
    this.figures = data.outcomes.map((outcome) => createFigure(outcome));
    this.heading = createHeading(data.texts, "outcomes.title", "");
    this.node = element("section", { class: "tl-outcomes" }, [
      this.heading,
      this.now.root,
      this.then.root,
      element("ul", { class: "tl-figures", role: "list" }, this.figures.map(({ root }) => root)),
    ]);
    this.node.style.setProperty("--tl-outcomes", String(data.outcomes.length));
    root.append(this.node);
  }

  destroy() {
    this.node.remove();
  }

  show(p, { ghost = null, moving = false } = {}) {
    this.node.classList.toggle("tl-moving", moving);
    const { outcomeProbabilities, utilities } = this.data;
    const probabilities = expectedOutcomes(outcomeProbabilities, p);
    const before = expectedOutcomes(outcomeProbabilities, ghost ?? p);
    const value = expectedValue(probabilities, utilities);
    const change = value - expectedValue(before, utilities);
    this.now.show(probabilities);
    this.then.show(before);
    this.figures.forEach((figure, o) =>
      figure.show(probabilities[o], probabilities[o] - before[o], this.format),
    );
    this.showValue(value, change);
    return { probabilities, value, change };
  }

  showValue(value, change) {
    const decimals = valueDecimals(this.data.utilities);
    const key = Math.abs(change) < 0.5 * 10 ** -decimals ? "outcomes.value" : "outcomes.value.moved";
    const values = {
      value: this.format.fixed(value, decimals),
      change: this.format.signed(change, decimals),
    };
    setText(this.heading.lastChild, fill(this.data.texts, key, values));
  }
}

/** Segments side by side: each is as wide as the whole, moved and scaled. */
function createStack(className, outcomes) {
  const segments = outcomes.map(({ tone }) => element("span", { class: `tl-segment tl-${tone}` }));
  const edges = outcomes.slice(1).map(() => element("span", { class: "tl-edge" }));
  return {
    root: element("div", { class: className, "aria-hidden": "true" }, [...segments, ...edges]),
    show(probabilities) {
      let start = 0;
      segments.forEach((segment, o) => {
        segment.style.transform = `translateX(${100 * start}%) scaleX(${probabilities[o]})`;
        if (o > 0) edges[o - 1].style.transform = `translateX(${100 * start}%)`;
        start += probabilities[o];
      });
    },
  };
}

function createFigure({ id, name, tone }) {
  const share = element("span", { class: "tl-figure-share" });
  const change = element("span", { class: "tl-figure-change", "aria-hidden": "true" });
  const root = element("li", { class: "tl-figure", "data-outcome": id }, [
    element("span", { class: "tl-figure-name" }, [
      element("span", { class: `tl-swatch tl-${tone}`, "aria-hidden": "true" }),
      document.createTextNode(name),
    ]),
    share,
    change,
  ]);
  return {
    root,
    show(probability, difference, format) {
      setAttribute(root, "data-probability", probability);
      setText(share, `${format.fixed(probability * 100, 1)}\u2009%`);
      setText(change, Math.abs(difference) < 5e-4 ? "" : format.signed(difference * 100, 1));
    },
  };
}
