// The settings that count, out of three places: storage.managed, the host's policy and what the person set.
// What the organisation said last is kept, so that it holds before the host speaks, and before the managed
// storage answers, which takes seconds after a browser's start.
import { api } from '../browser.js';
import { object } from '../core/fields.js';
import { isValid, settle } from '../core/settings.js';

/** @typedef {Record<string, unknown>} Said */

/** Firefox refuses to answer where the organisation said nothing. @returns {Promise<Said>} */
export const managedSettings = async () => object(await api.storage.managed?.get(null).catch(() => ({})));

export class SettingsStore {
  /**
   * @param {{own: Said, policy: Said, managed: Said}} said
   * @param {() => void} changed
   */
  constructor(said, changed) {
    this.said = said;
    this.changed = changed;
    this.view = settle(said);
  }

  get values() {
    return this.view.values;
  }

  /**
   * The person's own word; what the organisation set stands.
   * @param {string} key @param {unknown} value
   */
  set(key, value) {
    if (!isValid(key, value)) return;
    this.said.own = { ...this.said.own, [key]: value };
    this.#settle();
  }

  /** The organisation's word. @param {'policy' | 'managed'} source @param {unknown} keys */
  learn(source, keys) {
    this.said[source] = object(keys);
    this.#settle();
  }

  #settle() {
    this.view = settle(this.said);
    this.changed();
  }
}
