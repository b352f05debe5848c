// The questions beside the credence. Each is `{root, read, show}`: its nodes, what is
// said (null if nothing), and how to show what was said before.

import { element } from "../../components/ladder/dom.js";
import { fill } from "../../components/ladder/format.js";

const RATIOS = [20, 5, 2, 1 / 2, 1 / 5, 1 / 20];
const BELIEFS = ["hoped", "assumed", "hardly"];

/**
 * Build a question.
 *
 * @param {string} question
 * @param {object} sheet names and ids
 * @param {Record<string, string>} texts
 * @param {() => void} onChange
 * @returns {{root: HTMLElement, read: () => any, show: (value: any) => void} | null} null
 *   for a question that this page does not know, or with nothing to ask about
 */
export function createQuestion(question, sheet, texts, onChange) {
  const [create, list] = KINDS[question] ?? [];
  const entries = sheet[list] ?? [];
  if (!create || entries.length === 0) return null;
  const made = create(entries, texts);
  const root = element("fieldset", { class: "room-question", "data-question": question }, [
    element("legend", { text: fill(texts, `room.${question}.title`) }),
    element("p", { class: "tl-note", text: fill(texts, `room.${question}.help`) }),
    made.root,
  ]);
  root.addEventListener("change", onChange);
  root.addEventListener("input", onChange);
  return { ...made, root };
}

/** One intervention out of all. */
function createPrediction(entries, texts) {
  const label = fill(texts, "room.prediction.title");
  const select = choice(entries.map(({ id, name }) => [id, name]), texts, label);
  return {
    root: select,
    read: () => select.value || null,
    show: (value) => (select.value = value ?? ""),
  };
}

/** A choice of the same words for each entry; what is not chosen is not said. */
function createChoices(words) {
  return (entries, texts) => {
    const options = words(texts);
    return perEntry(entries, {
      create: ({ name }) => choice(options, texts, name),
      read: (select) => (select.value === "" ? null : JSON.parse(select.value)),
      show: (select, said) => (select.value = said === null ? "" : JSON.stringify(said)),
    });
  };
}

const ratioWords = (texts) =>
  RATIOS.map((ratio, i) => [JSON.stringify(ratio), fill(texts, `room.likelihoods.${i + 1}`)]);

const beliefWords = (texts) =>
  BELIEFS.map((word) => [JSON.stringify(word), fill(texts, `room.measures.${word}`)]);

/** What each outcome is worth, from 0 to 100. */
function createUtilities(entries) {
  return perEntry(entries, {
    create: ({ name }) => numeric(name, { min: 0, max: 100, step: 1 }),
    read: (input) => within(numberIn(input), 0, 100, (value) => value / 100),
    show: (input, said) => (input.value = said === null ? "" : String(Math.round(100 * said))),
  });
}

/** Three points of a quantity: low, middle, high. */
function createSeeds(entries, texts) {
  const points = ["low", "middle", "high"].map((word) => fill(texts, `room.seeds.${word}`));
  return perEntry(entries, {
    create: ({ question, name, unit }) =>
      element("span", { class: "room-points" }, [
        ...points.map((point) => numeric(`${question ?? name}: ${point}`, { step: "any", placeholder: point })),
        element("span", { text: unit ?? "" }),
      ]),
    read(node) {
      const said = Array.from(node.querySelectorAll("input"), numberIn);
      const isOrdered = said.every((value, i) => value !== null && (i === 0 || value >= said[i - 1]));
      return isOrdered ? said : null;
    },
    show(node, said) {
      node.querySelectorAll("input").forEach((input, i) => (input.value = said === null ? "" : String(said[i])));
    },
  });
}

const KINDS = {
  prediction: [createPrediction, "interventions"],
  utilities: [createUtilities, "outcomes"],
  likelihoods: [createChoices(ratioWords), "evidence"],
  measures: [createChoices(beliefWords), "measures"],
  seeds: [createSeeds, "seeds"],
};

/** A list with one control an entry; what is read is an object by id. */
function perEntry(entries, { create, read, show }) {
  const controls = entries.map((entry) => create(entry));
  const rows = entries.map(({ name, question }, i) =>
    element("li", {}, [element("span", { text: question ?? name, "aria-hidden": "true" }), controls[i]]),
  );
  return {
    root: element("ul", { class: "room-entries", role: "list" }, rows),
    read() {
      const pairs = entries.map(({ id }, i) => [id, read(controls[i])]);
      const said = pairs.filter(([, value]) => value !== null);
      return said.length === 0 ? null : Object.fromEntries(said);
    },
    show(value) {
      entries.forEach(({ id }, i) => show(controls[i], value?.[id] ?? null));
    },
  };
}

function choice(options, texts, label) {
  const none = element("option", { value: "", text: fill(texts, "room.choose") });
  const rest = options.map(([value, text]) => element("option", { value, text }));
  return element("select", { "aria-label": label }, [none, ...rest]);
}

function numeric(label, attributes) {
  return element("input", { type: "number", inputmode: "decimal", "aria-label": label, ...attributes });
}

function numberIn(input) {
  return input.value.trim() === "" || !Number.isFinite(input.valueAsNumber) ? null : input.valueAsNumber;
}

function within(value, low, high, then) {
  return value === null || value < low || value > high ? null : then(value);
}
