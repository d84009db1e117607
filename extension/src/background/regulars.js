// Whom the agent always takes to be at a number that several people share, or that the CRM does not know.

const most = 300;

export class Regulars {
  /**
   * @param {Record<string, import('../types').Contact>} known by number, changed in place; the oldest first
   * @param {() => void} changed
   */
  constructor(known, changed) {
    this.known = known;
    this.changed = changed;
  }

  /** @param {string | undefined} number */
  of(number) {
    return number && Object.hasOwn(this.known, number) ? this.known[number] : undefined;
  }

  /** @param {string} number @param {import('../types').Contact} contact without what belongs to one call */
  remember(number, { additionalInfo, evidence, ...contact }) {
    delete this.known[number];
    this.known[number] = contact;
    for (const oldest of Object.keys(this.known).slice(0, -most)) delete this.known[oldest];
    this.changed();
  }

  /** @param {string} number */
  forget(number) {
    delete this.known[number];
    this.changed();
  }
}
