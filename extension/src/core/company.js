// A number that several people of one company share may be the company's. Pure.

/** @typedef {import('../types').Contact} Contact @typedef {import('../types').Office} Office */

/** @param {string | undefined} one @param {string | undefined} other */
const alike = (one = '', other = '') =>
  one.trim().toLocaleLowerCase() === other.trim().toLocaleLowerCase();

/**
 * The company that all of several people work for, where their CRM may have it as a contact of its own.
 * @param {Contact[]} contacts @param {Office} office @returns {{name: string, account: string} | undefined}
 */
export function sharedCompany(contacts, office) {
  const [first, ...others] = contacts;
  const { organization: name, account, platform } = first ?? {};
  if (!others.length || !name || !account) return undefined;
  if (others.some((one) => one.account !== account || !alike(one.organization, name))) return undefined;
  const types = office.platforms.find((one) => one.id === platform)?.contactTypes ?? [];
  const personal = new Set(contacts.map(({ type }) => type));
  return types.some(({ id }) => !personal.has(id)) ? { name, account } : undefined;
}

/**
 * The record of the company, among what a search for its name found.
 * @param {Contact[]} found @param {string} name @param {Contact[]} people who work there
 */
export function companyIn(found, name, people) {
  const personal = new Set(people.map(({ type }) => type));
  return found.find((one) => alike(one.name, name) && !personal.has(one.type));
}
