// What a test asks a page about its looks. Each of these runs in the page.

/** What sticks out of the page, or is cut off in it. @returns {string[]} */
export function misfits() {
  const width = document.documentElement.clientWidth;
  const name = (/** @type {Element} */ element) =>
    `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} “${element.textContent?.slice(0, 40)}”`;
  const scrolls = document.documentElement.scrollWidth > width;
  const seen = [...document.body.querySelectorAll('*')].filter(
    (element) => !element.closest('.unseen, svg, [tabindex="0"].scrolls') && element.getClientRects().length,
  );
  const out = seen.filter((element) => {
    const { left, right } = element.getBoundingClientRect();
    return left < -1 || right > width + 1;
  });
  const cut = seen.filter(
    (element) =>
      element.scrollWidth > element.clientWidth + 1 &&
      getComputedStyle(element).overflowX !== 'visible' &&
      !element.matches('input, select, textarea, iframe'),
  );
  return [
    ...(scrolls ? ['the page scrolls sideways'] : []),
    ...out.map((element) => `out of the page: ${name(element)}`),
    ...cut.map((element) => `cut off: ${name(element)}`),
  ];
}

/** What moves although somebody wants nothing to move. @returns {string[]} */
export function moving() {
  const long = (/** @type {string} */ times) => times.split(',').some((time) => parseFloat(time) > 0);
  return [...document.body.querySelectorAll('*')]
    .filter((element) => {
      const { transitionDuration, animationDuration } = getComputedStyle(element);
      return long(transitionDuration) || long(animationDuration);
    })
    .map((element) => `moves: ${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`);
}

/**
 * The words that are in English letters although the texts are not: nobody can translate them.
 * @param {string[]} data words that are not the extension's own
 * @returns {string[]}
 */
export function untranslated(data) {
  const known = new Set([...data, ...'AM PM Tue Nov days ago and https phone example com Patchbay RingCentral'.split(' ')]);
  const texts = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement: parent, nodeValue: text } = walker.currentNode;
    const country = /^[A-Z]{2}$/.test(parent?.getAttribute('value') ?? '');
    if (!country && !parent?.closest('[aria-hidden=true], code')) texts.push(text ?? '');
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
    for (const element of document.querySelectorAll(`[${name}]`))
      texts.push(element.getAttribute(name) ?? '');
  return texts.filter((text) => (text.match(/[A-Za-z]{2,}/g) ?? []).some((word) => !known.has(word)));
}

/** The spacing of text that somebody may need, by WCAG 1.4.12. */
export function spaceOut() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** Words that are cut off at the bottom of what they stand in, or lie on one another. @returns {string[]} */
export function piled() {
  const top = document.querySelector('dialog[open]') ?? document.body;
  const seen = [...top.querySelectorAll('*')].filter(
    (element) => !element.closest('.unseen, svg, [tabindex="0"].scrolls') && element.checkVisibility(),
  );
  const cut = seen.filter((element) => {
    const clips = ['hidden', 'clip'].includes(getComputedStyle(element).overflowY);
    return clips && element.scrollHeight > element.clientHeight + 2 && !element.matches('input, select');
  });
  const floats = (/** @type {Element | null} */ element) => {
    for (; element; element = element.parentElement)
      if (['fixed', 'sticky'].includes(getComputedStyle(element).position)) return true;
    return false;
  };
  const words = seen.filter((element) => !floats(element)).flatMap((element) =>
    [...element.childNodes].flatMap((node) => {
      if (node.nodeType !== Node.TEXT_NODE || !node.nodeValue?.trim()) return [];
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()].map((place) => ({ node, place }));
    }),
  );
  const meet = (/** @type {DOMRect} */ one, /** @type {DOMRect} */ other) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 4;
  const on = words.flatMap((one, index) =>
    words
      .slice(index + 1)
      .filter((other) => other.node !== one.node && meet(one.place, other.place))
      .map((other) => `“${one.node.nodeValue}” on “${other.node.nodeValue}”`),
  );
  return [...cut.map((element) => `cut off: “${element.textContent?.slice(0, 40)}”`), ...new Set(on)];
}

/** What is too small to be hit, and what the focus goes to unseen. @returns {string[]} */
export function unreachable() {
  const top = document.querySelector('dialog[open]') ?? document.body;
  const name = (/** @type {Element} */ element) =>
    `${element.tagName.toLowerCase()} “${(element.textContent || element.getAttribute('aria-label'))?.slice(0, 40)}”`;
  const controls = [...top.querySelectorAll('button, a[href], input, select, textarea, summary, [tabindex="0"]')];
  const there = controls.filter((element) => element.checkVisibility() && !element.matches(':disabled'));
  const targetOf = (/** @type {Element} */ element) =>
    (element.matches('[type=radio], [type=checkbox]') && element.closest('label')) || element;
  const small = there.filter((element) => {
    const { width, height } = targetOf(element).getBoundingClientRect();
    const inText = getComputedStyle(element).display === 'inline' && element.matches('a');
    return Math.min(width, height) < 24 && !inText;
  });
  const hidden = there.filter((element) => {
    /** @type {HTMLElement} */ (document.activeElement).blur(); // what has the focus already is not scrolled to
    /** @type {HTMLElement} */ (element).focus();
    const { left, top: upper, width, height } = targetOf(element).getClientRects()[0];
    const hit = document.elementFromPoint(left + width / 2, upper + Math.min(height / 2, innerHeight / 4));
    return document.activeElement === element && !(hit && targetOf(element).contains(hit));
  });
  return [
    ...small.map((element) => `smaller than 24 px: ${name(element)}`),
    ...hidden.map((element) => `the focus is hidden on ${name(element)}`),
  ];
}
