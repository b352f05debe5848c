// What is shown at each step of the agenda.

import { element, setText } from "../../components/ladder/dom.js";
import { fill } from "../../components/ladder/format.js";
import { overall, showAnswer } from "./answer.js";
import { showReveal } from "./reveal.js";

/**
 * Show a step, and keep what is there as long as it stays the same one.
 *
 * @param {HTMLElement} root
 * @param {object} room `{sheet, texts, kept, outbox}`
 * @returns {{
 *   show: (shared: object) => void,
 *   refresh: () => void,
 *   adopt: (key: string | null) => void,
 * }}
 */
export function createSteps(root, room) {
  let shown = null;
  let view = null;

  const show = (shared) => {
    const key = keyOf(shared);
    if (key !== shown) {
      view?.destroy?.();
      shown = key;
      view = VIEWS[stepOf(shared).kind]?.(root, room, shared) ?? null;
    }
    view?.count?.(shared);
    view?.refresh?.();
  };
  return { show, refresh: () => view?.refresh?.(), adopt: (key) => view?.adopt?.(key) };
}

const stepOf = ({ steps, step }) => steps[step];

/** What a view is built from; counts are not in it. */
function keyOf(shared) {
  return JSON.stringify([shared.step, stepOf(shared), shared.published]);
}

const VIEWS = {
  brief: (root, { texts }, shared) =>
    plain(root, texts, "room.brief.title", ["room.brief.lead", "room.brief.wait"], shared),
  answer(root, room, shared) {
    const step = stepOf(shared);
    const view = showAnswer(root, room, step, (question) => lastSaid(room, shared, step, question));
    const counter = element("p", { class: "tl-note room-count" });
    root.append(counter);
    return { ...view, count: (now) => setText(counter, counted(room.texts, now)) };
  },
  lock: locked,
  reveal: revealed,
  result: revealed,
  discussion(root, room, shared) {
    const view = revealed(root, room, shared);
    root.prepend(element("p", { class: "room-private", text: fill(room.texts, "room.discussion.lead") }));
    return view;
  },
};

/** A title, some sentences, and if asked how many have answered. */
function plain(root, texts, title, lines, shared, counts = false) {
  const counter = element("p", { class: "tl-note room-count" });
  root.replaceChildren(
    element("h1", { text: fill(texts, title, { name: shared.name }) }),
    ...lines.map((key) => element("p", { text: fill(texts, key, { name: shared.name }) })),
    ...(counts ? [counter] : []),
  );
  return { count: (now) => setText(counter, counted(texts, now)) };
}

/** What has become of one's own answer, which may have come too late. */
function locked(root, { texts, outbox }, shared) {
  const view = plain(root, texts, "room.lock.title", ["room.lock.lead"], shared, true);
  const { round } = stepOf(shared);
  const asked = shared.steps.filter((step) => step.kind === "answer" && step.round === round);
  const questions = asked.flatMap((step) => step.questions);
  const status = element("p", { class: "room-status", role: "status" });
  root.append(status);
  return {
    ...view,
    refresh() {
      const { state, reason } = overall(questions.map((one) => outbox.standing(round, one)));
      status.dataset.state = state;
      setText(status, fill(texts, `room.status.${state}`, { reason }));
    },
  };
}

/** The newest that was published up to this step. */
function revealed(root, room, shared) {
  const newest = shared.published.at(-1);
  const isDue = stepOf(shared).kind !== "discussion" && newest?.step !== shared.step;
  if (!newest || (isDue && stepOf(shared).kind === "reveal")) {
    return plain(root, room.texts, "room.reveal.title", ["room.reveal.wait"], shared);
  }
  const round = newest.document.round ?? shared.steps[newest.step]?.round;
  showReveal(root, room, newest.document, room.outbox.standing(round, "credence").value ?? null);
  return {};
}

function lastSaid({ outbox }, { steps, step: now }, { round }, question) {
  const earlier = steps.slice(0, now).filter((step) => step.kind === "answer" && step.round < round);
  return earlier.map((step) => outbox.standing(step.round, question).value).findLast(Boolean) ?? null;
}

function counted(texts, { joined, answered }) {
  return fill(texts, "room.count", { joined, answered });
}
