import assert from 'node:assert/strict';
import test from 'node:test';
import './browser_stub.mjs';

globalThis.chrome.i18n = {
  getUILanguage: () => 'en',
  getMessage: (id, values = []) => [id, ...values].join(' '),
};
globalThis.document = /** @type {any} */ ({ documentElement: {}, createElement: () => ({}) });
const { isSignedOut, logWords } = await import('../../extension/src/panel/views/log.js');

const failed = { state: /** @type {const} */ ('failed'), error: 'The CRM said no.' };

test('a log that the CRM refused is not there, one that it has is only behind', () => {
  assert.match(logWords(failed, 'Example CRM'), /^log_failed .*The CRM said no\./);
  assert.match(logWords({ ...failed, logId: '7' }, 'Example CRM'), /^update_failed .*The CRM said no\./);
});

test('what waits for a sign-in does not wait for the companion app', () => {
  const log = { state: /** @type {const} */ ('waiting'), request: { account: 'crm|1' } };
  assert.equal(logWords(log, 'Example CRM'), 'log_waiting Example CRM');
  for (const state of /** @type {const} */ (['waiting', 'queued']))
    assert.equal(logWords({ ...log, state }, 'Example CRM', { signedOut: true }), 'log_signed_out Example CRM');
  const of = (state, connections) => isSignedOut({ office: { host: { state }, known: true, connections }, work: { log } });
  const active = { account: 'crm|1', state: 'active' };
  assert.deepEqual(
    [of('connected', []), of('connected', [{ ...active, state: 'expired' }]), of('connected', [active]), of('stopped', [])],
    [true, true, false, false],
  );
});
