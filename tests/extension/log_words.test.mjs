import assert from 'node:assert/strict';
import test from 'node:test';
import './browser_stub.mjs';

globalThis.chrome.i18n = {
  getUILanguage: () => 'en',
  getMessage: (id, values = []) => [id, ...values].join(' '),
};
globalThis.document = /** @type {any} */ ({ documentElement: {}, createElement: () => ({}) });
const { logWords } = await import('../../extension/src/panel/views/log.js');

const failed = { state: /** @type {const} */ ('failed'), error: 'The CRM said no.' };

test('a log that the CRM refused is not there, one that it has is only behind', () => {
  assert.match(logWords(failed, 'Example CRM'), /^log_failed .*The CRM said no\./);
  assert.match(logWords({ ...failed, logId: '7' }, 'Example CRM'), /^update_failed .*The CRM said no\./);
});
