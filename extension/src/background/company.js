// A call is with the company that all of several people work for: its record is searched for in their CRM.
import { api } from '../browser.js';
import { companyIn, sharedCompany } from '../core/company.js';
import { withAccount } from './callers.js';

const searchDeadline = 15_000;

/** @param {string} key of a call @param {Pick<import('./main.js').Parts, 'desk' | 'office'>} parts */
export async function linkCompany(key, { desk, office }) {
  const { contacts } = desk.work(key);
  const company = sharedCompany(contacts, office.office);
  const connection = company && office.connection(company.account);
  if (!connection) return;
  const { jwtToken, platform } = connection;
  const asked = { jwtToken, name: company.name };
  const answer = await office.link.request('contact.search', asked, searchDeadline);
  const found = (answer.contact ?? []).map((/** @type {any} */ one) =>
    withAccount({ ...one, platform, jwtToken }),
  );
  const record = companyIn(found, company, contacts);
  if (record) return desk.callers.link(key, record);
  const words = api.i18n.getMessage('company_unknown', [company.name, office.platformName(platform)]);
  office.complain(new Error(words));
}
