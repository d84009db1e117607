// The agent's search for a person, by name or number, in every CRM; only the last question counts.
import { phoneNumber } from '../core/fields.js';
import { dialledAt, regionOf } from '../core/region.js';
import { withAccount } from './callers.js';

/** @typedef {import('../types').SearchState} SearchState */

const deadline = 15_000;
const shortest = 2;
const fewestDigits = 5;
const mostFound = 50;

/**
 * What to ask the host for a text.
 * @param {string} text @param {string} home the country that a number is dialled in
 * @returns {[string, object]}
 */
function questionOf(text, home) {
  const number = /^[+\d\s().\-/]+$/.test(text) ? phoneNumber(text) : undefined;
  const { region } = dialledAt(number, regionOf({ country: home }));
  if (number && number.length >= fewestDigits)
    return ['contact.find', { phoneNumber: number, ...(region ? { region } : {}) }];
  return ['contact.search', { name: text }];
}

export class Search {
  /** @type {number | undefined} */ #asked;
  #turn = 0;

  /**
   * @param {SearchState} state changed in place
   * @param {import('./office.js').FrontOffice} office
   * @param {() => void} changed
   * @param {() => string} [home] the country of numbers that are typed as one dials them
   */
  constructor(state, office, changed, home = () => '') {
    this.home = home;
    this.state = state;
    this.office = office;
    this.changed = changed;
  }

  /** @param {Partial<SearchState>} news */
  #say(news) {
    Object.assign(this.state, news);
    this.changed();
  }

  /** @param {string} said */
  async ask(said) {
    const text = said.trim();
    const turn = (this.#turn += 1);
    if (this.#asked !== undefined) this.office.link.cancel(this.#asked);
    this.#asked = undefined;
    if ([...text].length < shortest)
      return this.#say({ text, state: 'none', contacts: [], failures: [], error: undefined });
    this.#say({ text, state: 'asking', error: undefined });
    const [method, params] = questionOf(text, this.home());
    try {
      const found = await this.office.link.request(method, params, deadline, (id) => (this.#asked = id));
      if (turn === this.#turn) this.#say({ state: 'done', ...this.#found(found) });
    } catch (fault) {
      const { name, message } = /** @type {Error} */ (fault);
      const error = name === 'invalid_params' ? 'search_number' : message || name;
      if (turn === this.#turn) this.#say({ state: 'failed', contacts: [], failures: [], error });
    }
    if (turn === this.#turn) this.#asked = undefined;
  }

  /** @param {any} found */
  #found({ contact = [], failures = [] }) {
    return {
      contacts: contact.slice(0, mostFound).map(withAccount),
      failures: failures.map(
        (/** @type {any} */ one) => `${this.office.platformName(one.platform)}: ${one.message}`,
      ),
    };
  }
}
