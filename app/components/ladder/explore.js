// The ladder, what follows from it, and the ranking that it leads to.

import { element } from "./dom.js";
import { fill, numberFormats, valueDecimals } from "./format.js";
import { mountLadder } from "./ladder.js";
import { mountOutcomes } from "./outcomes.js";
import { observed } from "./priority.js";
import { mountRanking } from "./ranking.js";

/**
 * Put ladder, outcomes and ranking into `root`. Outcomes and ranking follow the ladder
 * at every step, in the browser. Without interventions there is no ranking.
 *
 * @param {HTMLElement} root
 * @param {object} data the object described in `__init__.py`
 * @param {{onChange?: (state: object) => void}} [handlers] `onChange` gets
 *   `{credence, locks, concentration, before}` when a change is done
 * @returns {{update: (data: object) => void, destroy: () => void}}
 */
export function mountExplore(root, data, { onChange } = {}) {
  let current = data;
  let spoken = String(data.credence);
  const [left, right] = ["tl-left", "tl-right"].map((name) => element("div", { class: name }));
  const status = element("p", { class: "tl-hidden tl-announcement", "aria-live": "polite" });
  const ranks = data.interventions.length > 0;
  const columns = ranks ? [left, right] : [left];
  const name = ranks ? "tl-explore" : "tl-explore tl-alone";
  const node = element("div", { class: name }, [...columns, status]);
  root.append(node);

  const believed = (p) => p && observed(p, current.logLikelihood);
  const follow = (state, moving) => {
    const options = { ghost: believed(state.before), moving };
    const p = believed(state.credence);
    return { outcome: outcomes.show(p, options), ranked: ranking?.show(p, options) ?? [] };
  };
  const ladder = mountLadder(left, data, {
    onInput: (state) => follow(state, ladder.moving()),
    onChange(state) {
      const { outcome, ranked } = follow(state, false);
      if (spoken !== String(state.credence)) status.textContent = sentence(current, ranked, outcome);
      spoken = String(state.credence);
      onChange?.(state);
    },
  });
  const outcomes = mountOutcomes(left, data);
  const ranking = ranks ? mountRanking(right, data) : null;
  const parts = [ladder, outcomes, ...(ranks ? [ranking] : [])];
  follow(ladder.state(), false);

  return {
    update(next) {
      current = next;
      for (const part of parts) part.update(next);
      follow(ladder.state(), ladder.moving());
    },
    destroy() {
      for (const part of parts) part.destroy();
      node.remove();
    },
  };
}

/** What a screen reader says once a change is done. */
function sentence({ texts, utilities, locale }, ranked, { value, change }) {
  const format = numberFormats(locale);
  const decimals = valueDecimals(utilities);
  const numbers = { value: format.fixed(value, decimals), change: format.signed(change, decimals) };
  if (ranked.length === 0) return fill(texts, "announce.value", numbers);
  const names = ranked.slice(0, 3).map(({ name }) => name);
  return fill(texts, "announce", { first: names.join("; "), ...numbers });
}
