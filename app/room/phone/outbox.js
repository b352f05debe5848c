// Answers on their way. One is kept until the server says that it is in the database;
// it carries its own id, so that the server keeps it once however often it arrives.

import { FIRST_PAUSE, LONGEST_PAUSE } from "./line.js";

/** Answers that a person has pressed "Send" for. */
export class Outbox {
  #sending = false;
  #pause = FIRST_PAUSE;
  #timer = null;

  /**
   * @param {object} parts
   * @param {ReturnType<import("./kept.js").keep>} parts.kept
   * @param {(entry: object) => Promise<{status: number, data: any, wait?: number}>} parts.post
   *   status 0 if the network failed; `wait` in seconds
   * @param {() => string} parts.name a new id
   * @param {() => void} [parts.onChange] after anything was sent, saved or refused
   * @param {(act: () => void, milliseconds: number) => any} [parts.later]
   */
  constructor({ kept, post, name, onChange = () => {}, later = inTime }) {
    Object.assign(this, { kept, post, name, onChange, later });
  }

  /** What waits, the oldest first. */
  get waiting() {
    const entries = this.kept.names("out/").map((name) => this.kept.get(name));
    return entries.filter(Boolean).sort((a, b) => a.number - b.number);
  }

  /**
   * Keep an answer and send it; it takes the place of one not sent yet.
   *
   * @param {number} round
   * @param {string} question
   * @param {any} value
   */
  put(round, question, value) {
    for (const entry of this.waiting) {
      if (entry.round === round && entry.question === question) this.#drop(entry);
    }
    const number = 1 + Math.max(this.kept.get("number") ?? 0, ...this.waiting.map((e) => e.number));
    const answer_id = this.name();
    this.kept.set("number", number);
    this.kept.remove(`refused/${round}/${question}`);
    this.kept.set(`out/${answer_id}`, { number, answer_id, round, question, value });
    this.onChange();
    this.flush();
  }

  /**
   * Where the answer to a question stands.
   *
   * @param {number} round
   * @param {string} question
   * @returns {{state: "unsent" | "refused" | "saved" | "none", value?: any, reason?: string}}
   */
  standing(round, question) {
    const own = (entry) => entry.round === round && entry.question === question;
    const unsent = this.waiting.findLast(own);
    if (unsent) return { state: "unsent", value: unsent.value };
    const refused = this.kept.get(`refused/${round}/${question}`);
    if (refused) return { state: "refused", ...refused };
    const saved = this.kept.get(`saved/${round}/${question}`);
    return saved ? { state: "saved", value: saved.value } : { state: "none" };
  }

  /** Send what waits, one after the other, until it is saved or refused. */
  async flush() {
    if (this.#sending) return;
    this.#sending = true;
    clearTimeout(this.#timer);
    let wait = null;
    while (wait === null && this.waiting.length > 0) wait = await this.#send(this.waiting[0]);
    this.#sending = false;
    if (wait !== null) this.#timer = this.later(() => this.flush(), wait);
    this.onChange();
  }

  /** Send one; return null if it is done, else the milliseconds to wait. */
  async #send(entry) {
    const { answer_id, round, question, value } = entry;
    const { status, data, wait } = await this.post({ answer_id, round, question, value });
    if (status === 200) {
      this.kept.set(`saved/${round}/${question}`, { value, at: data?.at ?? null });
    } else if (isFinal(status)) {
      const reason = String(data?.error ?? "");
      this.kept.set(`refused/${round}/${question}`, { value, status, reason });
    } else {
      const pause = Math.max(this.#pause, 1000 * (wait ?? 0));
      this.#pause = Math.min(2 * this.#pause, LONGEST_PAUSE);
      return pause;
    }
    this.#pause = FIRST_PAUSE;
    this.#drop(entry);
    this.onChange();
    return null;
  }

  #drop({ answer_id }) {
    this.kept.remove(`out/${answer_id}`);
  }
}

const inTime = (act, milliseconds) => setTimeout(act, milliseconds);

/** Whether trying again cannot help: at 401 the room itself is left. */
function isFinal(status) {
  return status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status);
}
