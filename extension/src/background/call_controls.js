// Answers and declines calls: tells the phone, in the page that told of the call, and nowhere else.
import { controls, controlsOf, isTold } from '../core/call_controls.js';
import { keyOf } from '../core/calls.js';
import { identifier, list, object } from '../core/fields.js';
import { softphones } from '../softphones/index.js';

/** @typedef {import('../types').Control} Control @typedef {import('./switchboard.js').Place} Place */

/** What a page of the bridge is told. @param {object} what */
export const command = (what) => ({ type: 'softphone.command/1', command: { v: 1, ...what } });

export class CallControls {
  /** @param {import('./desk.js').Desk} desk @param {import('./lines.js').Lines} lines */
  constructor(desk, lines) {
    this.desk = desk;
    this.lines = lines;
  }

  /**
   * A phone says what it can be told about a call of its own.
   * @param {unknown} said an event, once the desk has it @param {Place} place it came from
   */
  learn(said, place) {
    const told = object(object(said).call);
    const [session, alias] = [told.session, list(told.aliases, 1)[0]].map(identifier);
    const call = Array.isArray(told.controls) && session && this.desk.called(session, place.origin);
    if (!call) return;
    const able = controls.filter((one) => list(told.controls, 20).includes(one));
    const work = this.desk.work(keyOf(call));
    const { toldAt } = work.reach ?? {};
    work.reach = able.length ? { ...place, session, alias, controls: able, toldAt } : undefined;
    this.desk.outside.changed();
  }

  /**
   * @param {string} key @param {unknown} control
   * @returns {Promise<boolean>} false: the page of the phone is gone
   */
  async tell(key, control) {
    const view = this.desk.view(key);
    if (!view) return true;
    const { reach } = this.desk.work(key);
    const wish = controlsOf(view, { reach }).find((one) => one === control);
    if (!reach || !wish || isTold(reach, Date.now())) return true;
    reach.toldAt = Date.now();
    this.desk.outside.changed();
    const phone = reach.via === 'frame' && softphones.find((one) => one.provider === view.provider);
    const message = phone ? phone.control?.(reach, wish) : command({ type: wish, session: reach.session });
    if (message && (await this.lines.post(reach, message))) {
      if (wish === 'decline') this.desk.decline(key);
      return true;
    }
    this.desk.work(key).reach = undefined;
    this.desk.outside.changed();
    return false;
  }
}
