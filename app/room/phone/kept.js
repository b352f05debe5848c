// What the phone keeps of one workshop, one entry a key, so that two tabs never
// overwrite what the other has written.

const HOME = "tenlevels/room/";

/**
 * The entries of one workshop. Where the browser keeps nothing, memory does.
 *
 * @param {Storage} storage
 * @param {string} code
 * @returns {{
 *   get: (name: string) => any,
 *   set: (name: string, value: any) => void,
 *   remove: (name: string) => void,
 *   names: (start: string) => string[],
 *   owns: (key: string | null) => boolean,
 *   clear: () => void,
 * }} `get` is null for what is not there, `names` are all that begin so, `owns` whether
 *   a key of the storage is of this workshop
 */
export function keep(storage, code) {
  const prefix = `${HOME}${code}/`;
  const memory = new Map();

  const get = (name) => {
    const text = memory.get(name) ?? read(storage, prefix + name);
    try {
      return text === null ? null : JSON.parse(text);
    } catch {
      return null;
    }
  };
  const set = (name, value) => {
    const text = JSON.stringify(value);
    memory.delete(name);
    if (!write(storage, prefix + name, text)) memory.set(name, text);
  };
  const remove = (name) => {
    memory.delete(name);
    erase(storage, prefix + name);
  };
  const names = (start) => {
    const stored = keys(storage).filter((key) => key.startsWith(prefix));
    const every = new Set([...memory.keys(), ...stored.map((key) => key.slice(prefix.length))]);
    return [...every].filter((name) => name.startsWith(start));
  };
  const owns = (key) => key === null || key.startsWith(prefix);
  const clear = () => names("").forEach(remove);
  return { get, set, remove, names, owns, clear };
}

function read(storage, key) {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}

function write(storage, key, text) {
  try {
    storage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

function erase(storage, key) {
  try {
    storage.removeItem(key);
  } catch {
    // Where nothing can be written, there is nothing to remove.
  }
}

function keys(storage) {
  try {
    return Array.from({ length: storage.length }, (_, i) => storage.key(i));
  } catch {
    return [];
  }
}
