// Says when something was on the screen. A page that nobody sees paints nothing, and says nothing.
/** @type {Set<string>} */
const told = new Set();

/** @param {() => void} action once what is drawn now has been painted */
const afterPaint = (action) => requestAnimationFrame(() => setTimeout(action, 0));

/**
 * Who is calling is on the card.
 * @param {string} key of the call @param {(command: string, said?: object) => void} send
 */
export function tellPainted(key, send) {
  const seen = document.visibilityState === 'visible';
  if (told.has(key)) return;
  told.add(key);
  if (!seen) return;
  afterPaint(() => {
    performance.mark('painted');
    send('painted', { key, at: Date.now() });
  });
}

/** The panel shows how things stand for the first time since it was opened. */
export const markShown = () => afterPaint(() => void performance.mark('shown'));
