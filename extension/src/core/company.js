// A number that several people of one company share may be the company's. Pure.

/** @typedef {import('../types').Contact} Contact @typedef {import('../types').Office} Office */
/** @typedef {{name: string, account: string, id?: string}} Company */

/** @param {string | undefined} one @param {string | undefined} other */
const alike = (one = '', other = '') =>
  one.trim().toLocaleLowerCase() === other.trim().toLocaleLowerCase();

/**
 * The company that all of several people work for, where their CRM may have it as a contact of its own. Its
 * id tells companies of one name apart; the name counts where the CRM tells no id.
 * @param {Contact[]} contacts @param {Office} office @returns {Company | undefined}
 */
export function sharedCompany(contacts, office) {
  const [{ account, platform } = /** @type {Partial<Contact>} */ ({}), ...others] = contacts;
  const name = contacts.find((one) => one.organization)?.organization;
  if (!others.length || !name || !account || others.some((one) => one.account !== account)) return undefined;
  const [id, ...otherIds] = new Set(contacts.flatMap(({ organizationId }) => organizationId ?? []));
  const stranger = contacts.some((one) => !one.organizationId && !alike(one.organization, name));
  if (otherIds.length || stranger) return undefined;
  const types = office.platforms.find((one) => one.id === platform)?.contactTypes ?? [];
  const personal = new Set(contacts.map(({ type }) => type));
  if (types.every((type) => personal.has(type.id))) return undefined;
  return { name, account, ...(id ? { id } : {}) };
}

/**
 * The record of the company, among what a search for its name found; none where it may be either of two.
 * @param {Contact[]} found @param {Company} company @param {Contact[]} people who work there
 */
export function companyIn(found, { id, name }, people) {
  const personal = new Set(people.map(({ type }) => type));
  const isIt = (/** @type {Contact} */ one) => (id ? one.id === id : alike(one.name, name));
  const [company, ...others] = found.filter((one) => isIt(one) && !personal.has(one.type));
  return others.length ? undefined : company;
}
