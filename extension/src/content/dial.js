// Click-to-dial: a click on a tel:, sip: or callto: link on a site that the person allowed goes to their
// phone. Where no phone is there to take it, the link does what it always did. Changes nothing in the page.
(() => {
  const api = globalThis.browser ?? globalThis.chrome;

  /** @param {any} node */
  const isNumber = (node) =>
    node.localName === 'a' && /^(tel|sip|callto):/i.test(node.getAttribute('href') ?? '');

  /** @param {string} href */
  async function dial(href) {
    const answer = await api.runtime.sendMessage({ to: 'dial', href }).catch(() => undefined);
    if (!answer?.dialed) location.assign(href);
  }

  document.addEventListener('click', (event) => {
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    const link = plain && event.isTrusted && !event.defaultPrevented && event.composedPath().find(isNumber);
    if (!link || !api.runtime?.id) return;
    event.preventDefault();
    void dial(/** @type {Element} */ (link).getAttribute('href')?.slice(0, 200) ?? '');
  });
})();
