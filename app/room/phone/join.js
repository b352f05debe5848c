// Joining: a name that one chooses, and a code if the address has none.

import { element } from "../../components/ladder/dom.js";
import { fill } from "../../components/ladder/format.js";

const LONGEST_PSEUDONYM = 40;

/**
 * Put the form into `root`.
 *
 * @param {HTMLElement} root
 * @param {Record<string, string>} texts
 * @param {string} code empty if it is to be typed
 * @param {(given: {code: string, pseudonym: string}) => void} onJoin
 * @returns {{say: (key: string, values?: object) => void, busy: (is: boolean) => void}}
 */
export function showJoin(root, texts, code, onJoin) {
  const codeField = field("code", fill(texts, "room.join.code"), {
    autocapitalize: "characters",
    placeholder: "ABCD-EFGH",
    value: code,
  });
  const nameField = field("pseudonym", fill(texts, "room.join.pseudonym"), {
    maxlength: LONGEST_PSEUDONYM,
  });
  const button = element("button", { class: "room-send", text: fill(texts, "room.join.go") });
  const status = element("p", { class: "room-status", role: "status" });
  const form = element("form", { class: "room-form", novalidate: "" }, [
    element("h1", { text: fill(texts, "room.join.title") }),
    element("p", { text: fill(texts, "room.join.lead") }),
    codeField.root,
    nameField.root,
    button,
    status,
  ]);
  codeField.root.hidden = code !== "";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = { code: codeField.input.value.trim(), pseudonym: nameField.input.value.trim() };
    const missing = [codeField, nameField].find(({ input }) => input.value.trim() === "");
    if (missing) {
      codeField.root.hidden &&= missing !== codeField;
      missing.input.focus();
      status.textContent = fill(texts, "room.join.missing");
    } else {
      onJoin(given);
    }
  });
  root.replaceChildren(form);
  return {
    say(key, values) {
      status.textContent = fill(texts, key, values);
      if (key === "room.join.unknown") codeField.root.hidden = false;
    },
    busy(is) {
      button.disabled = is;
    },
  };
}

function field(id, label, attributes) {
  const input = element("input", { id, name: id, autocomplete: "off", spellcheck: "false", ...attributes });
  const root = element("p", { class: "room-field" }, [element("label", { for: id, text: label }), input]);
  return { root, input };
}
