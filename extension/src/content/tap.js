// Hears what a phone in a frame of this page says to the page, and carries it to the extension unread: which
// frames are believed is decided there. Runs in pages of allowed origins only, changes nothing in them, and
// speaks to a frame only when the person dials.
(() => {
  const api = globalThis.browser ?? globalThis.chrome;
  const perSecond = 50;
  const longest = 65536;
  const mostFrames = 20;
  let second = 0;
  let sent = 0;
  /** The frames that were heard, by origin. */
  const frames = new Map();

  /** A cheap look, for pages whose frames talk a lot. @param {any} said */
  function phoneLike(said) {
    const type = said?.type;
    if (typeof type !== 'string' || type.length > 64) return false;
    return type.startsWith('rc-') || (/^[A-Z][A-Z_]+$/.test(type) && Boolean(said.messageId));
  }

  window.addEventListener('message', ({ source, origin, data }) => {
    const frame = /** @type {Window | null} */ (source);
    if (!phoneLike(data) || !frame || frame === window || frame.parent !== window) return;
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) [second, sent] = [now, 0];
    if (++sent > perSecond || !api.runtime?.id) return;
    let text;
    try {
      text = JSON.stringify(data);
    } catch {
      return;
    }
    if (text.length > longest) return;
    if (frames.size < mostFrames || frames.has(origin)) frames.set(origin, frame);
    api.runtime.sendMessage({ to: 'tap', at: Date.now(), origin, message: JSON.parse(text) }).catch(() => {});
  });

  api.runtime.onMessage.addListener((told, _sender, reply) => {
    const frame = told?.to === 'frame' && frames.get(told.origin);
    if (!frame) return;
    frame.postMessage(told.message, told.origin);
    reply({ done: true });
  });
})();
