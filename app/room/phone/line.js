// Requests to the server, and the stream of what all may see.

const PATIENCE = 15_000;
const SILENCE = 40_000;

/** Milliseconds before something is tried again, at first and at most. */
export const FIRST_PAUSE = 500;
export const LONGEST_PAUSE = 15_000;

/**
 * Ask the server once.
 *
 * @param {string} address
 * @param {{token?: string | null, body?: object}} [options] with a body it is a POST
 * @returns {Promise<{status: number, data: any, wait?: number}>} status 0 if the network
 *   failed; `wait` is how many seconds to wait, if the server said so
 */
export async function ask(address, { token = null, body } = {}) {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  const options = { headers, cache: "no-store", credentials: "omit" };
  if (body !== undefined) {
    Object.assign(options, { method: "POST", body: JSON.stringify(body) });
    headers["Content-Type"] = "application/json";
  }
  try {
    const { signal, done } = patience(PATIENCE);
    const answer = await fetch(address, { ...options, signal });
    const data = await answer.json().catch(() => null);
    done();
    const wait = Number(answer.headers.get("Retry-After")) || undefined;
    return { status: answer.status, data, wait };
  } catch {
    return { status: 0, data: null };
  }
}

/**
 * Take server-sent events out of a text that comes in parts.
 *
 * @param {(event: {id: string | null, data: string}) => void} onEvent
 * @returns {(part: string) => void}
 */
export function eventReader(onEvent) {
  let rest = "";
  return (part) => {
    const blocks = (rest + part).replace(/\r\n?/g, "\n").split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const event = readBlock(block);
      if (event) onEvent(event);
    }
  };
}

function readBlock(block) {
  const lines = block.split("\n").map((line) => /^(id|data): ?(.*)$/.exec(line)).filter(Boolean);
  const of = (name) => lines.filter(([, found]) => found === name).map(([, , text]) => text);
  if (of("data").length === 0) return null;
  return { id: of("id").at(-1) ?? null, data: of("data").join("\n") };
}

/**
 * Follow the stream of the room and come back whenever it breaks.
 *
 * @param {string} address
 * @param {string} token
 * @param {{
 *   onData: (data: any) => void, the whole state, or what is new of it
 *   onLine: (there: boolean) => void,
 *   onRefused: () => void,
 * }} handlers
 * @returns {{again: () => void, stop: () => void}} `again` comes back at once
 */
export function follow(address, token, { onData, onLine, onRefused }) {
  let last = null;
  let pause = FIRST_PAUSE;
  let stopped = false;
  let timer = null;
  let current = null;

  const read = async (body, alive) => {
    const feed = eventReader(({ id, data }) => {
      last = id ?? last;
      onData(JSON.parse(data));
    });
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      alive();
      feed(value);
    }
  };

  const connect = async () => {
    const own = silence(SILENCE);
    current = own;
    const headers = { Authorization: `Bearer ${token}`, Accept: "text/event-stream" };
    if (last !== null) headers["Last-Event-ID"] = last;
    const options = { headers, cache: "no-store", credentials: "omit", signal: own.signal };
    try {
      const answer = await fetch(address, options);
      if (answer.status === 401) {
        stopped = true;
        onRefused();
      } else if (answer.ok) {
        pause = FIRST_PAUSE;
        onLine(true);
        await read(answer.body, own.alive);
      }
    } catch {
      // The network is away, or the stream was silent for too long: come back below.
    }
    own.done();
    if (stopped || current !== own) return;
    onLine(false);
    timer = setTimeout(connect, pause * (0.5 + Math.random()));
    pause = Math.min(2 * pause, LONGEST_PAUSE);
  };

  connect();
  return {
    again() {
      if (stopped) return;
      clearTimeout(timer);
      pause = FIRST_PAUSE;
      current?.done();
      connect();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      current?.done();
    },
  };
}

/** A signal that aborts after a while, unless it is done before. */
function patience(milliseconds) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), milliseconds);
  return { signal: controller.signal, done: () => clearTimeout(timer) };
}

/** A signal that aborts when nothing was heard for a while. */
function silence(milliseconds) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  let timer = setTimeout(abort, milliseconds);
  return {
    signal: controller.signal,
    alive() {
      clearTimeout(timer);
      timer = setTimeout(abort, milliseconds);
    },
    done() {
      clearTimeout(timer);
      abort();
    },
  };
}
