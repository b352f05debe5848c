// One column of the ladder: its bar, its names, its number and its lock.

import { drawing, element, setAttribute, setText } from "./dom.js";
import { fill } from "./format.js";

const LOCK_BODY = { class: "tl-lock-body", d: "M4 7.5h8v6H4z" };
const LOCK_OPEN = { class: "tl-lock-open", d: "M5.5 7.5v-3a2.5 2.5 0 0 1 4.8-1" };
const LOCK_SHUT = { class: "tl-lock-shut", d: "M5.5 7.5v-2.5a2.5 2.5 0 0 1 5 0v2.5" };

/**
 * Build the column of one level.
 *
 * @param {object} level
 * @param {{number: number, name: string, tier: string}} names of the level, for texts
 * @param {Record<string, string>} texts
 * @param {string} captionId id of the element that defines the level
 * @returns {object} the nodes `track`, `label`, `number`, `lock`, and `show(state)`
 */
export function createColumn(level, names, texts, captionId) {
  const nodes = {
    track: createTrack(level, fill(texts, "ladder.bar", names), captionId),
    label: element("div", { class: "tl-label", "aria-hidden": "true" }, [
      element("span", { class: "tl-level", text: level.number }),
      element("span", { class: "tl-short", text: level.short ?? level.name }),
    ]),
    number: createNumber(fill(texts, "ladder.number", names)),
    lock: createLock(fill(texts, "ladder.lock", names)),
  };
  return { ...nodes, show: (state) => showColumn(nodes, texts, names, state) };
}

function createTrack(level, label, captionId) {
  const attributes = {
    class: "tl-track",
    role: "slider",
    "aria-orientation": "vertical",
    "aria-valuemin": 0,
    "aria-valuemax": 100,
    "aria-label": label,
    "aria-describedby": captionId,
    "data-level": level.id,
  };
  const parts = ["tl-fill", "tl-was", "tl-band"];
  return element(
    "div",
    attributes,
    parts.map((name) => element("div", { class: name })),
  );
}

function createNumber(label) {
  return element("input", {
    class: "tl-number",
    type: "text",
    inputmode: "decimal",
    enterkeyhint: "done",
    autocomplete: "off",
    size: 4,
    "aria-label": label,
  });
}

function createLock(label) {
  return element(
    "button",
    { class: "tl-lock", type: "button", "aria-label": label, title: label },
    [drawing("tl-icon", [LOCK_BODY, LOCK_OPEN, LOCK_SHUT])],
  );
}

function showColumn({ track, number, lock }, texts, names, state) {
  const { share, top, locked, shown, typing, format } = state;
  const [bar, was, band] = track.children;
  const percent = format.number(share * 100, 1);
  const valueText = locked ? "ladder.valuetext.locked" : "ladder.valuetext";
  bar.style.transform = `translateY(${below(share, top)}%)`;
  showBefore(was, state);
  showBand(band, state);
  setAttribute(track, "data-share", share);
  setAttribute(track, "data-locked", locked);
  setAttribute(track, "aria-valuenow", Math.round(share * 1000) / 10);
  setAttribute(track, "aria-valuetext", fill(texts, valueText, { ...names, share: percent }));
  setAttribute(lock, "aria-pressed", locked);
  if (!typing && number.value !== shown) number.value = shown;
}

/** How far below the top of the plot a share lies, in percent of the plot. */
const below = (share, top) => 100 * (1 - share / top);

function showBefore(node, { before, share, top }) {
  const moved = before !== undefined && Math.abs(before - share) > 5e-4;
  node.classList.toggle("tl-on", moved);
  if (moved) node.style.transform = `translateY(${below(before, top)}%)`;
}

function showBand(node, { band: [low, high], top }) {
  node.style.transform = `translateY(${below(high, top)}%) scaleY(${(high - low) / top})`;
}

/**
 * Build the definition of one level, shown while the level is looked at.
 *
 * @param {object} level
 * @param {{number: number, name: string, tier: string}} names
 * @param {Record<string, string>} texts
 * @param {string} id
 * @returns {{root: HTMLElement, show: (state: object) => void}}
 */
export function createCaption(level, names, texts, id) {
  const share = element("span", { class: "tl-caption-share" });
  const title = element("p", { class: "tl-caption-title", text: `${names.number}\u2002${names.name}` });
  const note = element("p", { class: "tl-caption-note" }, [
    element("span", { text: names.tier }),
    share,
  ]);
  const body = element("div", { id }, [element("p", { text: level.summary ?? "" })]);
  if (level.needs) body.append(createNeeds(level.needs, texts));
  return {
    root: element("div", { class: "tl-caption" }, [title, note, body]),
    show({ share: p, band, format }) {
      const [low, high] = band.map((quantile) => format.number(quantile * 100, 0));
      const values = { share: format.number(p * 100, 1), low, high };
      setText(share, fill(texts, "ladder.caption", values));
    },
  };
}

function createNeeds(needs, texts) {
  return element("p", { class: "tl-needs" }, [
    element("span", { class: "tl-needs-label", text: fill(texts, "ladder.needs") }),
    document.createTextNode(` ${needs}`),
  ]);
}
