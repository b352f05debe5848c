// The interventions as bars that change places while a credence is dragged.

import { element, setAttribute, setText } from "./dom.js";
import { decimalsFor, fill, numberFormats } from "./format.js";
import { createHeading } from "./frame.js";
import { byLevel, order, priorities } from "./priority.js";
import { roundUp } from "./scale.js";

const SETTLED = 400;
const FIRST = 12;
const SHAPES = ["circle", "diamond", "square", "triangle"];

/**
 * Put a ranking of interventions into `root`.
 *
 * @param {HTMLElement} root
 * @param {object} data the object described in `__init__.py`
 * @returns {{
 *   show: (p: number[], options?: {ghost?: number[] | null, moving?: boolean}) => object[],
 *   update: (data: object) => void,
 *   destroy: () => void,
 * }} `show` draws the ranking under a credence, with the ranking under the credence
 *   `ghost` behind it, and returns the interventions from first to last
 */
export function mountRanking(root, data) {
  let ranking = new Ranking(root, data);
  let last = [data.credence, {}];
  ranking.show(...last);
  return {
    show(...asked) {
      last = asked;
      return ranking.show(...asked);
    },
    update(next) {
      if (ranking.matches(next)) {
        ranking.load(next);
      } else {
        ranking.destroy();
        ranking = new Ranking(root, next);
      }
      if (last[0].length !== next.levels.length) last = [next.credence, {}];
      ranking.show(...last);
    },
    destroy: () => ranking.destroy(),
  };
}

class Ranking {
  constructor(root, data) {
    this.format = numberFormats(data.locale);
    this.signature = signature(data);
    this.expanded = false;
    this.ghost = undefined;
    this.build(root, data);
    this.load(data);
  }

  matches(data) {
    return this.signature === signature(data);
  }

  load(data) {
    this.worth = byLevel(data.effect, data.utilities);
    this.times = data.unitScale ?? 1;
    setText(this.heading.lastChild, data.unit);
    this.ghost = undefined;
    this.scale = null;
    for (const row of this.rows) row.forget();
  }

  destroy() {
    clearTimeout(this.timer);
    this.node.remove();
  }

  build(root, data) {
    const { texts } = data;
    const kinds = Object.keys(data.kinds);
    this.rows = data.interventions.map((item) => createRow(item, data.kinds, kinds));
    this.ghosts = this.rows.map((_, rank) => createGhost(rank));
    this.axis = element("span", { class: "tl-scale-end" });
    this.list = element("ol", { class: "tl-rows", role: "list" }, this.rows.map(({ root }) => root));
    this.scroll = element("div", { class: "tl-scroll", role: "group" }, [
      element("div", { class: "tl-ghosts", "aria-hidden": "true" }, this.ghosts.map(({ root }) => root)),
      this.list,
    ]);
    this.scroll.style.setProperty("--tl-rows", String(this.rows.length));
    this.scroll.style.setProperty("--tl-first", String(FIRST));
    this.scroll.setAttribute("aria-label", fill(texts, "ranking.title"));
    this.toggle = this.createToggle(texts);
    this.heading = createHeading(texts, "ranking.title", "");
    this.node = element("section", { class: "tl-ranking" }, [
      this.heading,
      createKinds(data.kinds, kinds, this.axis, texts),
      this.scroll,
      this.toggle,
    ]);
    root.append(this.node);
  }

  createToggle(texts) {
    const toggle = element("button", { class: "tl-link tl-toggle", type: "button" });
    toggle.hidden = this.rows.length <= FIRST;
    const show = () => {
      const key = this.expanded ? "ranking.show_fewer" : "ranking.show_all";
      toggle.textContent = fill(texts, key, { count: this.rows.length });
      setAttribute(toggle, "aria-expanded", this.expanded);
      this.scroll.classList.toggle("tl-expanded", this.expanded);
    };
    toggle.addEventListener("click", () => {
      this.expanded = !this.expanded;
      show();
    });
    show();
    return toggle;
  }

  show(p, { ghost = null, moving = false } = {}) {
    const values = priorities(this.worth, p);
    const ranked = order(values);
    this.scroll.classList.toggle("tl-moving", moving);
    if (ghost !== this.ghost) this.showGhosts(ghost);
    this.rescale(extent([...values, ...this.ghostValues]), moving);
    ranked.forEach((i, rank) => {
      const was = this.ranksBefore ? this.ranksBefore[i] : rank;
      this.rows[i].show(values[i], rank, was - rank, this.scale, this.format);
    });
    this.settle(ranked, moving);
    return ranked.map((i) => this.rows[i].item);
  }

  /** Draw the priorities under an earlier credence, in their order. */
  showGhosts(ghost) {
    this.ghost = ghost;
    this.scroll.classList.toggle("tl-with-ghosts", ghost !== null);
    this.ranksBefore = null;
    this.ghostValues = [];
    if (ghost === null) return;
    const values = priorities(this.worth, ghost);
    const ranked = order(values);
    this.ranksBefore = [];
    ranked.forEach((i, rank) => {
      this.ranksBefore[i] = rank;
      this.ghosts[rank].name(this.rows[i].item.id);
    });
    this.ghostValues = ranked.map((i) => values[i]);
    if (this.scale) this.placeGhosts();
  }

