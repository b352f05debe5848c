import assert from "node:assert/strict";
import { test } from "node:test";

import {
  betaBand,
  checkedCredence,
  concentrationSteps,
  freeShare,
  paint,
  parseShare,
  roundShares,
  setShare,
  strokesBetween,
} from "../../../app/components/ladder/credence.js";
import { generator, situation } from "./random.js";

const sum = (values) => values.reduce((a, b) => a + b, 0);
const close = (a, b, tolerance = 1e-12) =>
  assert.ok(Math.abs(a - b) <= tolerance, `${a} is not ${b} within ${tolerance}`);

function situations(count, check) {
  const random = generator(20261123);
  for (let run = 0; run < count; run += 1) check(situation(random), random);
}

test("a share that is set leaves a credence: not negative, summing to 1", () => {
  situations(3000, ({ p, locks, index, value }) => {
    const next = setShare(p, index, value, locks);
    close(sum(next), 1);
    assert.ok(next.every((share) => share >= 0));
  });
});

test("locked bars keep their share to the last bit", () => {
  situations(3000, ({ p, locks, index, value }) => {
    const next = setShare(p, index, value, locks);
    p.forEach((share, i) => locks[i] && assert.equal(next[i], share));
  });
});

test("the bar gets its value, as far as the locks leave room", () => {
  situations(3000, ({ p, locks, index, value }) => {
    const next = setShare(p, index, value, locks);
    const free = freeShare(p, locks);
    const alone = locks.filter((locked) => !locked).length === 1;
    close(next[index], alone ? free : Math.min(Math.max(value, 0), free));
  });
});

test("the other free bars keep their proportions", () => {
  situations(3000, ({ p, locks, index, value }) => {
    const next = setShare(p, index, value, locks);
    const rest = [...p.keys()].filter((i) => i !== index && !locks[i]);
    const [before, after] = [p, next].map((q) => sum(rest.map((i) => q[i])));
    if (before < 1e-6) return;
    for (const i of rest) close(next[i] / (after || 1), after ? p[i] / before : 0, 1e-9);
  });
});

test("bars that were all zero share what is left evenly", () => {
  const next = setShare([1, 0, 0, 0], 0, 0.4, [false, false, false, false]);
  close(next[0], 0.4);
  next.slice(1).forEach((share) => close(share, 0.2));
});

test("a bar moves to what the locks leave when all others are locked", () => {
  assert.deepEqual(setShare([0.5, 0.25, 0.25], 0, 0.9, [false, true, true]), [0.5, 0.25, 0.25]);
});

test("a locked bar does not move, nor does anything for a value that is no number", () => {
  const p = [0.5, 0.3, 0.2];
  assert.deepEqual(setShare(p, 0, 0.1, [true, false, false]), p);
  assert.deepEqual(setShare(p, 0, NaN, [false, false, false]), p);
});

test("setting a share does not change its argument", () => {
  const p = Object.freeze([0.5, 0.3, 0.2]);
  setShare(p, 0, 0.1, [false, false, false]);
  assert.deepEqual(p, [0.5, 0.3, 0.2]);
});

test("painting keeps every painted value while there is room", () => {
  const next = paint([0.25, 0.25, 0.25, 0.25], [[0, 0.1], [1, 0.3]], [false, false, false, false]);
  [0.1, 0.3, 0.3, 0.3].forEach((share, i) => close(next[i], share));
});

test("painting more than there is scales the earlier bars and keeps the last", () => {
  const next = paint([0.25, 0.25, 0.25, 0.25], [[0, 0.6], [1, 0.6], [2, 0.4]], Array(4).fill(false));
  [0.3, 0.3, 0.4, 0].forEach((share, i) => close(next[i], share));
});

test("painting any strokes leaves a credence and the locks", () => {
  situations(2000, ({ p, locks }, random) => {
    const strokes = Array.from({ length: 1 + Math.floor(random() * 30) }, () => [
      Math.floor(random() * p.length),
      random() * 1.2 - 0.1,
    ]);
    const next = paint(p, strokes, locks);
    close(sum(next), 1);
    assert.ok(next.every((share, i) => share >= 0 && (!locks[i] || share === p[i])));
  });
});

