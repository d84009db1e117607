// What time it is where the number of the call on the card belongs, for whoever talks or may call back.
import { localTime } from '../../core/local_time.js';
import { h } from '../dom.js';
import { language, t } from '../text.js';
import { mayCallBack } from './contact.js';

/** An element that is there for as long as its card, since it changes by itself. */
export function createLocalTime() {
  const element = h('span', { class: 'there', title: t('local_time_help'), hidden: true });
  let drawn = '';
  /** @type {string[]} */ let zones = [];
  const tick = () => {
    const minute = Math.floor(Date.now() / 60_000);
    if (drawn === `${minute} ${zones}`) return;
    drawn = `${minute} ${zones}`;
    const time = localTime(zones, minute * 60_000, language);
    element.hidden = !time;
    element.textContent = time && t('local_time', time);
  };
  /** @param {import('./contact.js').Shown} shown */
  const update = ({ call, work }) => {
    zones = call.phase !== 'ended' || mayCallBack(call) ? (work.timeZones ?? []) : [];
    tick();
  };
  return { element, update, tick };
}
