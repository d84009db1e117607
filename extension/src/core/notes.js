// Two versions of a note as one; whether the CRM was told of a note. Pure.

/**
 * Everything that both say: where one holds the other, it; else theirs, then the lines of ours that theirs
 * does not have.
 * @param {string} theirs @param {string} ours
 */
export function joined(theirs, ours) {
  if (theirs.includes(ours.trim())) return theirs;
  if (ours.includes(theirs.trim())) return ours;
  const known = new Set(theirs.split('\n').map((line) => line.trim()));
  const added = ours.split('\n').filter((line) => line.trim() && !known.has(line.trim()));
  return [theirs.trimEnd(), ...added].join('\n');
}

/**
 * Whether a written log lacks what the note says by now, and nobody asked to send it.
 * @param {import('../types').Log} log @param {string} note
 */
export const isUnsent = ({ state, pending, sent }, note) =>
  ['queued', 'logged', 'existing'].includes(state) &&
  Boolean(note.trim()) &&
  note !== (pending?.note ?? sent?.note ?? '');
