// The records that a log is filed under: what the agent picked, in the shape that the host takes.

/** @typedef {import('../types').Platform} Platform @typedef {import('../types').Filed} Filed */

/**
 * @param {Record<string, string[]>} related by kind
 * @param {Platform | undefined} platform of some kinds it takes several, of the others one
 * @returns {Filed}
 */
export function filedUnder(related, platform) {
  const several = new Set(platform?.relatedRecords.filter((one) => one.multiple).map((one) => one.kind));
  return Object.fromEntries(
    Object.entries(related)
      .filter(([, ids]) => ids.length)
      .map(([kind, ids]) => [kind, several.has(kind) ? ids : ids[0]]),
  );
}

/**
 * What is proposed before anybody picks: a record that is the only one of its kind, of one kind of a group.
 * @param {Record<string, import('../types').RelatedOption[]>} options by kind
 * @param {Platform | undefined} platform whose order of kinds counts
 * @returns {Record<string, string[]>}
 */
export function proposed(options, platform) {
  let related = Object.fromEntries(Object.keys(options).map((kind) => [kind, /** @type {string[]} */ ([])]));
  const order = [...(platform?.relatedRecords ?? []).map((one) => one.kind), ...Object.keys(options)];
  for (const kind of order.reverse())
    if (options[kind]?.length === 1)
      related = picked(related, kind, [String(options[kind][0].const)], platform);
  return related;
}

/**
 * What is picked when these records of a kind are: those of a kind that excludes it are not, any more.
 * @param {Record<string, string[]>} related by kind
 * @param {string} kind
 * @param {string[]} ids
 * @param {Platform | undefined} platform
 * @returns {Record<string, string[]>}
 */
export function picked(related, kind, ids, platform) {
  const groups = new Map(platform?.relatedRecords.map((one) => [one.kind, one.group]));
  const group = ids.length && groups.get(kind);
  const rivals = Object.keys(related).filter((one) => group && groups.get(one) === group);
  return { ...related, ...Object.fromEntries(rivals.map((one) => [one, []])), [kind]: ids };
}

/** Kinds of which a record says how a call went, not what it was about. */
const outcomes = new Set(['outcome', 'result', 'disposition']);
const mostChips = 9;

/**
 * Whether a kind is picked from chips, one for each digit, rather than from a list.
 * @param {{kind: string, multiple: boolean}} record @param {unknown[]} options
 */
export const hasChips = ({ kind, multiple }, options) =>
  outcomes.has(kind) && !multiple && options.length <= mostChips;

/** A log that is written may still be filed under other records. @param {Platform | undefined} platform */
export const canRefile = (platform) => Boolean(platform?.operations?.includes('callDisposition.set'));

/** A log that is written may still go to another contact. @param {Platform | undefined} platform */
export const canMove = (platform) => Boolean(platform?.operations?.includes('callContact.set'));

/**
 * Whether it may be said that a call was with a contact: until its log is sent with anybody, afterwards where
 * logs move, within their CRM.
 * @param {string} account of the contact @param {import('../types').Log} log
 * @param {Platform | undefined} platform
 */
export const mayBeWith = (account, log, platform) =>
  ['none', 'failed', 'held'].includes(log.state) || (account === log.request?.account && canMove(platform));

/**
 * Kinds whose records differ; one that has none any more is said to be empty.
 * @param {Filed} from @param {Filed} to
 */
export function refiled(from, to) {
  const kinds = Object.keys({ ...from, ...to });
  return Object.fromEntries(
    kinds
      .filter((kind) => JSON.stringify(from[kind]) !== JSON.stringify(to[kind]))
      .map((kind) => [kind, to[kind] ?? (Array.isArray(from[kind]) ? [] : '')]),
  );
}
