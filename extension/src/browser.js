// The extension API under one name: `browser` where it exists (Firefox, new Chromium), `chrome` elsewhere.

/** @type {typeof chrome} */
export const api = /** @type {any} */ (globalThis).browser ?? chrome;
