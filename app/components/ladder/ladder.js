// A histogram over levels that is dragged, painted, nudged with keys and typed into.

import { Belief } from "./belief.js";
import { createCaption, createColumn } from "./columns.js";
import { betaBand, parseShare, roundShares } from "./credence.js";
import { element, setAttribute, uniquePrefix } from "./dom.js";
import { createFirmness } from "./firmness.js";
import { fill, numberFormats } from "./format.js";
import { createGrid, createHeading, createTiers } from "./frame.js";
import { followPointer } from "./gestures.js";
import { settledTop, shareTop } from "./scale.js";

const POINTS = { ArrowUp: 0.01, ArrowDown: -0.01, PageUp: 0.05, PageDown: -0.05 };
const NEIGHBORS = { ArrowLeft: -1, ArrowRight: 1 };
const WIDE_COLUMN = 44;

/**
 * Put a ladder into `root`.
 *
 * @param {HTMLElement} root
 * @param {object} data the object described in `__init__.py`
 * @param {{onInput?: (state: object) => void, onChange?: (state: object) => void}} [handlers]
 *   `onInput` at each step of a change and `onChange` when it is done; both get
 *   `{credence, locks, concentration, before}`, `before` being the credence at its start
 * @returns {{
 *   update: (data: object) => void,
 *   destroy: () => void,
 *   state: () => object,
 *   moving: () => boolean,
 * }} `update` adopts the credence of the data only if their version is new and nobody
 *   is dragging; `state` is what handlers get, `moving` whether a pointer is at work
 */
