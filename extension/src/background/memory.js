// What must outlive the service worker: the desk (calls and the work on them) in storage.local, the office
// (the host's state) in storage.session. The worker is the only writer of both; panels read them and listen
// for changes. Notes are the panel's own.
import { api } from '../browser.js';

/** @typedef {import('../types').Desk} Desk @typedef {import('../types').Office} Office */

export const noteKey = (/** @type {string} */ key) => `note:${key}`;

/** @returns {Office} */
export const emptyOffice = () => ({
  host: { state: 'checking' },
  platforms: [],
  refused: [],
  connections: [],
  known: false,
  signIn: null,
  toast: null,
});
/** @returns {Desk} */
export const emptyDesk = () => ({ calls: [], work: {}, dismissed: [] });

/** @returns {Promise<{desk: Desk, office: Office}>} */
export async function recall() {
  const [local, session] = await Promise.all([
    api.storage.local.get('desk'),
    api.storage.session.get('office'),
  ]);
  return {
    desk: { ...emptyDesk(), .../** @type {any} */ (local.desk ?? {}) },
    office: { ...emptyOffice(), .../** @type {any} */ (session.office ?? {}) },
  };
}

/** @param {Desk} desk */
export const keepDesk = (desk) => api.storage.local.set({ desk });
/** @param {Office} office */
export const keepOffice = (office) => api.storage.session.set({ office });

/** @param {string} key @returns {Promise<string>} */
export async function noteOf(key) {
  const found = await api.storage.local.get(noteKey(key));
  return String(found[noteKey(key)] ?? '');
}

/** @param {string} key @param {string} note an empty one is forgotten */
export const keepNote = (key, note) =>
  note ? api.storage.local.set({ [noteKey(key)]: note }) : api.storage.local.remove(noteKey(key));
