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
 * What is proposed before anybody picks: a record that is the only one of its kind. Never of two kinds at
 * once, since there are CRMs that file a log under one of them and refuse both.
 * @param {Record<string, import('../types').RelatedOption[]>} options by kind
 * @param {Platform | undefined} platform whose order of kinds counts
 * @returns {Record<string, string[]>}
 */
export function proposed(options, platform) {
  const kinds = [...(platform?.relatedRecords ?? []).map((one) => one.kind), ...Object.keys(options)];
  const only = kinds.find((kind) => options[kind]?.length === 1);
  return Object.fromEntries(
    Object.entries(options).map(([kind, records]) => [kind, kind === only ? [String(records[0].const)] : []]),
  );
}

/** A log that is written may still be filed under other records. @param {Platform | undefined} platform */
export const canRefile = (platform) => Boolean(platform?.operations?.includes('callDisposition.set'));

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
