// What a platform's forms ask for, by what platform.list says of it and by what was picked so far.

/** @typedef {import('../types').Platform} Platform */

/**
 * What a person says before the way to sign in: the region that counts, and the host name where it needs one.
 * @param {Platform} platform @param {string | undefined} picked a region
 */
export function placeOf(platform, picked) {
  const region = platform.regions.find((one) => one.id === picked) ?? platform.regions[0];
  const hostname = !region || region.needsHostname ? platform.hostname : undefined;
  return { region, hostname };
}

/**
 * Where a new contact would be made, as what, and what that takes beside a name.
 * @param {import('../types').Office} office
 * @param {{account?: string, type?: string}} draft
 */
export function contactFormOf(office, draft) {
  const connections = office.connections.filter((one) => one.state === 'active');
  const connection = connections.find((one) => one.account === draft.account) ?? connections[0];
  const types = office.platforms.find((one) => one.id === connection?.platform)?.contactTypes ?? [];
  const type = types.find((one) => one.id === draft.type) ?? types[0];
  return { connections, connection, types, type, fields: type?.fields ?? [] };
}

/** Texts without what is empty. @param {(string | undefined)[][]} texts id and text of each */
export function filledIn(texts) {
  const filled = texts.map(([id, text]) => [id, (text ?? '').trim()]).filter(([, text]) => text);
  return /** @type {Record<string, string>} */ (Object.fromEntries(filled));
}
