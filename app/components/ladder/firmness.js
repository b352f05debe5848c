// The handle that sets how firmly a credence is held: a concentration.

import { concentrationSteps } from "./credence.js";
import { element, setAttribute, setText } from "./dom.js";
import { fill } from "./format.js";

/**
 * Build the handle. It moves in about equal ratios over the range.
 *
 * @param {object} options
 * @param {[number, number]} options.range
 * @param {Record<string, string>} options.texts
 * @param {string} options.id
 * @param {(n: number) => void} options.onInput
 * @param {() => void} options.onCommit
 * @returns {{root: HTMLElement, show: (n: number, format: object) => void}}
 */
export function createFirmness({ range, texts, id, onInput, onCommit }) {
  const steps = concentrationSteps(...range);
  const input = element("input", {
    class: "tl-range",
    type: "range",
    id,
    min: 0,
    max: steps.length - 1,
    step: 1,
  });
  const output = element("span", { class: "tl-firmness-value", "aria-hidden": "true" });
  input.addEventListener("input", () => onInput(steps[Number(input.value)]));
  input.addEventListener("change", onCommit);
  const ends = ["ladder.firmness.low", "ladder.firmness.high"].map((key) =>
    element("span", { class: "tl-end", "aria-hidden": "true", text: fill(texts, key) }),
  );
  const root = element("div", { class: "tl-firmness" }, [
    element("label", { for: id, text: fill(texts, "ladder.firmness") }),
    element("div", { class: "tl-range-row" }, [ends[0], input, ends[1]]),
    output,
  ]);
  return {
    root,
    show(n, format) {
      const at = nearest(steps, n);
      if (Number(input.value) !== at) input.value = String(at);
      input.style.setProperty("--tl-at", String(at / (steps.length - 1)));
      const shown = format.number(n, 1);
      setAttribute(input, "aria-valuetext", fill(texts, "ladder.firmness.valuetext", { n: shown }));
      setText(output, fill(texts, "ladder.firmness.value", { n: shown }));
    },
  };
}

function nearest(steps, n) {
  const distance = (step) => Math.abs(Math.log(step / n));
  return steps.reduce((best, step, i) => (distance(step) < distance(steps[best]) ? i : best), 0);
}
