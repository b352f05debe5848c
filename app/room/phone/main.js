// The phone page: join, then follow the room until the end.

import { element, setText } from "../../components/ladder/dom.js";
import { fill } from "../../components/ladder/format.js";
import { uuid } from "./chance.js";
import { showJoin } from "./join.js";
import { keep } from "./kept.js";
import { FIRST_PAUSE, LONGEST_PAUSE, ask, follow } from "./line.js";
import { Outbox } from "./outbox.js";
import { createSteps } from "./steps.js";

const texts = JSON.parse(document.getElementById("texts").textContent);
const base = document.body.dataset.root;
const main = document.getElementById("room");

start(codeIn(location.pathname));

function start(code) {
  const kept = keep(localStorage, code);
  if (code && kept.get("token")) enter(code, kept);
  else showForm(code, kept);
}

/** The code as it is kept: without blanks and dashes, in capitals. */
function codeIn(path) {
  const found = /\/join\/([^/]{1,32})$/.exec(path);
  return found ? plainCode(safelyDecoded(found[1])) : "";
}

function plainCode(text) {
  return text.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
}

function safelyDecoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

function showForm(code, known, key = null) {
  const form = showJoin(main, texts, code, async (given) => {
    const named = plainCode(given.code);
    const kept = named === code ? known : keep(localStorage, named);
    kept.set("pseudonym", given.pseudonym);
    form.busy(true);
    const answer = await joined(named, kept, () => form.say("room.join.offline"));
    form.busy(false);
    if (answer.status === 200) {
      history.replaceState(null, "", `${base}/join/${encodeURIComponent(named)}`);
      enter(named, kept);
    } else {
      form.say(answer.status === 404 ? "room.join.unknown" : "room.join.refused", {
        reason: answer.data?.error ?? answer.status,
      });
    }
  });
  if (key) form.say(key);
}

/** Join, trying again for as long as only the network or the load is in the way. */
async function joined(code, kept, onWait) {
  if (!kept.get("join_id")) kept.set("join_id", uuid());
  const body = { code, pseudonym: kept.get("pseudonym"), join_id: kept.get("join_id") };
  const answer = await persistently(() => ask(`${base}/room/join`, { body }), onWait);
  if (answer.status === 200) kept.set("token", answer.data.token);
  return answer;
}

/** Ask until the answer is one. */
async function persistently(act, onWait) {
  for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    const answer = await act();
    if (answer.status !== 0 && answer.status !== 429 && answer.status < 500) return answer;
    onWait(answer);
    const wait = Math.max(pause * (0.5 + Math.random()), 1000 * (answer.wait ?? 0));
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

async function enter(code, kept) {
  main.replaceChildren(element("p", { class: "room-status", role: "status", text: fill(texts, "room.opening") }));
  const token = kept.get("token");
  const waiting = () => setText(main.firstChild, fill(texts, "room.line.away"));
  const answer = await persistently(() => ask(`${base}/room/state`, { token }), waiting);
  if (answer.status === 200) showRoom(code, kept, answer.data);
  else if (answer.status === 401) leave(code, kept);
  else {
    const reason = answer.data?.error ?? answer.status;
    setText(main.firstChild, fill(texts, "room.join.refused", { reason }));
  }
}

/** Forget the workshop: who was erased joins again by hand alone. */
function leave(code, kept) {
  kept.clear();
  showForm(code, kept, "room.join.left");
}

function showRoom(code, kept, { shared, sheet, own }) {
  const token = kept.get("token");
  const post = (body) => ask(`${base}/room/answer`, { token, body });
  const outbox = new Outbox({ kept, post, name: uuid, onChange: () => steps?.refresh() });
  adoptSaved(kept, own.mine);

  const line = element("p", { class: "room-offline", role: "status" });
  const body = element("div", { class: "room-body" });
  main.replaceChildren(header(shared, kept), line, body, createErasure(token, () => leaveAfter()));
  let current = shared;
  const steps = createSteps(body, { sheet, texts, kept, outbox });
  const atLine = (there) => setText(line, there ? "" : fill(texts, "room.line.away"));

  const stream = follow(`${base}/room/events`, token, {
    onData(news) {
      current = { ...current, ...news };
      steps.show(current);
    },
    onLine(there) {
      atLine(there);
      if (there) outbox.flush();
    },
    onRefused: () => leaveAfter(),
  });
  const leaveAfter = () => {
    stream.stop();
    leave(code, kept);
  };
  addEventListener("online", () => stream.again());
  addEventListener("offline", () => atLine(false));
  addEventListener("pageshow", (event) => event.persisted && stream.again());
  addEventListener("storage", ({ key }) => kept.owns(key) && steps.adopt(key));
  steps.show(shared);
  outbox.flush();
}

/** What the server has of this person; what waits here is newer. */
function adoptSaved(kept, mine) {
  for (const [round, answers] of Object.entries(mine)) {
    for (const [question, value] of Object.entries(answers)) {
      kept.set(`saved/${round}/${question}`, { value });
    }
  }
}

function header(shared, kept) {
  return element("header", { class: "room-header" }, [
    element("span", { class: "room-name", text: shared.name }),
    element("span", { text: kept.get("pseudonym") ?? "" }),
  ]);
}

function createErasure(token, onDone) {
  const status = element("p", { role: "status" });
  const button = element("button", { type: "button", class: "tl-link", text: fill(texts, "room.erase.go") });
  let isSure = false;
  button.addEventListener("click", async () => {
    if (!isSure) {
      isSure = true;
      setText(button, fill(texts, "room.erase.sure"));
      return;
    }
    const { status: code } = await ask(`${base}/room/erase`, { token, body: {} });
    if (code === 200 || code === 401) onDone();
    else setText(status, fill(texts, "room.erase.failed"));
  });
  return element("details", { class: "room-erase" }, [
    element("summary", { text: fill(texts, "room.erase.title") }),
    element("p", { text: fill(texts, "room.erase.lead") }),
    button,
    status,
  ]);
}
