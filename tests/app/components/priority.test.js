import assert from "node:assert/strict";
import { test } from "node:test";

import {
  byLevel,
  expectedOutcomes,
  expectedValue,
  observed,
  order,
  priorities,
} from "../../../app/components/ladder/priority.js";
import { generator } from "./random.js";

const close = (a, b) => assert.ok(Math.abs(a - b) <= 1e-12, `${a} is not ${b}`);

function tensor(random, ...shape) {
  if (shape.length === 0) return random() * 2 - 1;
  const [length, ...rest] = shape;
  return Array.from({ length }, () => tensor(random, ...rest));
}

test("a worked example: effects times utilities times credence", () => {
  const effect = [
    [[0.1, -0.1], [0.2, -0.2]],
    [[0, 0], [0.5, -0.5]],
  ];
  const worth = byLevel(effect, [100, 0]);
  assert.deepEqual([...worth.values], [10, 20, 0, 50]);
  assert.deepEqual([...priorities(worth, [0.5, 0.5])], [15, 25]);
  assert.deepEqual([...priorities(worth, [1, 0])], [10, 0]);
});

test("priorities equal the triple sum written out", () => {
  const random = generator(7);
  for (let run = 0; run < 50; run += 1) {
    const [I, K, O] = [1 + Math.floor(random() * 40), 2 + Math.floor(random() * 19), 4];
    const effect = tensor(random, I, K, O);
    const utilities = tensor(random, O);
    const p = tensor(random, K).map(Math.abs);
    const values = priorities(byLevel(effect, utilities), p);
    effect.forEach((levels, i) => {
      let total = 0;
      levels.forEach((outcomes, k) => outcomes.forEach((e, o) => (total += p[k] * e * utilities[o])));
      close(values[i], total);
    });
  }
});

test("priorities are linear in the credence", () => {
  const random = generator(8);
  const worth = byLevel(tensor(random, 6, 5, 3), tensor(random, 3));
  const [a, b] = [tensor(random, 5), tensor(random, 5)];
  const mixed = priorities(worth, a.map((share, k) => 0.3 * share + 0.7 * b[k]));
  const [fromA, fromB] = [priorities(worth, a), priorities(worth, b)];
  mixed.forEach((value, i) => close(value, 0.3 * fromA[i] + 0.7 * fromB[i]));
});

test("the order falls, and equals keep their places", () => {
  assert.deepEqual(order([1, 3, 2]), [1, 2, 0]);
  assert.deepEqual(order([1, 2, 1, 2]), [1, 3, 0, 2]);
  assert.deepEqual(order(new Float64Array([0, -1, 0])), [0, 2, 1]);
  assert.deepEqual(order([]), []);
});

test("outcomes are weighed by the credence and still sum to 1", () => {
  const probabilities = expectedOutcomes([[0.7, 0.3], [0.1, 0.9]], [0.25, 0.75]);
  close(probabilities[0], 0.25);
  close(probabilities[1], 0.75);
  close(expectedValue(probabilities, [100, 20]), 40);
});

test("no interventions give no priorities", () => {
  assert.deepEqual([...priorities(byLevel([], [1, 2]), [0.5, 0.5])], []);
});

test("observations weigh each share by its likelihood", () => {
  const told = observed([0.5, 0.3, 0.2], [0.8, 0.4, 0.1].map(Math.log));
  [0.740741, 0.222222, 0.037037].forEach((p, k) => assert.ok(Math.abs(told[k] - p) < 1e-6));
});

test("observations that say nothing leave the very same credence", () => {
  const p = [0.5, 0.5];
  assert.equal(observed(p, [-3, -3]), p);
  assert.equal(observed(p), p);
});

test("a level that the observations rule out holds nothing, however small the rest", () => {
  assert.deepEqual(observed([0.5, 0.5, 0], [-1e300, -5000, 0]), [0, 1, 0]);
});
