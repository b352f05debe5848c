import assert from "node:assert/strict";
import { test } from "node:test";

import { overall } from "../../../app/room/phone/answer.js";
import { uuid } from "../../../app/room/phone/chance.js";
import { keep } from "../../../app/room/phone/kept.js";
import { eventReader } from "../../../app/room/phone/line.js";
import { Outbox } from "../../../app/room/phone/outbox.js";

/** A storage as browsers have it. */
class Shelf {
  #entries = new Map();
  get length() {
    return this.#entries.size;
  }
  key(i) {
    return [...this.#entries.keys()][i] ?? null;
  }
  getItem(key) {
    return this.#entries.get(key) ?? null;
  }
  setItem(key, value) {
    this.#entries.set(key, String(value));
  }
  removeItem(key) {
    this.#entries.delete(key);
  }
}

/** A server that keeps each answer once, and a network that fails as it is told. */
class Far {
  saved = new Map();
  tries = 0;
  constructor(faults = []) {
    this.faults = faults;
    this.post = async (body) => {
      this.tries += 1;
      const fault = this.faults.shift() ?? "none";
      if (fault === "lost") return { status: 0, data: null };
      if (typeof fault === "number") return { status: fault, data: { error: "no" }, wait: 1 };
      this.saved.set(body.answer_id, body);
      if (fault === "no receipt") return { status: 0, data: null };
      return { status: 200, data: { at: "now" } };
    };
  }
}

function outboxOn(shelf, far) {
  let number = 0;
  const due = [];
  const kept = keep(shelf, "ABCDEFGH");
  const name = () => `answer-${(number += 1)}-${far.tries}`;
  const later = (act) => due.push(act);
  const outbox = new Outbox({ kept, post: far.post, name, later });
  const settle = async () => {
    for (let turn = 0; turn < 50; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      due.splice(0).forEach((act) => act());
    }
  };
  return { outbox, settle, kept };
}

test("an answer is saved once, whatever the network does", async () => {
  for (const faults of [[], ["lost"], ["lost", 503, "no receipt"], [429, 500, "no receipt", "lost", 401]]) {
    const far = new Far([...faults]);
    const { outbox, settle } = outboxOn(new Shelf(), far);
    outbox.put(1, "credence", { shares: {} });
    assert.equal(outbox.standing(1, "credence").state, "unsent");
    await settle();
    assert.equal(far.saved.size, 1);
    assert.equal(outbox.standing(1, "credence").state, "saved");
    assert.equal(outbox.waiting.length, 0);
  }
});

test("what waits is there after the page was loaded anew", async () => {
  const shelf = new Shelf();
  const away = new Far(Array(1000).fill("lost"));
  outboxOn(shelf, away).outbox.put(1, "credence", 7);
  const far = new Far();
  const { outbox, settle } = outboxOn(shelf, far);
  assert.equal(outbox.standing(1, "credence").state, "unsent");
  outbox.flush();
  await settle();
  assert.deepEqual([...far.saved.values()].map(({ value }) => value), [7]);
});

test("of two answers to a question the later one is the last to be sent", async () => {
  const far = new Far(["lost"]);
  const { outbox, settle } = outboxOn(new Shelf(), far);
  outbox.put(1, "credence", "first");
  outbox.put(1, "credence", "second");
  outbox.put(1, "prediction", "third");
  await settle();
  assert.equal(outbox.standing(1, "credence").value, "second");
  assert.deepEqual([...far.saved.values()].map(({ value }) => value), ["second", "third"]);
});

test("what is refused is told and not sent again", async () => {
  const far = new Far([409]);
  const { outbox, settle } = outboxOn(new Shelf(), far);
  outbox.put(1, "credence", 7);
  await settle();
  assert.deepEqual(outbox.standing(1, "credence"), { state: "refused", value: 7, status: 409, reason: "no" });
  assert.equal(far.tries, 1);
});

test("two tabs may send the same answer, which has one id", async () => {
  const shelf = new Shelf();
  const far = new Far();
  const [one, two] = [outboxOn(shelf, far), outboxOn(shelf, far)];
  one.outbox.put(1, "credence", 7);
  two.outbox.flush();
  await Promise.all([one.settle(), two.settle()]);
  assert.equal(far.saved.size, 1);
});

test("a browser that keeps nothing still answers", async () => {
  const closed = new Proxy({}, { get: () => { throw new Error("closed"); } });
  const far = new Far(["lost"]);
  const { outbox, settle } = outboxOn(closed, far);
  outbox.put(1, "credence", 7);
  await settle();
  assert.equal(far.saved.size, 1);
});

test("entries of another workshop are not touched", () => {
  const shelf = new Shelf();
  const [one, two] = [keep(shelf, "AAAAAAAA"), keep(shelf, "BBBBBBBB")];
  one.set("token", 1);
  two.set("token", 2);
  one.clear();
  assert.equal(one.get("token"), null);
  assert.equal(two.get("token"), 2);
  assert.ok(two.owns("tenlevels/room/BBBBBBBB/token"));
  assert.ok(!two.owns("tenlevels/room/AAAAAAAA/token"));
});

test("events are read however they are cut", () => {
  const text = ": here\n\nid: a\ndata: {\"x\": 1}\n\n:\n\nid: b\r\ndata: two\ndata: lines\n\ndata: half";
  for (let size = 1; size < text.length; size += 1) {
    const events = [];
    const feed = eventReader((event) => events.push(event));
    for (let at = 0; at < text.length; at += size) feed(text.slice(at, at + size));
    assert.deepEqual(events[0], { id: "a", data: '{"x": 1}' });
    assert.ok(events.length <= 2);
  }
});

test("ids are random UUIDs of version 4", () => {
  const made = new Set(Array.from({ length: 200 }, uuid));
  assert.equal(made.size, 200);
  for (const one of made) assert.match(one, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("what most needs to be told is told of several answers", () => {
  const of = (...states) => overall(states.map((state) => ({ state }))).state;
  assert.equal(of("saved", "none"), "saved");
  assert.equal(of("saved", "unsent"), "unsent");
  assert.equal(of("draft", "none"), "none");
  assert.equal(of("draft", "saved"), "draft");
  assert.equal(of("refused", "saved"), "refused");
  assert.equal(of(), "none");
});
