// What a page of Streamlit asks its server, and whether it has been answered.
// Known by the first bytes of its messages: tags of BackMsg and of ForwardMsg.
(() => {
  const RERUN = tag(11, 2);
  const HASH = tag(1, 2);
  const METADATA = tag(2, 2);
  const NEW_SESSION = tag(4, 2);
  const FINISHED = tag(6, 0);
  const FOR_ANOTHER_RUN = 2;
  const talk = { state: "asked", last: performance.now() };

  function tag(field, type) {
    return field << 3 | type;
  }

  function length(bytes, at) {
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      size += (byte & 127) * 2 ** shift;
      if (byte < 128) return [size, at];
    }
  }

  /** Skip what stands before the message proper. */
  function start(bytes) {
    let at = 0;
    while (bytes[at] === HASH || bytes[at] === METADATA) {
      const [size, from] = length(bytes, at + 1);
      at = from + size;
    }
    return at;
  }

  function hear(bytes) {
    const at = start(bytes);
    if (bytes[at] === NEW_SESSION && talk.state === "asked") talk.state = "running";
    if (bytes[at] !== FINISHED) return;
    const more = bytes[at + 1] === FOR_ANOTHER_RUN;
    if (more) talk.state = "asked";
    else if (talk.state === "running") talk.state = "answered";
  }

  window.talk = talk;
  window.WebSocket = class extends window.WebSocket {
    constructor(...how) {
      super(...how);
      this.addEventListener("message", ({ data }) => {
        talk.last = performance.now();
        hear(new Uint8Array(data));
      });
    }

    send(data) {
      talk.last = performance.now();
      if (new Uint8Array(data)[0] === RERUN) talk.state = "asked";
      super.send(data);
    }
  };
})();
