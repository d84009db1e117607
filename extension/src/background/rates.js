// How often something is taken from an origin: so many times in so long, and what is more is dropped.

const mostOrigins = 200;

/**
 * @param {number} most @param {number} ms in each stretch of this length
 * @returns {(origin: string, now: number) => boolean} whether that is still within it
 */
export function rate(most, ms) {
  /** The oldest first. @type {Map<string, {stretch: number, count: number}>} */
  const known = new Map();
  return (origin, now) => {
    const stretch = Math.floor(now / ms);
    const before = known.get(origin);
    const count = before?.stretch === stretch ? before.count + 1 : 1;
    known.delete(origin);
    known.set(origin, { stretch, count });
    // Another's count is forgotten before one's own: many origins buy none of them more.
    for (const [oldest] of known) {
      if (known.size <= mostOrigins) break;
      known.delete(oldest);
    }
    return count <= most;
  };
}
