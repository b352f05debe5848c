// What a reveal shows: the room's credence as bars with one's own outline, as a table
// that can be read aloud, and which measures come first.

import { element } from "../../components/ladder/dom.js";
import { fill, numberFormats } from "../../components/ladder/format.js";
import { shareTop } from "../../components/ladder/scale.js";

const MOST_MEASURES = 5;

/**
 * Put what was published into `root`.
 *
 * @param {HTMLElement} root
 * @param {object} room
 * @param {object} room.sheet
 * @param {Record<string, string>} room.texts
 * @param {object} document described in `shared.py`
 * @param {any} own one's own credence in that round, or null
 */
export function showReveal(root, { sheet, texts }, document, own) {
  const format = numberFormats();
  const parts = [
    element("h1", { text: fill(texts, "room.reveal.title") }),
    element("p", { text: fill(texts, "room.reveal.people", { people: document.people ?? "" }) }),
  ];
  if (document.credence) parts.push(createBars(sheet, texts, document, own, format));
  const lists = [
    ["first", "room.reveal.first"],
    ["predicted", "room.reveal.predicted"],
  ];
  for (const [name, title] of lists) {
    if (document[name]?.length) parts.push(createMeasures(sheet, texts, document[name], title));
  }
  for (const note of document.notes ?? []) parts.push(element("p", { text: note }));
  root.replaceChildren(...parts);
}

function createBars(sheet, texts, document, own, format) {
  const { credence, low, high } = document;
  const shares = sheet.levels.map(({ id }) => credence[id] ?? 0);
  const mine = own ? sheet.levels.map(({ id }) => own.shares[id] ?? 0) : null;
  const highs = sheet.levels.map(({ id }) => high?.[id] ?? 0);
  const top = shareTop(Math.max(...shares, ...highs, ...(mine ?? [0])));
  const percent = (share) => `${format.number(100 * share, 0)}%`;
  const rows = sheet.levels.map(({ id, number, name }, i) => {
    const bar = createBar(shares[i], mine?.[i], low?.[id], high?.[id], top);
    const cells = [
      element("th", { scope: "row", text: `${number} ${name}` }),
      element("td", { class: "room-bar-cell" }, [bar]),
      element("td", { class: "room-share", text: percent(shares[i]) }),
      element("td", { class: "room-own", text: mine ? percent(mine[i]) : "\u2013" }),
    ];
    return element("tr", { "data-level": id }, cells);
  });
  const captions = [fill(texts, "room.reveal.caption")];
  if (low && high) captions.push(fill(texts, "room.reveal.spread"));
  const heads = ["level", "bars", "all", "own"].map((key) =>
    element("th", { scope: "col", text: fill(texts, `room.reveal.${key}`) }),
  );
  const table = element("table", { class: "room-bars" }, [
    element("caption", { text: captions.join(" ") }),
    element("thead", {}, [element("tr", {}, heads)]),
    element("tbody", {}, rows),
  ]);
  return table;
}

function createBar(share, own, low, high, top) {
  const line = element("div", { class: "room-line", "aria-hidden": "true" });
  line.append(stretch("room-fill", 0, share / top));
  if (low !== undefined && high !== undefined) line.append(stretch("room-spread", low / top, high / top));
  if (own !== undefined) line.append(stretch("room-outline", 0, own / top));
  return line;
}

function stretch(name, from, to) {
  const node = element("div", { class: name });
  node.style.left = `${100 * from}%`;
  node.style.width = `${100 * Math.max(0, Math.min(1, to) - from)}%`;
  return node;
}

function createMeasures(sheet, texts, entries, title) {
  const names = Object.fromEntries(sheet.interventions.map(({ id, name }) => [id, name]));
  const items = entries.slice(0, MOST_MEASURES).map(({ intervention, people }) =>
    element("li", {}, [
      element("span", { text: names[intervention] ?? intervention }),
      element("span", { class: "tl-note", text: fill(texts, "room.reveal.count", { people }) }),
    ]),
  );
  return element("section", {}, [
    element("h2", { text: fill(texts, title) }),
    element("ol", { class: "room-measures" }, items),
  ]);
}
