// A contact: what names it for good, and how the host takes it.

/** @param {Pick<import('../types').Contact, 'account' | 'type' | 'id'>} contact */
export const contactKey = (contact) => `${contact.account}|${contact.type ?? ''}|${contact.id}`;

/**
 * Whom a log is with, as a request says it. It has every member, so that none of another contact stays.
 * @param {import('../types').Contact} contact
 */
export const whom = ({ id, type, name, organizationId = '' }) => ({
  contactId: id,
  contactType: type,
  contactName: name,
  organizationId,
});
