import assert from "node:assert/strict";
import { test } from "node:test";

import {
  roundUp,
  settledTop,
  shareAt,
  shareStep,
  shareTop,
} from "../../../app/components/ladder/scale.js";

test("the axis leaves some air above the highest bar", () => {
  assert.equal(shareTop(0.1), 0.2);
  assert.equal(shareTop(0.19), 0.3);
  assert.equal(shareTop(0.99), 1);
});

test("the axis stays unless a bar would leave it or look lost in it", () => {
  assert.equal(settledTop(0.6, 0.58), 0.6);
  assert.equal(settledTop(0.6, 0.25), 0.6);
  assert.equal(settledTop(0.6, 0.1), 0.2);
  assert.equal(settledTop(0.2, 0.5), 0.6);
});

test("a pointer reaches every share from 0 to 1, without a jump at the top", () => {
  const share = (height) => shareAt(height, 200, 0.4, 50);
  assert.equal(share(-10), 0);
  assert.equal(share(100), 0.2);
  assert.equal(share(200), 0.4);
  assert.ok(share(201) > 0.4 && share(201) < 0.42);
  assert.equal(share(250), 1);
  assert.equal(share(900), 1);
});

test("grid lines are few", () => {
  for (const top of [0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1]) {
    const lines = top / shareStep(top);
    assert.ok(lines > 2.9 && lines < 6.1, `${lines} lines at ${top}`);
  }
});

test("an axis ends at a round number that is not below the value", () => {
  for (let value = 1e-4; value < 1e5; value *= 1.37) {
    const end = roundUp(value);
    assert.ok(end >= value * (1 - 1e-9) && end <= 1.6 * value, `${end} for ${value}`);
  }
  assert.equal(roundUp(0), 1);
});
