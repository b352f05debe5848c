// Numbers and sentences for people.

/**
 * The text for a key, with its {placeholders} filled in; an unknown key shows itself.
 *
 * @param {Record<string, string>} texts
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function fill(texts, key, values = {}) {
  const template = texts[key] ?? key;
  return template.replace(/\{(\w+)\}/g, (whole, name) =>
    name in values ? String(values[name]) : whole,
  );
}

/**
 * Number formats of one locale; minus signs are true minus signs.
 *
 * @param {string} [locale] a BCP 47 tag
 * @returns {{
 *   number: (value: number, decimals: number) => string,
 *   fixed: (value: number, decimals: number) => string,
 *   signed: (value: number, decimals: number) => string,
 * }} `number` drops trailing zeros, `fixed` keeps them, `signed` always has a sign
 */
export function numberFormats(locale = "en") {
  const made = new Map();
  const format = (value, decimals, kind) => {
    const key = kind + decimals;
    if (!made.has(key)) {
      made.set(key, new Intl.NumberFormat(locale, OPTIONS[kind](decimals)));
    }
    return made.get(key).format(value).replace("-", "\u2212");
  };
  return {
    number: (value, decimals) => format(value, decimals, "number"),
    fixed: (value, decimals) => format(value, decimals, "fixed"),
    signed: (value, decimals) => format(value, decimals, "signed"),
  };
}

const digits = (least, most) => ({ minimumFractionDigits: least, maximumFractionDigits: most });

const OPTIONS = {
  number: (decimals) => digits(0, decimals),
  fixed: (decimals) => digits(decimals, decimals),
  signed: (decimals) => ({ ...digits(decimals, decimals), signDisplay: "exceptZero" }),
};

/**
 * How many decimals show three digits of a quantity of this size.
 *
 * @param {number} size
 * @returns {number}
 */
export function decimalsFor(size) {
  if (!(size > 0)) return 0;
  return Math.min(Math.max(2 - Math.floor(Math.log10(size)), 0), 6);
}

/**
 * How many decimals show an expected value on the scale of these utilities.
 *
 * @param {number[]} utilities
 * @returns {number}
 */
export function valueDecimals(utilities) {
  return decimalsFor(Math.max(...utilities.map(Math.abs))) + 1;
}
