// Pointer moves over a row of bars, turned into strokes of index and share.

import { strokesBetween } from "./credence.js";
import { shareAt } from "./scale.js";

const GRIP = 16;
const REACH = 72;
const START = 4;

/**
 * Follow pointers on a row of bars of equal width. A gesture that starts up or down
 * lifts the one bar; a gesture that starts sideways paints across; a tap sets a bar.
 *
 * @param {HTMLElement} surface the row of bars
 * @param {{
 *   count: number,
 *   top: () => number,
 *   share: (index: number) => number,
 *   start: (index: number) => void,
 *   strokes: (strokes: Array<[number, number]>) => void,
 *   end: () => void,
 *   cancel: () => void,
 * }} bars what the gesture reads and calls
 * @returns {{cancel: () => void, destroy: () => void}}
 */
export function followPointer(surface, bars) {
  let gesture = null;

  const indexAt = (x) => {
    const { left, width } = gesture.box;
    const index = Math.floor(((x - left) / width) * bars.count);
    return Math.min(Math.max(index, 0), bars.count - 1);
  };

  const valueAt = (y) => {
    const { bottom, height } = gesture.box;
    return shareAt(bottom - y - gesture.offset, height, gesture.top, REACH);
  };

  const grab = (event) => {
    const { bottom, height } = gesture.box;
    const barTop = bottom - (bars.share(gesture.index) / gesture.top) * height;
    const distance = barTop - event.clientY;
    gesture.gripped = Math.abs(distance) <= GRIP;
    gesture.offset = gesture.gripped ? distance : 0;
  };

  const down = (event) => {
    if (gesture || event.button !== 0) return;
    gesture = {
      pointer: event.pointerId,
      x: event.clientX,
      y: event.clientY,
      box: surface.getBoundingClientRect(),
      top: bars.top(),
      mode: null,
    };
    gesture.index = indexAt(event.clientX);
    grab(event);
    surface.setPointerCapture(event.pointerId);
    event.preventDefault();
    bars.start(gesture.index);
  };

  const chooseMode = (event) => {
    const across = Math.abs(event.clientX - gesture.x);
    const up = Math.abs(event.clientY - gesture.y);
    if (Math.max(across, up) < START) return;
    gesture.mode = across > up ? "paint" : "lift";
    gesture.last = [gesture.index, valueAt(gesture.y)];
    if (gesture.mode === "paint") bars.strokes([gesture.last]);
  };

  const move = (event) => {
    if (event.pointerId !== gesture?.pointer) return;
    if (!gesture.mode) chooseMode(event);
    if (!gesture.mode) return;
    const index = gesture.mode === "paint" ? indexAt(event.clientX) : gesture.index;
    const next = [index, valueAt(event.clientY)];
    bars.strokes(strokesBetween(gesture.last, next));
    gesture.last = next;
  };

  const up = (event) => {
    if (event.pointerId !== gesture?.pointer) return;
    const tapped = !gesture.mode && !gesture.gripped;
    if (tapped) bars.strokes([[gesture.index, valueAt(event.clientY)]]);
    gesture = null;
    bars.end();
  };

  const cancel = () => {
    if (!gesture) return;
    gesture = null;
    bars.cancel();
  };

  const lost = (event) => {
    if (event.pointerId === gesture?.pointer) cancel();
  };

  const listeners = {
    pointerdown: down,
    pointermove: move,
    pointerup: up,
    pointercancel: lost,
    lostpointercapture: lost,
  };
  for (const [name, listener] of Object.entries(listeners)) {
    surface.addEventListener(name, listener);
  }
  return {
    cancel,
    destroy() {
      for (const [name, listener] of Object.entries(listeners)) {
        surface.removeEventListener(name, listener);
      }
    },
  };
}