  placeGhosts() {
    this.ghostValues.forEach((value, rank) => this.ghosts[rank].show(value, this.scale));
  }

  /** The axis stands still while something moves, unless a bar would leave it. */
  rescale([low, high], moving) {
    const fits = this.scale && low >= -this.scale.left && high <= this.scale.right;
    const lost = !this.scale || Math.max(high, -low) < 0.4 * Math.max(this.scale.left, this.scale.right);
    if (fits && (moving || !lost)) return;
    const size = roundUp(Math.max(high, -low));
    const dips = this.worth.values.some((value) => value < 0);
    const left = low < 0 ? Math.max(roundUp(-low), 0.05 * size) : dips ? 0.05 * size : 0;
    const right = high > 0 ? roundUp(high) : 0.1 * size;
    this.scale = { left, right, times: this.times, decimals: decimalsFor(size * this.times) };
    this.scroll.style.setProperty("--tl-zero", String(left / (left + right)));
    setText(this.axis, this.format.number(right * this.times, this.scale.decimals));
    this.placeGhosts();
  }

  /** Once all is still, put the nodes into the order in which they are seen. */
  settle(ranked, moving) {
    clearTimeout(this.timer);
    if (moving) return;
    if (this.shown) this.timer = setTimeout(() => this.reorder(ranked), SETTLED);
    else this.reorder(ranked);
    this.shown = true;
  }

  reorder(ranked) {
    ranked.forEach((i, rank) => {
      const { root } = this.rows[i];
      const there = this.list.children[rank];
      if (there !== root) this.list.insertBefore(root, there);
    });
  }
}

function signature({ interventions, kinds, texts, locale }) {
  return JSON.stringify([interventions, kinds, texts, locale]);
}

function extent(values) {
  return [Math.min(0, ...values), Math.max(0, ...values)];
}

/** One intervention: only what changed is touched. */
function createRow(item, kindNames, kinds) {
  const rankNode = element("span", { class: "tl-rank", "aria-hidden": "true" });
  const value = element("span", { class: "tl-priority" });
  const move = element("span", { class: "tl-move", "aria-hidden": "true" });
  const bar = element("span", { class: "tl-bar" });
  const root = element("li", { class: "tl-row", "data-id": item.id }, [
    rankNode,
    createMark(item.kind, kinds),
    element("span", { class: "tl-name", text: item.name, title: item.name }),
    element("span", { class: "tl-hidden", text: `, ${kindNames[item.kind] ?? item.kind}, ` }),
    move,
    value,
    element("span", { class: "tl-bar-line", "aria-hidden": "true" }, [bar]),
  ]);
  setAttribute(root, "data-kind", kinds.indexOf(item.kind));
  let shown = {};
  return {
    root,
    item,
    forget() {
      shown = {};
    },
    show(priority, rank, rise, scale, format) {
      if (priority !== shown.priority || scale !== shown.scale) {
        root.setAttribute("data-priority", String(priority));
        bar.style.transform = `scaleX(${priority / (scale.left + scale.right)})`;
        setText(value, format.fixed(priority * scale.times, scale.decimals));
      }
      if (rank !== shown.rank) {
        root.setAttribute("data-rank", String(rank + 1));
        root.style.transform = `translateY(${100 * rank}%)`;
        setText(rankNode, String(rank + 1));
      }
      if (rise !== shown.rise) showMove(move, rise);
      shown = { priority, rank, rise, scale };
    },
  };
}

function showMove(node, rise) {
  setText(node, rise === 0 ? "" : `${rise > 0 ? "\u25B2" : "\u25BC"}${Math.abs(rise)}`);
  setAttribute(node, "data-way", Math.sign(rise));
}

function createMark(kind, kinds) {
  const shape = SHAPES[Math.max(0, kinds.indexOf(kind)) % SHAPES.length];
  return element("span", { class: `tl-mark tl-${shape}`, "aria-hidden": "true" });
}

function createKinds(names, kinds, axis, texts) {
  const items = kinds.map((kind, i) =>
    element("span", { class: "tl-kind", "data-kind": i }, [
      createMark(kind, kinds),
      element("span", { text: names[kind] }),
    ]),
  );
  const before = element("span", { class: "tl-kind tl-kind-before" }, [
    element("span", { class: "tl-legend-ghost", "aria-hidden": "true" }),
    element("span", { text: fill(texts, "ranking.before") }),
  ]);
  return element("p", { class: "tl-kinds" }, [...items, before, axis]);
}

/** The outline of what stood at one rank before. */
function createGhost(rank) {
  const bar = element("span", { class: "tl-ghost-bar" });
  const root = element("div", { class: "tl-ghost" }, [
    element("span", { class: "tl-ghost-line" }, [bar]),
  ]);
  root.style.transform = `translateY(${100 * rank}%)`;
  return {
    root,
    name: (id) => root.setAttribute("data-id", id),
    show(value, scale) {
      bar.style.transform = `scaleX(${value / (scale.left + scale.right)})`;
    },
  };
}
