import assert from "node:assert/strict";
import { test } from "node:test";

import { Belief } from "../../../app/components/ladder/belief.js";

const close = (a, b) => assert.ok(Math.abs(a - b) <= 1e-12, `${a} is not ${b}`);
const belief = (credence, locks) =>
  new Belief({ levels: credence.map((_, id) => ({ id })), credence, locks, concentration: 20 });

test("a drag down to nothing and back up leaves the others as they were", () => {
  const held = belief([0.4, 0.3, 0.2, 0.1]);
  held.begin();
  for (const value of [0.7, 1, 0.4]) held.paint([[0, value]]);
  held.end();
  [0.4, 0.3, 0.2, 0.1].forEach((share, i) => close(held.p[i], share));
});

test("keys that lead up and back down lead back", () => {
  const held = belief([0.4, 0.3, 0.2, 0.1]);
  for (let press = 0; press < 80; press += 1) held.nudge(0, 0.01);
  close(held.p[0], 1);
  for (let press = 0; press < 60; press += 1) held.nudge(0, -0.01);
  [0.4, 0.3, 0.2, 0.1].forEach((share, i) => close(held.p[i], share));
});

test("a canceled drag leaves no trace", () => {
  const held = belief([0.4, 0.3, 0.2, 0.1]);
  held.begin();
  held.paint([[2, 0.9]]);
  held.cancel();
  assert.deepEqual(held.p, [0.4, 0.3, 0.2, 0.1]);
  assert.equal(held.before, null);
  assert.equal(held.takeChange(), false);
  assert.equal(held.inGesture, false);
});

test("the credence before a drag stays known until the next", () => {
  const held = belief([0.5, 0.5]);
  held.begin();
  held.paint([[0, 0.6]]);
  held.paint([[0, 0.7]]);
  held.end();
  assert.deepEqual(held.state.before, [0.5, 0.5]);
});

test("a change is told once", () => {
  const held = belief([0.5, 0.5]);
  assert.equal(held.takeChange(), false);
  held.set(0, 0.7);
  assert.equal(held.takeChange(), true);
  assert.equal(held.takeChange(), false);
  held.setLocks([true, false]);
  assert.equal(held.takeChange(), true);
});

test("a value that the locks leave no room for is said to be refused", () => {
  const held = belief([0.5, 0.3, 0.2], [true, false, false]);
  assert.equal(held.set(1, 0.4), true);
  assert.equal(held.set(1, 0.8), false);
  close(held.p[1], 0.5);
  assert.equal(held.p[0], 0.5);
});

test("a state is a copy", () => {
  const held = belief([0.5, 0.5]);
  held.state.credence[0] = 9;
  assert.deepEqual(held.p, [0.5, 0.5]);
});
