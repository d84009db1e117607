// Makes a contact of a number that nobody in the CRM has. What becomes of it is kept with the work that it is
// for: a call's, or a correspondent's.

/** @typedef {{account: string, name: string, type: string, fields?: Record<string, string>}} ContactForm */
/** @typedef {Pick<import('../types').Work, 'creating' | 'createError' | 'createField'>} Making */

const createDeadline = 30_000;

/**
 * @param {import('./office.js').FrontOffice} office @param {import('../types').Party | undefined} party
 * @param {ContactForm} form @param {Making} work @param {() => void} changed
 * @returns {Promise<import('../types').Contact | undefined>}
 */
export async function makeContact(office, party, form, work, changed) {
  const connection = office.connection(form.account);
  if (!connection || !party?.number) return undefined;
  const asked = {
    jwtToken: connection.jwtToken,
    phoneNumber: party.number,
    ...(party.region ? { region: party.region } : {}),
    newContactName: form.name,
    ...(form.type ? { newContactType: form.type } : {}),
    ...(Object.keys(form.fields ?? {}).length ? { additionalSubmission: form.fields } : {}),
  };
  work.creating = true;
  work.createError = work.createField = undefined;
  changed();
  try {
    const made = await office.link.request('contact.create', asked, createDeadline);
    office.say(made.returnMessage);
    const { jwtToken, ...contact } = made.contact; // tokens are not written to disk
    return { ...contact, id: String(contact.id), platform: connection.platform, account: form.account };
  } catch (fault) {
    const { message, name, field } = /** @type {import('./host_link.js').HostError} */ (fault);
    work.createError = message || name;
    work.createField = field;
    return undefined;
  } finally {
    work.creating = false;
    changed();
  }
}
