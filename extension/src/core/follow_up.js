// A follow-up: what is to be done after a call, once, at a time by the agent's own clock. Pure.

/** @typedef {import('../types').FollowUp} FollowUp @typedef {import('../types').Work} Work */

/** @type {FollowUp['choice'][]} what is offered; `picked` is any time */
export const choices = ['hour', 'tomorrow', 'monday', 'picked'];

const morning = 9;

/** When a follow-up is due that is asked for now. @param {string} choice @param {Date} now */
export function dueAt(choice, now) {
  if (choice === 'hour') return new Date(new Date(now.getTime() + 3600_000).setSeconds(0, 0));
  const days = choice === 'monday' ? (8 - now.getDay()) % 7 || 7 : 1;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, morning);
}

/** @param {import('../types').Platform | undefined} platform whether it has a list of what is to be done */
export const keepsTasks = (platform) => Boolean(platform?.operations?.includes('task.create'));

/** Whether the agent may still change it, or want none. @param {FollowUp | undefined} followUp */
export const isOpen = (followUp) => !followUp || ['none', 'held', 'failed'].includes(followUp.state);

/** In the CRM, or on its way there by itself. @param {FollowUp} followUp */
export const isSettled = ({ state }) => ['logged', 'existing', 'queued'].includes(state);

/**
 * What the panel asks for, or nothing of what no follow-up can be made of.
 * @param {{choice?: unknown, due?: unknown}} said @returns {FollowUp | undefined}
 */
export function planned({ choice, due }) {
  const known = choices.find((one) => one === choice);
  const time = Date.parse(String(due ?? ''));
  return known && time ? { choice: known, due: new Date(time).toISOString(), state: 'none' } : undefined;
}
