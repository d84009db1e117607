// Lets a few things run at a time; what comes then waits for its turn, in order.

/**
 * @param {number} most that run at the same time
 * @returns {<T>(task: () => Promise<T>) => Promise<T>}
 */
export function lanes(most) {
  /** @type {(() => void)[]} */ const waiting = [];
  let running = 0;
  const leave = () => {
    const next = waiting.shift(); // takes over the lane as it is
    if (next) next();
    else running -= 1;
  };
  return async (task) => {
    if (running < most) running += 1;
    else await new Promise((/** @type {(go: void) => void} */ turn) => waiting.push(() => turn()));
    try {
      return await task();
    } finally {
      leave();
    }
  };
}
