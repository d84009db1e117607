// Carries a softphone page's events to the extension, and the extension's commands to the page. Runs in
// pages of allowed origins only, in the top frame. It reads nothing from the page but messages that the page
// sent to itself under our name; the extension stamps the origin.
(() => {
  const api = globalThis.browser ?? globalThis.chrome;
  const perSecond = 50;
  const longest = 1_500_000; // of a message with a file
  let second = 0;
  let sent = 0;

  window.addEventListener('message', (message) => {
    if (message.source !== window || message.origin !== location.origin) return;
    if (message.data?.type !== 'softphone.event/1' || !api.runtime?.id) return;
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) [second, sent] = [now, 0];
    if (++sent > perSecond) return;
    const { event } = message.data;
    try {
      if (JSON.stringify(event).length > longest) return;
    } catch {
      return; // it is nothing that can be told
    }
    api.runtime.sendMessage({ to: 'bridge', at: Date.now(), event }).catch(() => {});
  });

  api.runtime.onMessage.addListener((told, _sender, reply) => {
    if (told?.to !== 'page' || told.origin !== location.origin) return;
    window.postMessage(told.message, location.origin);
    reply({ done: true });
  });
})();
