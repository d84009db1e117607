import assert from 'node:assert/strict';
import test from 'node:test';
import './browser_stub.mjs';

/** The texts as somebody reads them whose browser and whose texts are so. */
let times = 0;
async function reader(browser, texts) {
  globalThis.chrome.i18n = {
    getUILanguage: () => browser,
    getMessage: (id, values = []) => (texts[id] ?? '').replace(/\$(\d)/g, (_, place) => values[place - 1]),
  };
  globalThis.document = { documentElement: {} };
  times += 1;
  return import(`../../extension/src/panel/text.js?reader=${times}`);
}
const english = { language: 'en', direction: 'ltr', calls_one: '$1 call', calls_other: '$1 calls' };

test('a page says the language of its texts, with the country where the browser speaks it too', async () => {
  const said = async (...wish) => {
    (await reader(...wish)).declareLanguage();
    return document.documentElement;
  };
  assert.deepEqual(await said('en-GB', english), { lang: 'en-GB', dir: 'ltr' });
  assert.deepEqual(await said('fr', english), { lang: 'en', dir: 'ltr' });
  assert.deepEqual(await said('he', { language: 'he', direction: 'rtl' }), { lang: 'he', dir: 'rtl' });
});

test('what is counted takes the form that the language has for the number', async () => {
  const { plural } = await reader('en-US', english);
  assert.deepEqual([0, 1, 2].map((count) => plural('calls', count)), ['0 calls', '1 call', '2 calls']);
  const polish = { language: 'pl', c_one: 'A$1', c_few: 'B$1', c_many: 'C$1', c_other: 'D$1' };
  const counted = (await reader('pl', polish)).plural;
  assert.deepEqual([1, 2, 5, 0.5].map((count) => counted('c', count)), ['A1', 'B2', 'C5', 'D0.5']);
});

test('a form that a language lacks is said in its usual one', async () => {
  const { plural } = await reader('pl', { language: 'pl', calls_other: 'd $1' });
  assert.equal(plural('calls', 1), 'd 1');
});

test('what others wrote stands apart in a text from right to left, and only there', async () => {
  const set = { known: '$1?', n_other: '$1 $2', direction: 'rtl', language: 'he' };
  const hebrew = await reader('he', set);
  assert.equal(hebrew.t('known', 'Jane'), '\u2068Jane\u2069?');
  assert.equal(hebrew.plural('n', 2, 'CRM'), '\u20682\u2069 \u2068CRM\u2069');
  assert.equal(hebrew.pretty('+14155550132'), '\u2068+1 415 555 0132\u2069');
  assert.equal(hebrew.dotted('a', undefined, '', 'b'), '\u2068a\u2069 · \u2068b\u2069');
  const { t, pretty, dotted } = await reader('en', { ...set, ...english });
  assert.deepEqual([t('known', 'Jane'), pretty('+1'), dotted('a', 'b')], ['Jane?', '+1', 'a · b']);
});

test('several are listed as the language lists, each once', async () => {
  const { listed } = await reader('en', english);
  assert.equal(listed(['Ann', 'Bob', 'Ann', 'Cy']), 'Ann, Bob, and Cy');
  assert.equal(listed(['Ann', 'Bob'], 'disjunction'), 'Ann or Bob');
  assert.equal((await reader('de', { language: 'de' })).listed(['Ann', 'Bob']), 'Ann und Bob');
});

test('how long ago something was is said as one says it, and nothing of what is still to come', async (t) => {
  t.mock.method(Date, 'now', () => new Date(2026, 10, 21, 0, 30).getTime());
  const { ago } = await reader('en', english);
  const before = (days) => ago(new Date(2026, 10, 21 - days, 23).toISOString());
  assert.deepEqual([0, 1, 2, 13, 21].map(before), ['today', 'yesterday', '2 days ago', '13 days ago', '3 weeks ago']);
  assert.deepEqual([90, 365, 730].map(before), ['3 months ago', '12 months ago', '2 years ago']);
  assert.equal(ago('2026-11-20'), 'yesterday');
  assert.deepEqual([before(-3), ago(undefined), ago('soon')], ['', '', '']);
  assert.equal((await reader('de', { language: 'de' })).ago('2026-11-19T10:00:00Z'), 'vorgestern');
});
