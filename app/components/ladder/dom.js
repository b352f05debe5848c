// Small helpers around the DOM. Text from data is only ever set as text.

const SVG = "http://www.w3.org/2000/svg";

/**
 * Create an element.
 *
 * @param {string} tag
 * @param {Record<string, string | number>} [attributes] `text` sets the text
 * @param {Node[]} [children]
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, children = []) {
  const { text, ...rest } = attributes;
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(rest)) node.setAttribute(name, String(value));
  if (text !== undefined) node.textContent = text;
  node.append(...children);
  return node;
}

/**
 * Create a small drawing from paths in a 16 x 16 box.
 *
 * @param {string} className
 * @param {Array<Record<string, string>>} paths attributes of each path
 * @returns {SVGElement}
 */
export function drawing(className, paths) {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = { class: className, viewBox: "0 0 16 16", "aria-hidden": "true" };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  for (const attributesOfPath of paths) {
    const path = document.createElementNS(SVG, "path");
    for (const [name, value] of Object.entries(attributesOfPath)) path.setAttribute(name, value);
    svg.append(path);
  }
  return svg;
}

/**
 * Set an attribute only if that changes it.
 *
 * @param {Element} node
 * @param {string} name
 * @param {string | number} value
 */
export function setAttribute(node, name, value) {
  const text = String(value);
  if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

/**
 * Set the text of a node only if that changes it.
 *
 * @param {Node} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * A prefix for element ids that no other instance on the page uses.
 *
 * @returns {string}
 */
export function uniquePrefix() {
  return `tl-${Math.random().toString(36).slice(2, 10)}`;
}
