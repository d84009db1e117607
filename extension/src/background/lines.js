// Which phones are there to be told something: the tabs that reported calls, the latest first. What is told
// goes to a page of the bridge, or through the page to the phone in its frame.
import { api } from '../browser.js';
import { regionOf } from '../core/region.js';

/**
 * @typedef {object} Line
 * @property {number} tabId
 * @property {'page' | 'frame'} via
 * @property {boolean} [hosted] in our own page
 * @property {string} origin
 * @property {string} provider
 * @property {number} at
 * @property {import('../core/region.js').Region} [region] where it dials from, if it told
 */

const most = 20;
/** One page has few phones: it does not push out those of others. */
const mostOfPage = 4;

export class Lines {
  /**
   * @param {Line[]} known changed in place @param {() => void} changed
   * @param {() => string} [home] the country of phones that do not tell theirs
   */
  constructor(known, changed, home = () => '') {
    this.known = known;
    this.changed = changed;
    this.home = home;
  }

  /** A phone was heard. @param {Line} line @returns {boolean} it is a new one */
  met(line) {
    const same = this.known.findIndex(
      (one) => one.tabId === line.tabId && one.origin === line.origin && one.provider === line.provider,
    );
    const [before] = same >= 0 ? this.known.splice(same, 1) : [];
    this.known.unshift(before?.region ? { region: before.region, ...line } : line);
    const ofPage = this.known.filter((one) => one.tabId === line.tabId);
    const spare = ofPage.length > mostOfPage ? ofPage[mostOfPage] : this.known[most];
    if (spare) this.known.splice(this.known.indexOf(spare), 1);
    this.changed();
    return same < 0;
  }

  /** @param {string} provider @param {string} origin of a phone */
  regionOf(provider, origin) {
    const of = this.known.filter((one) => one.provider === provider && one.origin === origin);
    return of.find((one) => one.region)?.region ?? regionOf({ country: this.home() });
  }

  /** It told where it dials from. @param {string} provider @param {string} origin @param {unknown} said */
  place(provider, origin, said) {
    const region = regionOf(said);
    if (!region) return;
    for (const one of this.known) if (one.provider === provider && one.origin === origin) one.region = region;
    this.changed();
  }

  /**
   * @param {import('./switchboard.js').Place} place @param {object} message
   * @returns {Promise<boolean>} it was delivered
   */
  async post({ tabId, via, origin }, message) {
    const answer = await api.tabs.sendMessage(tabId, { to: via, origin, message }).catch(() => undefined);
    return Boolean(answer?.done);
  }

  /** @param {Line} line @param {object} message @returns {Promise<boolean>} it was delivered */
  async tell(line, message) {
    if (await this.post(line, message)) return true;
    this.known.splice(this.known.indexOf(line), 1);
    this.changed();
    return false;
  }

  /**
   * The phone that was heard last dials; a tab that is gone is passed over.
   * @param {(line: Line) => object} command
   */
  async dial(command) {
    for (const line of [...this.known]) if (await this.tell(line, command(line))) return true;
    return false;
  }
}
