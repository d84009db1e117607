// The work on two calls that turned out to be one. Pure.

/** @typedef {import('../types').Work} Work */

/** Who did more: a log was asked for, a person said who it is, somebody was found. @param {Work} work */
const weight = ({ log, confirmed, lookup }) =>
  log.state !== 'none' ? 3 : confirmed ? 2 : lookup === 'done' ? 1 : 0;

/** @param {Work} kept @param {Work} other @returns {Work} */
export function joinedWork(kept, other) {
  const [more, less] = weight(other) > weight(kept) ? [other, kept] : [kept, other];
  const rejected = [...new Set([...(more.rejected ?? []), ...(less.rejected ?? [])])];
  return {
    ...more,
    lookup: more.lookup === 'asking' ? 'none' : more.lookup, // one of the answers goes astray
    ...(rejected.length ? { rejected } : {}),
    ...(more.edits || less.edits ? { edits: { ...less.edits, ...more.edits } } : {}),
    reach: more.reach ?? less.reach,
    phoneTold: more.phoneTold ?? less.phoneTold,
    followUp: more.followUp ?? less.followUp,
    skipped: more.skipped || less.skipped,
    later: more.later || less.later,
    noted: more.noted || less.noted,
    unsent: more.unsent || less.unsent,
    popped: more.popped || less.popped,
    unheard: more.unheard && less.unheard,
  };
}
