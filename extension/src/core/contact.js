// What names a contact for good.

/** @param {Pick<import('../types').Contact, 'account' | 'type' | 'id'>} contact */
export const contactKey = (contact) => `${contact.account}|${contact.type ?? ''}|${contact.id}`;
