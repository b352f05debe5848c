// Names that nobody guesses, of 122 random bits. `crypto.randomUUID` is not there without TLS, this is.

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

const drawn = (count) => crypto.getRandomValues(new Uint8Array(count));

/**
 * A random UUID (RFC 9562, version 4).
 *
 * @returns {string}
 */
export function uuid() {
  const bytes = drawn(16);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const text = hex(bytes);
  const ends = [0, 8, 12, 16, 20, 32];
  return ends.slice(1).map((end, i) => text.slice(ends[i], end)).join("-");
}
