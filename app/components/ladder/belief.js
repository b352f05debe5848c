// What a person is doing to a credence: gestures, locks, firmness. No DOM.

import { checkedCredence, freeShare, paint, setShare } from "./credence.js";

/** A credence in a person's hands. */
export class Belief {
  #anchor = null;
  #painted = null;
  #kept = null;
  #changed = false;

  /**
   * @param {{levels: object[], credence: number[], locks?: boolean[], concentration: number}} data
   */
  constructor(data) {
    const count = data.levels.length;
    this.p = checkedCredence(data.credence, count);
    this.locks = Array.from({ length: count }, (_, i) => Boolean(data.locks?.[i]));
    this.concentration = data.concentration;
    this.before = null;
  }

  /** Whether a pointer is at work. */
  get inGesture() {
    return this.#painted !== null;
  }

  /** What is believed now, and the credence before the last change began. */
  get state() {
    const { p, locks, concentration, before } = this;
    return { credence: p.slice(), locks: locks.slice(), concentration, before };
  }

  /** Begin a gesture of the pointer. */
  begin() {
    this.#painted = new Map();
    this.#kept = { p: this.p, before: this.before };
  }

  /**
   * Paint bars; all strokes of one gesture act on the credence at its start.
   *
   * @param {Array<[number, number]>} strokes
   */
  paint(strokes) {
    for (const [index, value] of strokes) {
      this.#painted.delete(index);
      this.#painted.set(index, Math.round(value * 1000) / 1000);
    }
    this.#move(paint(this.#kept.p, [...this.#painted], this.locks), this.#kept.p);
  }

  /** End the gesture and keep what it did. */
  end() {
    this.#painted = null;
    this.#anchor = null;
  }

  /** End the gesture as if it had not been. */
  cancel() {
    Object.assign(this, this.#kept);
    this.end();
    this.#changed = false;
  }

  /**
   * Set one bar by key or number. While one bar is changed, the others follow in the
   * proportions they had at first, so that going back leads back.
   *
   * @param {number} index
   * @param {number} value
   * @returns {boolean} whether the locks left room for the value
   */
  set(index, value) {
    if (this.#anchor?.index !== index) this.#anchor = { index, p: this.p };
    this.#move(setShare(this.#anchor.p, index, value, this.locks), this.#anchor.p);
    return Math.abs(this.p[index] - Math.min(Math.max(value, 0), 1)) < 1e-9;
  }

  /**
   * Move one bar by some points, onto the nearest millionth.
   *
   * @param {number} index
   * @param {number} change
   */
  nudge(index, change) {
    this.set(index, Math.max(0, Math.round((this.p[index] + change) * 1e6) / 1e6));
  }

  /**
   * The most that the locks leave for one bar.
   *
   * @param {number} index
   * @returns {number}
   */
  room(index) {
    return this.locks[index] ? this.p[index] : freeShare(this.p, this.locks);
  }

  /** Leave the bar that was changed: the next change starts anew. */
  leave() {
    this.#anchor = null;
  }

  /**
   * Set all locks.
   *
   * @param {boolean[]} locks
   */
  setLocks(locks) {
    this.locks = locks;
    this.#anchor = null;
    this.#changed = true;
  }

  /**
   * Set how firmly the credence is held.
   *
   * @param {number} concentration
   */
  setConcentration(concentration) {
    this.concentration = concentration;
    this.#changed = true;
  }

  /**
   * Whether anything changed since this was last asked.
   *
   * @returns {boolean}
   */
  takeChange() {
    const changed = this.#changed;
    this.#changed = false;
    return changed;
  }

  #move(p, before) {
    const moved = p.some((share, i) => share !== this.p[i]);
    if (!moved) return;
    this.p = p;
    this.before = before;
    this.#changed = true;
  }
}
