// Builds elements, and redraws a part of the page only when what it shows has changed, so that focus and
// typing survive updates.

/** @typedef {string | Node | false | null | undefined} Child */

/**
 * @param {string} tag
 * @param {Record<string, any>} [props] `on...` are listeners, `value` and `checked` properties, true a bare
 *   attribute
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value' || name === 'checked') /** @type {any} */ (element)[name] = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children.flat()) if (child) element.append(child);
  return element;
}

/** @param {string} paths of a 24 x 24 drawing, one `d` a line @param {string} [kind] extra class */
export function icon(paths, kind = '') {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `icon ${kind}`);
  svg.setAttribute('aria-hidden', 'true');
  for (const d of paths.split('\n')) {
    const path = document.createElementNS(space, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

/**
 * A part of the page. The focused element is found again by its data-focus.
 * @template T
 * @param {Element} root @param {(shown: T) => (Child | Child[])[]} draw
 * @returns {(shown: T) => void}
 */
export function section(root, draw) {
  let last = '';
  return (shown) => {
    const now = JSON.stringify(shown) ?? '';
    if (now === last) return;
    last = now;
    const active = document.activeElement;
    const focus = root.contains(active) ? active?.getAttribute('data-focus') : null;
    root.replaceChildren(
      ...draw(shown)
        .flat()
        .filter((child) => child instanceof Node || (typeof child === 'string' && child))
        .map((child) => /** @type {Node | string} */ (child)),
    );
    if (!focus) return;
    const again = root.querySelector(`[data-focus="${CSS.escape(focus)}"]`);
    if (again instanceof HTMLElement) again.focus({ preventScroll: true });
  };
}

/**
 * The parts of a list: one whose input is as it was is not built again.
 * @template T
 * @param {(shown: T) => HTMLElement} build
 * @returns {(all: T[]) => HTMLElement[]}
 */
export function parts(build) {
  /** @type {Map<string, HTMLElement>} */ let before = new Map();
  return (all) => {
    /** @type {typeof before} */ const now = new Map();
    for (const shown of all) {
      const input = JSON.stringify(shown);
      now.set(input, before.get(input) ?? build(shown));
    }
    before = now;
    return [...now.values()];
  };
}
