// The step in which a person answers: the ladder, the other questions, and "Send".

import { element, setText } from "../../components/ladder/dom.js";
import { fill } from "../../components/ladder/format.js";
import { mountLadder } from "../../components/ladder/ladder.js";
import { createQuestion } from "./questions.js";

const equal = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Put the answer of a round into `root`. What is drawn and typed is kept at once, and
 * sent when the person says so.
 *
 * @param {HTMLElement} root
 * @param {object} room
 * @param {object} room.sheet
 * @param {Record<string, string>} room.texts
 * @param {ReturnType<import("./kept.js").keep>} room.kept
 * @param {import("./outbox.js").Outbox} room.outbox
 * @param {{round: number, questions: string[]}} step
 * @param {(question: string) => any} before what the person said in a round before
 * @returns {{
 *   refresh: () => void,
 *   adopt: (key: string | null) => void,
 *   destroy: () => void,
 * }} `refresh` tells anew what is saved, `adopt` takes over what another tab has changed
 *   under a key of the storage
 */
export function showAnswer(root, room, step, before) {
  const { sheet, texts, kept, outbox } = room;
  const { round } = step;
  const name = (question) => `draft/${round}/${question}`;
  const sent = (question) => outbox.standing(round, question).value;
  const said = (question) => kept.get(name(question)) ?? sent(question) ?? before(question) ?? null;

  const status = element("p", { class: "room-status", role: "status" });
  const button = element("button", { class: "room-send", type: "button", text: fill(texts, "room.send") });
  const body = element("div", { class: "room-questions" });
  const heading = round > 1 ? "room.answer.again" : "room.answer.title";
  root.replaceChildren(
    element("h1", { text: fill(texts, heading, { round }) }),
    element("p", { class: "room-private", text: fill(texts, "room.answer.private") }),
    body,
    element("div", { class: "room-bar" }, [button, status]),
  );

  const changed = (question) => {
    kept.set(name(question), parts[question].read());
    refresh();
  };
  const parts = {};
  for (const question of step.questions) {
    const onChange = () => changed(question);
    const part =
      question === "credence"
        ? createCredence(body, sheet, texts, said(question), onChange)
        : createQuestion(question, sheet, texts, onChange);
    if (!part) continue;
    parts[question] = part;
    if (part.root) body.append(part.root);
    part.show(said(question));
  }
  button.addEventListener("click", () => send());

  const send = () => {
    for (const [question, part] of Object.entries(parts)) {
      const value = part.read();
      const { state, value: known } = outbox.standing(round, question);
      const isNew = state === "none" || state === "refused" || !equal(value, known);
      if (value !== null && isNew) outbox.put(round, question, value);
      kept.remove(name(question));
    }
    refresh();
  };

  const refresh = () => {
    const standings = Object.keys(parts).map((question) => {
      const standing = outbox.standing(round, question);
      const draft = kept.get(name(question));
      const isDraft = draft !== null && !equal(draft, standing.value);
      return { ...standing, state: isDraft ? "draft" : standing.state };
    });
    const { state, reason } = overall(standings);
    status.dataset.state = state;
    setText(status, fill(texts, `room.status.${state}`, { reason }));
  };
  refresh();
  return {
    refresh,
    adopt(key) {
      for (const [question, part] of Object.entries(parts)) {
        const value = said(question);
        const isIts = key === null || key.endsWith(`/${round}/${question}`);
        if (isIts && !equal(value, part.read())) part.show(value);
      }
      refresh();
    },
    destroy: () => parts.credence?.destroy(),
  };
}

/**
 * Where the answers to several questions stand together.
 *
 * @param {Array<{state: string, reason?: string}>} standings
 * @returns {{state: string, reason: string}} the state that most needs to be told
 */
export function overall(standings) {
  const has = (state) => standings.some((standing) => standing.state === state);
  const state = STATES.find(has) ?? "none";
  const isFirst = state === "draft" && !has("saved") && !has("unsent");
  const reason = standings.find((standing) => standing.reason)?.reason ?? "";
  return { state: isFirst ? "none" : state, reason };
}

const STATES = ["refused", "draft", "unsent", "saved"];

/** The ladder as a question. */
function createCredence(root, sheet, texts, value, onChange) {
  const even = sheet.levels.map(() => 1 / sheet.levels.length);
  const data = (said, version) => ({
    levels: sheet.levels,
    tiers: sheet.tiers ?? [],
    credence: said ? sheet.levels.map(({ id }) => said.shares[id]) : even,
    concentration: said?.concentration ?? sheet.concentration,
    concentrationRange: sheet.concentrationRange,
    texts,
    headingLevel: 2,
    version,
  });
  let version = 0;
  const ladder = mountLadder(root, data(value, version), { onChange });
  return {
    root: null,
    read() {
      const { credence, concentration } = ladder.state();
      const shares = Object.fromEntries(sheet.levels.map(({ id }, i) => [id, credence[i]]));
      return { shares, concentration };
    },
    show(said) {
      version += 1;
      ladder.update(data(said, version));
    },
    destroy: () => ladder.destroy(),
  };
}
