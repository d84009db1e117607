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
  const known = new Set([...data, ...'AM PM https phone example com Patchbay RingCentral'.split(' ')]);
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
