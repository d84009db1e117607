// Counts what phones say, for the diagnostics: events taken, messages that are not known by name, and what
// was refused. Nothing of what was said is kept.

/** @typedef {{taken: number, refused: number, unknown: Record<string, number>}} Count */
/** @typedef {Record<string, Count>} Counts by provider and origin */

const mostNames = 40;
const mostPhones = 40;

export class Tally {
  /** @param {Counts} counts changed in place @param {() => void} changed */
  constructor(counts, changed) {
    this.counts = counts;
    this.changed = changed;
  }

  /** @param {string} phone @returns {Count | undefined} */
  #of(phone) {
    if (!Object.hasOwn(this.counts, phone) && Object.keys(this.counts).length >= mostPhones) return undefined;
    return (this.counts[phone] ??= { taken: 0, refused: 0, unknown: {} });
  }

  /** @param {string} phone @param {'taken' | 'refused'} what */
  count(phone, what) {
    const count = this.#of(phone);
    if (count) count[what] += 1;
    this.changed();
  }

  /** @param {string} phone @param {unknown} type as the phone calls it */
  unknown(phone, type) {
    const count = this.#of(phone);
    const name = String(type).slice(0, 64);
    const known = count && Object.hasOwn(count.unknown, name);
    if (count && (known || (!(name in Object.prototype) && Object.keys(count.unknown).length < mostNames)))
      count.unknown[name] = (count.unknown[name] ?? 0) + 1;
    this.changed();
  }
}
