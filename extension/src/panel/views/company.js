// Several people share a number and a company: the call may be logged on that.
import { sharedCompany } from '../../core/company.js';
import { h } from '../dom.js';
import { t } from '../text.js';

/** @param {import('./contact.js').Shown} shown @param {import('./contact.js').Send} send */
export function companyChoice({ call, work, office }, send) {
  const company = sharedCompany(work.contacts, office);
  if (!company || !['none', 'failed'].includes(work.log.state)) return null;
  const props = { class: 'small', 'data-focus': 'company' };
  const pick = () => send('linkCompany', { key: call.key });
  const button = h('button', { ...props, onclick: pick }, t('pick_company', company.name));
  return h('div', { class: 'ways' }, button);
}
