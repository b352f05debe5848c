import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { decimalsFor, fill, numberFormats } from "../../../app/components/ladder/format.js";

const FOLDER = new URL("../../../app/components/ladder/", import.meta.url);
const read = (name) => readFileSync(new URL(name, FOLDER), "utf8");

test("placeholders are filled and unknown keys show themselves", () => {
  assert.equal(fill({ a: "{x} of {y}" }, "a", { x: 1, y: "2" }), "1 of 2");
  assert.equal(fill({}, "a.key"), "a.key");
  assert.equal(fill({ a: "{missing}" }, "a"), "{missing}");
});

test("numbers follow the locale and have a true minus sign", () => {
  assert.equal(numberFormats("de").number(12.5, 1), "12,5");
  assert.equal(numberFormats("en").signed(-1.25, 1), "\u22121.3");
  assert.equal(numberFormats("en").signed(2, 1), "+2.0");
  assert.equal(numberFormats().number(3, 1), "3");
});

test("a quantity shows three digits", () => {
  assert.deepEqual([250, 25, 2.5, 0.25, 0].map(decimalsFor), [0, 1, 2, 3, 0]);
});

test("every text that the modules ask for is in the English catalog, and no other", () => {
  const texts = Object.keys(JSON.parse(read("texts.json")));
  const modules = ["columns", "explore", "firmness", "frame", "ladder", "outcomes", "ranking"];
  const code = modules.map((name) => read(`${name}.js`)).join("\n");
  const asked = new Set(code.match(/"(ladder|ranking|outcomes|announce)(\.[a-z_]+)*"/g));
  const keys = [...asked].map((key) => key.slice(1, -1)).filter((key) => key.includes(".") || key === "announce");
  assert.deepEqual([...new Set(keys)].sort(), texts.sort());
});
