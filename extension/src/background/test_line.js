// The phone inside the extension: rings for nothing, and the person answers and hangs up on its card.
import { api } from '../browser.js';
import { isTest, testEvent, testOrigin } from '../core/test_call.js';

/**
 * @param {{step?: unknown, key?: unknown}} said `ring`, or `answer` and `hangUp` with the call's key
 * @param {{desk: import('./desk.js').Desk, switchboard: import('./switchboard.js').Switchboard}} inside
 */
export function testCall({ step, key }, { desk, switchboard }) {
  const view = desk.view(String(key));
  if (step !== 'ring' && !(view && isTest(view))) return;
  const session = step === 'ring' ? `test-${crypto.randomUUID()}` : String(view?.session);
  const event = testEvent(step, session, api.i18n.getMessage('test_call'));
  if (event) switchboard.hear(event, testOrigin, Date.now());
}