test("a fast pointer leaves no bar out", () => {
  assert.deepEqual(strokesBetween([1, 0.1], [4, 0.4]).map(([i]) => i), [2, 3, 4]);
  assert.deepEqual(strokesBetween([4, 0.4], [2, 0.2]).map(([i]) => i), [3, 2]);
  assert.deepEqual(strokesBetween([3, 0.1], [3, 0.2]), [[3, 0.2]]);
  close(strokesBetween([1, 0.1], [3, 0.3])[0][1], 0.2);
});

test("the band is the 5 % and 95 % points of a Beta distribution", () => {
  // From scipy.stats.beta.ppf.
  const known = [
    [20, 0.25, 0.10990637, 0.41912023],
    [2, 0.5, 0.05, 0.95],
    [2, 0.1, 1.42924247e-7, 0.508917203],
    [200, 0.1, 0.06760458, 0.1369467],
    [200, 0.99, 0.97638456, 0.99821136],
    [7.5, 0.62, 0.32742594, 0.87406815],
  ];
  for (const [n, p, low, high] of known) {
    const band = betaBand(n, p);
    close(band[0], low, 1e-6);
    close(band[1], high, 1e-6);
  }
});

test("a share of 0 or 1 has no band", () => {
  assert.deepEqual(betaBand(20, 0), [0, 0]);
  assert.deepEqual(betaBand(20, 1), [1, 1]);
});

test("the band of a share mirrors that of its complement, and holds its median", () => {
  situations(500, (_, random) => {
    const n = 2 + random() * 198;
    const p = random();
    const [low, high] = betaBand(n, p);
    const [lower, upper] = betaBand(n, 1 - p);
    assert.ok(low >= 0 && low < high && high <= 1);
    close(low, 1 - upper, 1e-9);
    close(high, 1 - lower, 1e-9);
  });
});

test("a firmer credence has a narrower band", () => {
  const widths = [2, 5, 20, 80, 200].map((n) => {
    const [low, high] = betaBand(n, 0.3);
    return high - low;
  });
  widths.slice(1).forEach((width, i) => assert.ok(width < widths[i]));
});

test("a concentration that is not positive is refused", () => {
  assert.throws(() => betaBand(0, 0.5), /concentration must be above 0, got 0/);
});

test("what is shown sums to 100 and is off by less than one unit", () => {
  situations(3000, ({ p }) => {
    for (const decimals of [0, 1]) {
      const rounded = roundShares(p, decimals);
      close(sum(rounded), 100, 1e-9);
      rounded.forEach((shown, i) => assert.ok(Math.abs(shown - 100 * p[i]) < 10 ** -decimals));
    }
  });
});

test("thirds are shown as 34, 33, 33", () => {
  assert.deepEqual(roundShares([1 / 3, 1 / 3, 1 / 3]), [34, 33, 33]);
});

test("typed shares are read as people write them", () => {
  const known = {
    12: 0.12,
    "12.5": 0.125,
    "12,5 %": 0.125,
    " 7% ": 0.07,
    "１２．５％": 0.125,
    "1/8": 0.125,
    0: 0,
    100: 1,
    ".5": 0.005,
  };
  for (const [text, share] of Object.entries(known)) close(parseShare(text), share);
});

test("what is no share from 0 to 100 is not a number", () => {
  for (const text of ["", "x", "-3", "101", "1,2,3", "5e1", "1/0", "0/0", "3/2", "%"]) {
    assert.ok(Number.isNaN(parseShare(text)), text);
  }
});

test("a credence is checked once: its length, its signs and its sum", () => {
  assert.throws(() => checkedCredence([0.5, 0.5], 3), /must have 3 shares, got 2/);
  assert.throws(() => checkedCredence([1.5, -0.5], 2), /must not be negative, got -0.5/);
  assert.throws(() => checkedCredence([0.5, 0.4], 2), /must sum to 1, got 0.9/);
  assert.throws(() => checkedCredence([NaN, 1], 2), /must not be negative, got NaN/);
  close(sum(checkedCredence([0.3333333, 0.3333333, 0.3333333], 3)), 1);
});

test("the steps of firmness are whole, rise, and span the range", () => {
  const steps = concentrationSteps(2, 200);
  assert.equal(steps[0], 2);
  assert.equal(steps.at(-1), 200);
  steps.slice(1).forEach((step, i) => assert.ok(Number.isInteger(step) && step > steps[i]));
});