export function mountLadder(root, data, handlers = {}) {
  let shown = data;
  let waiting = null;
  const onChange = (state) => {
    handlers.onChange?.(state);
    if (waiting) show(waiting, ladder.belief);
  };
  let ladder = new Ladder(root, data, new Belief(data), { ...handlers, onChange });

  function show(next, belief) {
    const kept = sameLevels(shown, next) ? belief : new Belief(next);
    const rebuild = !same(structure(shown), structure(next));
    waiting = null;
    shown = next;
    if (rebuild) ladder = ladder.rebuilt(next, kept);
    else ladder.show(next, kept);
  }

  return {
    update(next) {
      if (ladder.belief.inGesture) waiting = next;
      else show(next, same(shown.version, next.version) ? ladder.belief : new Belief(next));
    },
    destroy: () => ladder.destroy(),
    state: () => ladder.belief.state,
    moving: () => ladder.belief.inGesture,
  };
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const sameLevels = (a, b) => same(a.levels.map(({ id }) => id), b.levels.map(({ id }) => id));

/** The parts of the data that the nodes are built from. */
function structure({ levels, tiers, texts, locale, concentrationRange }) {
  return [levels, tiers, texts, locale, concentrationRange];
}

/** The nodes of a ladder, and what they do. */
class Ladder {
  constructor(root, data, belief, handlers) {
    Object.assign(this, { root, data, belief, handlers, texts: data.texts });
    this.count = data.levels.length;
    this.format = numberFormats(data.locale);
    this.bands = data.levels.map(() => ({}));
    this.decimals = 0;
    this.typing = null;
    this.build();
    this.listen();
    this.top = shareTop(this.peak());
    this.activate(belief.p.indexOf(Math.max(...belief.p)));
    this.render();
  }

  destroy() {
    this.pointer.destroy();
    this.resized.disconnect();
    this.node.remove();
  }

  rebuilt(data, belief) {
    const focused = this.node.contains(this.node.getRootNode().activeElement);
    const next = new Ladder(this.root, data, belief, this.handlers);
    this.node.replaceWith(next.node);
    this.destroy();
    next.activate(Math.min(this.active, next.count - 1));
    if (focused) next.focus(next.active);
    return next;
  }

  show(data, belief) {
    Object.assign(this, { data, belief });
    this.render();
  }

  // Nodes

  build() {
    const { data, texts } = this;
    const prefix = uniquePrefix();
    const tiers = Object.fromEntries(data.tiers.map(({ id, name }) => [id, name]));
    this.names = data.levels.map(({ number, name, tier }) => {
      return { number, name, tier: tiers[tier] ?? tier };
    });
    const ids = this.names.map((_, i) => `${prefix}-level-${i}`);
    this.columns = data.levels.map((level, i) =>
      createColumn(level, this.names[i], texts, ids[i]),
    );
    this.captions = data.levels.map((level, i) =>
      createCaption(level, this.names[i], texts, ids[i]),
    );
    this.grid = createGrid();
    this.firmness = createFirmness({
      range: data.concentrationRange,
      texts,
      id: `${prefix}-firmness`,
      onInput: (n) => this.change(() => this.belief.setConcentration(n)),
      onCommit: () => this.commit(),
    });
    this.status = element("p", { class: "tl-hidden", "aria-live": "polite" });
    this.release = element("button", {
      class: "tl-link",
      type: "button",
      text: fill(texts, "ladder.release"),
    });
    this.node = element("section", { class: `tl-ladder ${sizeClass(this.count)}` }, [
      createHeading(texts, "ladder.title", fill(texts, "ladder.help"), data.headingLevel),
      this.createPlot(tiers, prefix),
      this.createLegend(),
      element("div", { class: "tl-captions" }, this.captions.map(({ root }) => root)),
      this.firmness.root,
      this.status,
    ]);
    this.node.style.setProperty("--tl-count", String(this.count));
    this.root.append(this.node);
  }

  createPlot(tiers, prefix) {
    const { data, texts, columns } = this;
    const row = (name) =>
      element("div", { class: `tl-row-of-${name}s` }, columns.map((column) => column[name]));
    this.tracks = row("track");
    const keys = element("p", {
      class: "tl-hidden",
      id: `${prefix}-keys`,
      text: fill(texts, "ladder.keys"),
    });
    const attributes = {
      class: "tl-plot",
      role: "group",
      "aria-label": fill(texts, "ladder.group", { count: this.count }),
      "aria-describedby": keys.id,
    };
    return element("div", attributes, [
      createTiers(data.levels, tiers),
      this.grid.root,
      this.tracks,
      row("label"),
      row("number"),
      row("lock"),
      keys,
    ]);
  }

  createLegend() {
    this.was = element("span", { class: "tl-legend-was" }, [
      element("span", { text: fill(this.texts, "ladder.before") }),
    ]);
    return element("p", { class: "tl-legend" }, [
      element("span", { class: "tl-legend-band", "aria-hidden": "true" }),
      element("span", { text: fill(this.texts, "ladder.band") }),
      this.was,
      this.release,
    ]);
  }

  // Events

  listen() {
    this.pointer = followPointer(this.tracks, {
      count: this.count,
      top: () => this.top,
      share: (i) => this.belief.p[i],
      start: (i) => this.start(i),
      strokes: (strokes) => this.change(() => this.paint(strokes)),
      end: () => this.end(),
      cancel: () => this.cancel(),
    });
    this.columns.forEach((column, i) => this.listenTo(column, i));
    this.release.addEventListener("click", () => {
      this.focus(this.active);
      this.setLocks(this.belief.locks.map(() => false));
    });
    this.resized = new ResizeObserver(() => this.fit());
    this.resized.observe(this.tracks);
  }

  listenTo({ track, label, number, lock }, i) {
    for (const node of [track, label, number, lock]) {
      node.addEventListener("focus", () => this.activate(i));
      node.addEventListener("pointerenter", (event) => this.hover(event, i));
      node.addEventListener("pointerleave", (event) => this.hover(event, this.active));
    }
    track.addEventListener("keydown", (event) => this.press(event, i));
    track.addEventListener("keyup", () => this.commit());
    track.addEventListener("blur", () => this.leave());
    number.addEventListener("focus", () => number.select());
    number.addEventListener("input", () => this.type(i));
    number.addEventListener("keydown", (event) => this.pressInNumber(event, i));
    number.addEventListener("blur", () => this.leaveNumber(i));
    lock.addEventListener("click", () => this.toggle(i));
  }

  hover(event, i) {
    if (event.pointerType === "mouse" && !this.belief.inGesture) this.describe(i);
  }

  // The pointer

  start(i) {
    this.commit();
    this.node.classList.add("tl-pointing");
    this.focus(i);
    this.belief.begin();
    this.gestureTop = this.top;
    this.node.classList.add("tl-dragging");
    if (this.belief.locks[i]) this.say("ladder.is_locked", i);
  }

  paint(strokes) {
    const [last] = strokes.at(-1);
    if (last !== this.active) this.activate(last);
    this.belief.paint(strokes);
  }

  end() {
    this.belief.end();
    this.node.classList.remove("tl-dragging");
    this.render();
    this.commit();
  }

  cancel() {
    this.node.classList.remove("tl-dragging");
    this.change(() => this.belief.cancel());
  }

  // The keyboard

  press(event, i) {
    this.node.classList.remove("tl-pointing");
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = this.action(event, i);
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  }

  action({ key, shiftKey }, i) {
    if (this.belief.inGesture) return key === "Escape" && (() => this.pointer.cancel());
    if (key in NEIGHBORS) return () => this.focus(this.neighbor(i, NEIGHBORS[key]));
    if (key === "l" || key === "L") return () => this.toggle(i);
    if (/^[\d.,]$/.test(key)) return () => this.startTyping(i, key);
    if (!(key in POINTS || key === "Home" || key === "End")) return null;
    if (this.belief.locks[i]) return () => this.say("ladder.is_locked", i);
    if (key === "Home") return () => this.change(() => this.belief.set(i, 0));
    if (key === "End") return () => this.change(() => this.belief.set(i, 1));
    const points = POINTS[key] * (shiftKey && key.startsWith("Arrow") ? 5 : 1);
    return () => this.change(() => this.belief.nudge(i, points));
  }

  neighbor(i, step) {
    return Math.min(Math.max(i + step, 0), this.count - 1);
  }

  leave() {
    this.commit();
    this.belief.leave();
  }

  // Typed numbers

  startTyping(i, key) {
    const { number } = this.columns[i];
    number.focus();
    number.value = key;
    this.type(i);
  }

  type(i) {
    this.typing = i;
    this.columns[i].number.removeAttribute("aria-invalid");
  }

  pressInNumber(event, i) {
    event.stopPropagation();
    const action = { Enter: () => this.enterNumber(i), Escape: () => this.dropNumber(i) }[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  enterNumber(i) {
    const value = parseShare(this.columns[i].number.value);
    if (Number.isNaN(value)) {
      this.columns[i].number.setAttribute("aria-invalid", "true");
      this.say("ladder.invalid", i);
      return;
    }
    this.acceptNumber(i, value);
    this.focus(i);
  }

  acceptNumber(i, value) {
    if (this.typing !== i) return;
    this.typing = null;
    this.belief.leave();
    this.change(() => {
      const key = this.belief.locks[i] ? "ladder.is_locked" : "ladder.clamped";
      if (!this.belief.set(i, value)) this.say(key, i);
    });
    this.commit();
  }

  dropNumber(i) {
    this.typing = null;
    this.columns[i].number.removeAttribute("aria-invalid");
    this.render();
    this.focus(i);
  }

  leaveNumber(i) {
    if (this.typing !== i) return;
    const value = parseShare(this.columns[i].number.value);
    if (!Number.isNaN(value)) {
      this.acceptNumber(i, value);
      return;
    }
    this.typing = null;
    this.columns[i].number.removeAttribute("aria-invalid");
    this.render();
  }

  // Locks

  toggle(i) {
    const { locks } = this.belief;
    this.setLocks(locks.map((locked, k) => (k === i ? !locked : locked)));
    this.say(this.belief.locks[i] ? "ladder.now_locked" : "ladder.now_free", i);
  }

  setLocks(locks) {
    this.commit();
    this.belief.setLocks(locks);
    this.render();
    this.commit();
  }

  // What is shown

  change(act) {
    const start = performance.now();
    act();
    this.render();
    this.handlers.onInput?.(this.belief.state);
    if (this.data.debug) recordTiming(performance.now() - start);
  }

  commit() {
    if (this.belief.inGesture || !this.belief.takeChange()) return;
    this.handlers.onChange?.(this.belief.state);
  }

  focus(i) {
    this.columns[i].track.focus({ preventScroll: true });
  }

  activate(i) {
    this.active = i;
    this.columns.forEach(({ track, number, lock }, k) => {
      for (const node of [track, number, lock]) setAttribute(node, "tabindex", k === i ? 0 : -1);
    });
    this.describe(i);
  }

  describe(i) {
    this.described = i;
    this.captions.forEach(({ root }, k) => root.classList.toggle("tl-on", k === i));
    this.columns.forEach(({ track, label }, k) => {
      for (const node of [track, label]) node.classList.toggle("tl-described", k === i);
    });
    this.captions[i].show(this.columnState(i));
  }

  say(key, i) {
    const { number, name } = this.names[i];
    const share = this.format.number(this.belief.p[i] * 100, 1);
    this.status.textContent = fill(this.texts, key, { number, name, share });
  }

  peak() {
    return Math.max(
      ...this.belief.p.map((share, i) => Math.max(share, Math.min(this.band(i)[1], share * 1.8))),
    );
  }

  band(i) {
    const { p, concentration } = this.belief;
    const known = this.bands[i];
    if (known.share !== p[i] || known.concentration !== concentration) {
      const band = betaBand(concentration, p[i]);
      this.bands[i] = { share: p[i], concentration, band };
    }
    return this.bands[i].band;
  }

  columnState(i) {
    const { p, locks, before } = this.belief;
    return {
      share: p[i],
      before: before?.[i],
      locked: locks[i],
      band: this.band(i),
      top: this.top,
      format: this.format,
      typing: this.typing === i,
    };
  }

  fit() {
    const decimals = this.tracks.clientWidth / this.count >= WIDE_COLUMN ? 1 : 0;
    if (decimals === this.decimals) return;
    this.decimals = decimals;
    this.render();
  }

  render() {
    const { belief, format, decimals } = this;
    this.scale();
    const rounded = roundShares(belief.p, decimals);
    this.columns.forEach((column, i) =>
      column.show({ ...this.columnState(i), shown: format.number(rounded[i], decimals) }),
    );
    this.captions[this.described].show(this.columnState(this.described));
    this.grid.show(this.top, format);
    this.firmness.show(belief.concentration, format);
    this.was.hidden = belief.before === null;
    this.release.hidden = !belief.locks.includes(true);
    setAttribute(this.node, "data-sum", belief.p.reduce((sum, share) => sum + share, 0));
  }

  /** In a gesture the axis stands still, and grows only with a bar that leaves it. */
  scale() {
    this.top = this.belief.inGesture
      ? Math.max(this.gestureTop, ...this.belief.p)
      : settledTop(this.top, this.peak());
  }
}

function sizeClass(count) {
  if (count <= 6) return "tl-few";
  return count <= 12 ? "tl-some" : "tl-many";
}

/** For the benchmark: what a step cost, in milliseconds. */
function recordTiming(milliseconds) {
  window.__ladderTimings = window.__ladderTimings ?? [];
  window.__ladderTimings.push(milliseconds);
}
