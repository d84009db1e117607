// How the host read the numbers that phones write as one dials them: whoever wrote one so once is written in
// full from then on.

/** @typedef {import('../types').Party} Party */

const most = 500;
/** @param {Party} party */
const asWritten = ({ number, region = '' }) => `${region} ${number}`;

export class Numbers {
  /** @param {Record<string, string>} known changed in place, the oldest first @param {() => void} changed */
  constructor(known, changed) {
    this.known = known;
    this.changed = changed;
  }

  /** @param {Party} party changed in place */
  spell(party) {
    const full = this.known[asWritten(party)];
    if (!full) return;
    party.number = full;
    delete party.region;
  }

  /**
   * @param {Party} party as it was asked about @param {unknown} full as the host read it
   * @returns {boolean} that is another number than was written
   */
  learn(party, full) {
    if (typeof full !== 'string' || !full.startsWith('+') || full === party.number) return false;
    this.known[asWritten(party)] = full;
    for (const oldest of Object.keys(this.known).slice(0, -most)) delete this.known[oldest];
    this.changed();
    return true;
  }
}
