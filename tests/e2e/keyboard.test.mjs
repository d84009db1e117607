// A whole call by keyboard alone, from ring to a changed log; what is said aloud meanwhile; and that whoever is
// at work somewhere stays there.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser, ring } from './support/browser.mjs';
import { until } from './support/stage.mjs';

const kim = { id: '8', name: 'Kim Park', type: 'person', organization: 'Northwind', additionalInfo: {} };
const ravi = { id: '9', name: 'Ravi Rao', type: 'lead', organization: 'Northwind', additionalInfo: {} };
const scenario = { contacts: { '+14155550199': [kim, ravi] }, policy: { extension: { undoSeconds: 0 } } };

/** Where the focus is, and whether it can be seen there. @param {import('playwright-core').Page} panel */
const focus = (panel) =>
  panel.evaluate(() => {
    const element = document.activeElement ?? document.body;
    const field = element.closest('label') ?? element;
    const { top, bottom, width } = element.getBoundingClientRect();
    const header = document.querySelector('header')?.getBoundingClientRect().bottom ?? 0;
    const ringed = [element, field].some((one) => getComputedStyle(one).outlineStyle === 'solid');
    const inHeader = Boolean(element.closest('header'));
    return {
      what: element.getAttribute('data-focus') ?? (element.id || element.tagName),
      visible: ringed && width > 0 && bottom <= innerHeight && (inHeader || top >= header),
    };
  });

/** Presses Tab until it is there. Everything on the way must show that it has the focus. */
async function tabTo(panel, what) {
  const way = [];
  for (let presses = 0; presses < 40; presses += 1) {
    await panel.keyboard.press('Tab');
    const now = await focus(panel);
    assert.ok(now.visible || now.what === 'BODY', `the focus on ${now.what} cannot be seen`);
    if (now.what === what) return;
    way.push(now.what);
  }
  assert.fail(`the Tab key does not lead to ${what}, but to ${way.join(', ')}`);
}

/** Counts what a live region is given to say. @param {import('playwright-core').Page} panel */
const listen = (panel) =>
  panel.evaluate(() => {
    for (const id of ['urgent', 'said', 'polite']) {
      const region = document.getElementById(id);
      if (!region) continue;
      const said = [];
      Object.assign(globalThis, { heard: { ...globalThis.heard, [id]: said } });
      new MutationObserver(() => region.textContent && said.push(region.textContent)).observe(region, {
        childList: true,
        subtree: true,
        characterData: true,
      });
    }
  });

test('a call by keyboard alone: it rings, a caller is chosen, a note is typed, logged and changed', async (t) => {
  const browser = await Browser.start();
  t.after(() => browser.close());
  browser.installFakeHost(scenario);
  await browser.open();
  const panel = await browser.panel();
  await panel.locator('.health.good').waitFor();
  await listen(panel);
  await panel.keyboard.press('Tab');
  const before = await focus(panel);

  const phone = await browser.phone();
  await ring(phone, '+14155550199');
  await panel.bringToFront();
  await panel.getByText('2 people share this number').waitFor();
  assert.deepEqual(await focus(panel), before);

  await tabTo(panel, 'crm|1|person|8');
  await panel.keyboard.press('ArrowDown');
  await panel.getByRole('heading', { name: 'Ravi Rao' }).waitFor();
  assert.equal((await focus(panel)).what, 'crm|1|lead|9');
  await tabTo(panel, 'note');
  await panel.keyboard.type('Wants 1 quote, no spare parts.');
  assert.equal(await panel.getByLabel('Note').inputValue(), 'Wants 1 quote, no spare parts.');

  await phone.click('#answer');
  await phone.click('#hangup');
  await panel.bringToFront();
  await panel.getByText('Call ended').first().waitFor();
  assert.equal((await focus(panel)).what, 'note');
  await panel.keyboard.press('Control+Enter');
  await panel.locator('.standing', { hasText: 'Logged in Example CRM' }).waitFor();
  assert.equal((await focus(panel)).what, 'note');
  await panel.keyboard.type(' Call again.');
  await panel.keyboard.press('Control+Enter');
  await panel.getByRole('button', { name: 'Update the note' }).waitFor({ state: 'detached' });
  await browser.asked('callLog.update', ({ note }) => note === 'Wants 1 quote, no spare parts. Call again.');
  assert.equal(browser.requests('callLog.create').length, 1);
  assert.equal(browser.requests('callLog.create')[0].params.contactId, '9');

  await tabTo(panel, 'tab-recent');
  for (const [key, tab] of [
    ['ArrowRight', 'search'],
    ['ArrowRight', 'inbox'],
    ['End', 'search'],
    ['ArrowLeft', 'recent'],
  ]) {
    await panel.keyboard.press(key);
    assert.equal((await focus(panel)).what, `tab-${tab}`);
    assert.equal(await panel.locator('[role=tabpanel]:visible').getAttribute('aria-labelledby'), `tab-${tab}`);
  }

  await tabTo(panel, 'settings');
  await panel.keyboard.press('Enter');
  await tabTo(panel, 'set-hideDetails');
  await panel.keyboard.press('Escape');
  assert.equal((await focus(panel)).what, 'settings');
  assert.equal(await panel.locator('#card').isVisible(), true);

  const { urgent, said } = await panel.evaluate(() => globalThis.heard);
  assert.deepEqual(urgent, ['Incoming call from +1 415 555 0199']);
  assert.equal(said.filter((words) => words === 'Logged in Example CRM').length, 1);
});

test('a call turns out to be another one while its note is typed: the focus stays, and no letter is lost', async (t) => {
  const browser = await Browser.start();
  t.after(() => browser.close());
  browser.installFakeHost(scenario);
  await browser.open();
  const [panel, phone] = [await browser.panel(), await browser.phone()];
  await panel.locator('.health.good').waitFor();
  const tell = (type, at, call) =>
    phone.evaluate((event) => window.postMessage({ type: 'softphone.event/1', event }, location.origin), {
      v: 1,
      type: `call.${type}`,
      at: new Date(at).toISOString(),
      source: { provider: 'demo' },
      call: { direction: 'inbound', from: { number: '+14155550199' }, ...call },
    });
  const now = Date.now();
  await tell('ringing', now, { session: 'second' });
  await panel.bringToFront();
  const note = panel.locator('.call').getByLabel('Note');
  await note.pressSequentially('Wants a quote. ');
  await tell('answered', now - 2000, { session: 'first', aliases: ['second'] });
  await panel.locator('.call[data-call$="|first"]').waitFor();
  assert.equal((await focus(panel)).what, 'note');
  await panel.keyboard.type('Until Friday.');
  assert.equal(await note.inputValue(), 'Wants a quote. Until Friday.');
  const notes = () =>
    panel.evaluate(async () =>
      Object.entries(await chrome.storage.local.get()).filter(([key]) => key.startsWith('note:')),
    );
  await until(async () => {
    const [[key, text] = ['', ''], ...others] = await notes();
    return key.endsWith('|first') && text === 'Wants a quote. Until Friday.' && !others.length;
  }, 'one note, of the call as it is known now');
});
