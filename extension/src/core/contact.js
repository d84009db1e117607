// What names a contact for good.

/** @param {import('../types').Contact} contact */
export const contactKey = (contact) => `${contact.account}|${contact.type ?? ''}|${contact.id}`;
