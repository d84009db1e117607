import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser, ring } from './support/browser.mjs';
import { until } from './support/stage.mjs';

const person = (id, name, more = {}) => ({ id, name, type: 'person', additionalInfo: {}, ...more });
const exact = { evidence: { field: 'mobile', value: '(415) 555-0132', strength: 'exact' } };
const matters = { matters: [{ const: 'm1', title: 'Lease' }] };
const jane = person('7', 'Jane Doe', { ...exact, additionalInfo: matters, url: 'https://crm.example.com/7' });
const mia = person('3', 'Mia Stern', { evidence: { field: 'work', value: '555-0111', strength: 'suffix' } });
const contacts = {
  '+14155550132': [jane],
  '+14155550199': [person('8', 'Kim Park'), person('9', 'Ravi Rao')],
  '+14155550111': [mia],
  '+14155550144': [person('5', 'Noor Haddad', exact)],
  '+14155550166': ['Ben', 'Zoe'].map((name) => person(name, name, { organization: 'Acme', organizationId: 'c1' })),
  '+14155550167': [person('c2', 'Acme', { type: 'company' }), person('c1', 'ACME', { type: 'company' })],
};
const platform = {
  relatedRecords: [{ kind: 'matters', label: 'Matter', multiple: false }],
  contactTypes: [
    { id: 'person', name: 'Person' },
    { id: 'company', name: 'Company' },
  ],
};
/** Nothing logs itself, so that the test is alone with its calls. */
const byHand = { extension: { logMode: 'hand' } };
const scene = (more = {}) => ({ contacts, platform, policy: byHand, ...more });

/** Runs a story in a fresh browser. */
async function story(t, scenario, tell, wish = {}) {
  const browser = await Browser.start(wish);
  t.after(() => browser.close());
  browser.installFakeHost(scene(scenario));
  await browser.open();
  const [panel, phone] = [await browser.panel(), await browser.phone()];
  await panel.locator('.health.good').waitFor();
  await tell(browser, panel, phone);
}

async function call(phone, number, name) {
  await ring(phone, number, name);
  await phone.click('#answer');
  await phone.click('#hangup');
}

/** The last call's card is put away, and the inbox shown. */
async function clear(panel) {
  await panel.getByRole('button', { name: 'Put this card away' }).click();
  await panel.locator('.call').waitFor({ state: 'hidden' });
  await panel.getByRole('tab', { name: 'Inbox' }).click();
}

/** Opens the row with this reason, unless it is open from before, when it had another. */
async function open(panel, reason) {
  const row = panel.locator(`[data-reason=${reason}] > .row`);
  if ((await row.getAttribute('aria-expanded')) !== 'true') await row.click();
  return opened(panel, reason);
}

/** The row that is open; there is one thing to do about it. */
async function opened(panel, reason) {
  const detail = panel.locator(`[data-reason=${reason}] > .detail`);
  await detail.waitFor();
  assert.equal(await detail.locator('button.primary').count(), 1, reason);
  return detail;
}

const logs = (browser) => browser.requests('callLog.create').map(({ params }) => params);

test('who it was: one of several, somebody new, somebody found by name, and each is logged from the inbox', (t) =>
  story(t, {}, async (browser, panel, phone) => {
    await call(phone, '+14155550199');
    await panel.getByText('2 people share this number').waitFor();
    await call(phone, '+442079460958', 'Nora Field');
    await panel.getByText('Nobody in Example CRM has this number.').waitFor();
    await call(phone, '+14155550111');
    await panel.locator('.evidence.weak').waitFor();
    await clear(panel);
    await panel.getByRole('tab', { name: 'Inbox, 3 things need you' }).waitFor();

    const several = await open(panel, 'several');
    assert.equal(await several.getByRole('button', { name: 'Log with this person' }).isDisabled(), true);
    await several.getByRole('radio', { name: /Ravi Rao/ }).click();
    await several.getByLabel('Remember for this number').click();
    await several.getByRole('button', { name: 'Log with this person' }).click();
    await several.waitFor({ state: 'detached' });
    await browser.asked('callLog.create', (params) => params.contactId === '9');

    const nobody = await open(panel, 'nobody');
    await nobody.getByRole('button', { name: 'Create contact' }).click();
    const created = panel.locator('[data-reason=ready] > .detail');
    await created.getByLabel('Note').fill('Wants a brochure.');
    await created.getByRole('button', { name: 'Log call' }).click();
    await created.waitFor({ state: 'detached' });
    const { note } = await browser.asked('callLog.create', (params) => params.contactId === 'new');
    assert.equal(note, 'Wants a brochure.');

    const unsure = await open(panel, 'unsure');
    await unsure.getByRole('button', { name: 'Link to existing' }).click();
    await panel.getByLabel('Name or number').fill('haddad');
    await panel.getByRole('button', { name: 'Link Noor Haddad' }).click();
    await (await opened(panel, 'ready')).getByRole('button', { name: 'Log call' }).click();
    await panel.getByText('Nothing needs you').waitFor();
    await browser.asked('callLog.create', (params) => params.contactId === '5');

    await ring(phone, '+14155550199');
    await panel.getByRole('heading', { name: 'Ravi Rao' }).waitFor();
    assert.equal(await panel.getByLabel('Remember for this number').isChecked(), true);
    await panel.getByLabel('Remember for this number').click();
    await phone.evaluate(() =>
      addEventListener('message', ({ data }) => {
        const { type, number } = data.command ?? {};
        if (data.type === 'softphone.command/1' && type === 'dial') document.title = `dials ${number}`;
      }),
    );
    await phone.click('#hangup');
    await panel.locator('.call').getByRole('button', { name: 'Call back' }).click();
    await phone.waitForFunction(() => document.title === 'dials +14155550199');
    const regulars = () => panel.evaluate(() => chrome.storage.local.get('regulars'));
    await until(async () => !Object.keys((await regulars()).regulars).length, 'a number that is forgotten');
  }));

test('what the CRM says: refused, a field missing, deleted, and changed by somebody else', (t) =>
  story(t, { refuse: 'Your plan has no call logs.' }, async (browser, panel, phone) => {
    await call(phone, '+14155550132');
    await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
    await panel.getByRole('button', { name: 'Log call' }).click();
    await panel.locator('.standing[data-log=failed]').waitFor();
    await clear(panel);
    const refused = await open(panel, 'refused');
    await refused.getByText('Your plan has no call logs.').waitFor();
    browser.direct(scene({ required: 'matters' }));
    await refused.getByLabel('Note').fill('First.');
    await panel.evaluate(async () => {
      const { desk } = await chrome.storage.local.get('desk');
      const [key] = Object.keys(desk.work);
      await chrome.runtime.sendMessage({ to: 'desk', command: 'relate', key, kind: 'matters', ids: [] });
    });
    await refused.getByRole('button', { name: 'Try again' }).click();

    const missing = panel.locator('[data-reason=missing] > .detail');
    await missing.getByText('A log needs one more field.').waitFor();
    assert.equal(await missing.locator('button.primary').count(), 1);
    await missing.getByLabel('Matter').selectOption('m1');
    await missing.getByRole('button', { name: 'Log call' }).click();
    await panel.getByText('Nothing needs you').waitFor();
    const filed = (params) => params.additionalSubmission.matters === 'm1';
    assert.equal((await browser.asked('callLog.create', filed)).note, 'First.');

    browser.direct(scene({ theirs: 'First. And she called back.' }));
    await panel.getByRole('tab', { name: 'Recent' }).click();
    await panel.locator('#recent .row', { hasText: 'Jane Doe' }).click();
    await panel.locator('.call').getByLabel('Note').fill('First. Send the offer.');
    await panel.getByRole('button', { name: 'Update the note' }).click();
    await panel.getByRole('tab', { name: 'Inbox, 1 thing needs you' }).waitFor();
    await panel.locator('.call').getByRole('button', { name: 'Save the note' }).waitFor();
    await clear(panel);
    const changed = await open(panel, 'changed');
    const text = changed.getByLabel('Will be saved');
    await until(async () => (await text.inputValue()).endsWith('Send the offer.'), 'both notes');
    assert.equal(await text.inputValue(), 'First. And she called back.\nFirst. Send the offer.');
    await changed.getByLabel('The CRM’s').click();
    assert.equal(await text.inputValue(), 'First. And she called back.');
    await text.fill('First. And she called back. Send the offer.');
    await changed.getByRole('button', { name: 'Save the note' }).click();
    await panel.getByText('Nothing needs you').waitFor();
    const merged = 'First. And she called back. Send the offer.';
    await browser.asked('callLog.update', (params) => params.note === merged);

    browser.direct(scene({ deleted: true }));
    await panel.getByRole('tab', { name: 'Recent' }).click();
    await panel.locator('#recent .row', { hasText: 'Jane Doe' }).click();
    await panel.locator('.call').getByLabel('Note').fill('Once more.');
    await panel.getByRole('button', { name: 'Update the note' }).click();
    await panel.getByRole('tab', { name: 'Inbox, 1 thing needs you' }).waitFor();
    await clear(panel);
    await (await open(panel, 'gone')).getByRole('button', { name: 'Log again' }).click();
    await panel.getByText('Nothing needs you').waitFor();
    await browser.asked('callLog.create', (params) => params.note === 'Once more.');
  }));

test('a log is taken back by Undo, and goes out by itself, with the worker killed or the panel closed', (t) =>
  story(
    t,
    {},
    async (browser, panel, phone) => {
      await call(phone, '+14155550132');
      await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
      await panel.getByRole('button', { name: 'Log call' }).click();
      await panel.locator('#held').getByRole('button', { name: 'Undo' }).click();
      await panel.locator('#held').getByRole('button').waitFor({ state: 'detached' });
      await panel.getByRole('button', { name: 'Log call' }).click();
      await panel.getByRole('tab', { name: 'Recent' }).click();
      await panel.getByRole('button', { name: 'Undo the log of Jane Doe' }).click();
      await panel.locator('#held').getByRole('button').waitFor({ state: 'detached' });
      assert.deepEqual(logs(browser), []);
      await panel.getByLabel('Note').fill('Kept.');
      await panel.getByRole('button', { name: 'Log call' }).click();
      await panel.locator('#held').getByText('Logging the call with Jane Doe').waitFor();
      await panel.evaluate(() => dispatchEvent(new Event('pagehide')));
      await until(() => logs(browser).length === 1, 'the log that the panel let go when it went');
      await panel.close();
      const again = await browser.panel();
      await again.locator('.standing', { hasText: 'Logged in Example CRM' }).waitFor();

      await call(phone, '+14155550144');
      await again.getByRole('heading', { name: 'Noor Haddad' }).waitFor();
      await again.getByRole('button', { name: 'Log call' }).click();
      await again.locator('#held').getByRole('button', { name: 'Undo' }).waitFor();
      await browser.killWorker(again);
      await again.reload();
      await until(() => logs(browser).length === 2, 'the log that outlived the worker');
      assert.deepEqual(
        logs(browser).map(({ contactId, note }) => [contactId, note]),
        [
          ['7', 'Kept.'],
          ['5', ''],
        ],
      );
    },
    { settings: { undoSeconds: 10 } },
  ));

test('everything that is sure is logged at once, and taken back at once', (t) =>
  story(
    t,
    {},
    async (browser, panel, phone) => {
      await call(phone, '+14155550132');
      await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
      await call(phone, '+14155550199');
      await call(phone, '+14155550144');
      await panel.getByRole('heading', { name: 'Noor Haddad' }).waitFor();
      await clear(panel);
      await panel.getByRole('button', { name: 'Log all 2 sure ones' }).click();
      await panel.locator('#held').getByText('Logging 2 calls').waitFor();
      await panel.locator('#held').getByRole('button', { name: 'Undo' }).click();
      await panel.getByRole('tab', { name: 'Recent' }).click();
      await panel.getByText('Today 3 calls, 0 logged').waitFor();
      assert.deepEqual(logs(browser), []);
    },
    { settings: { undoSeconds: 10 } },
  ));

const entry = (id, more) => ({
  id,
  platform: 'crm',
  userId: '1',
  kind: 'call',
  sessionId: `old ${id}`,
  subject: `Inbound call from ${id}`,
  contactName: id,
  note: 'From last week.',
  state: 'failed',
  since: '2026-11-14T10:00:00Z',
  attempts: 3,
  reason: { name: 'forbidden', message: 'The record is locked.' },
  help: 'Change what the reason names and log it again, or drop it.',
  ...more,
});

test('what the host keeps from before is tried again or given up; what waits for a sign-in says so', (t) =>
  story(
    t,
    { outbox: [entry('Ben'), entry('Zoe', { state: 'setAside' }), entry('Eve', { state: 'queued' })] },
    async (browser, panel, phone) => {
      await panel.getByRole('tab', { name: 'Inbox' }).click();
      const set = await open(panel, 'set_aside');
      await set.getByRole('button', { name: 'Give up' }).click();
      await set.getByRole('button', { name: 'Really give up?' }).waitFor();
      assert.deepEqual(browser.requests('outbox.drop'), []);
      await set.getByRole('button', { name: 'Really give up?' }).click();
      await set.waitFor({ state: 'detached' });
      assert.equal(browser.requests('outbox.drop').length, 1);
      const refused = await open(panel, 'refused');
      await refused.getByText('The record is locked.').waitFor();
      await refused.getByRole('button', { name: 'Try again' }).click();
      await panel.getByText('Nothing needs you').waitFor();
      await browser.asked('outbox.retry', (params) => params.id === 'Ben');

      await call(phone, '+14155550132');
      await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
      browser.direct(scene({ expired: true }));
      await panel.getByRole('button', { name: 'Log call' }).click();
      await clear(panel);
      const waiting = await open(panel, 'sign_in');
      await panel.getByText('1 call waits to be logged.').waitFor();
      await waiting.getByRole('button', { name: 'Sign in again' }).click();
      await panel.getByRole('button', { name: 'Sign out' }).waitFor();
    },
  ));

test('people are searched as one types, by name or number, and only the last question counts', (t) =>
  story(t, {}, async (browser, panel) => {
    await panel.getByRole('tab', { name: 'Recent' }).press('ArrowRight');
    assert.equal(await panel.getByRole('tab', { name: 'Search' }).getAttribute('aria-selected'), 'true');
    await panel.getByRole('tab', { name: 'Search' }).press('Home');
    await panel.getByText('Nothing needs you').waitFor();
    await panel.getByRole('tab', { name: 'Inbox' }).press('ArrowLeft');
    const field = panel.getByLabel('Name or number');
    await field.pressSequentially('j');
    await panel.getByText('Type at least two letters, or a number.').waitFor();
    browser.direct(scene({ slow: { 'contact.search': 1e9 } }));
    await field.fill('jan');
    await until(() => browser.requests('contact.search').length === 1, 'the first question');
    browser.direct(scene());
    await field.fill('noor');
    const found = panel.getByRole('link', { name: 'Noor Haddad' }).or(panel.getByText('Noor Haddad'));
    await found.first().waitFor();
    assert.equal(browser.requests('$/cancelRequest').length, 1);
    assert.deepEqual(
      browser.requests('contact.search').map(({ params }) => params.name),
      ['jan', 'noor'],
    );
    await field.fill('(415) 555-0132');
    const link = panel.getByRole('link', { name: 'Jane Doe' });
    await link.or(panel.getByText('Nobody found')).waitFor();
    await field.fill('+1 415 555 0132');
    await link.waitFor();
    assert.equal(await link.getAttribute('href'), 'https://crm.example.com/7');
    await panel.reload();
    await panel.getByRole('tab', { name: 'Search' }).click();
    await link.waitFor();
    assert.equal(await field.inputValue(), '+1 415 555 0132');
  }));

test('the card: it is not Jane, and this number is never to be logged', (t) =>
  story(t, {}, async (browser, panel, phone) => {
    await ring(phone, '+14155550132');
    await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
    await panel.bringToFront();
    await panel.keyboard.press('w');
    await panel.getByText('Nobody in Example CRM has this number.').waitFor();
    await panel.keyboard.press('s');
    await panel.getByText('Who was +1 415 555 0132?').waitFor();
    await panel.getByLabel('Name or number').fill('kim');
    await panel.getByRole('button', { name: 'Link Kim Park' }).click();
    await panel.getByRole('heading', { name: 'Kim Park' }).waitFor();
    await phone.click('#hangup');
    await panel.getByText('Subject and outcome').click();
    await panel.getByLabel('Subject').fill('Spare parts');
    await panel.getByLabel('Outcome').selectOption('Voicemail');
    await panel.getByRole('button', { name: 'Save', exact: true }).click();
    await panel.getByText('Spare parts').first().waitFor();
    await panel.getByRole('button', { name: 'Log call' }).click();
    await panel.locator('.standing', { hasText: 'Logged in Example CRM' }).waitFor();
    const [{ contactId, logInfo }] = logs(browser);
    assert.deepEqual([contactId, logInfo.customSubject, logInfo.result], ['8', 'Spare parts', 'Voicemail']);

    await call(phone, '+14155550166');
    await panel.getByRole('button', { name: 'All at Acme: pick the company' }).click();
    await panel.getByRole('heading', { name: 'ACME' }).waitFor();
    await panel.getByRole('button', { name: 'Log call' }).click();
    const { contactType } = await browser.asked('callLog.create', (params) => params.contactId === 'c1');
    assert.equal(contactType, 'company');

    await call(phone, '+14155550144');
    await panel.getByRole('heading', { name: 'Noor Haddad' }).waitFor();
    await panel.getByRole('tab', { name: 'Inbox, 1 thing needs you' }).waitFor();
    await panel.getByRole('button', { name: 'Never log this number' }).click();
    await panel.getByRole('tab', { name: 'Inbox, 1 thing needs you' }).waitFor({ state: 'detached' });
    await until(async () => {
      const { settings } = await panel.evaluate(() => chrome.storage.local.get('settings'));
      return String(settings.doNotLog) === '+14155550144';
    }, 'a number that is never logged');
  }));

test('messages stand in the inbox, are logged there, and are linked to somebody who is found', (t) =>
  story(t, {}, async (browser, panel, phone) => {
    const receive = (conversation, number, text) =>
      phone.evaluate(
        ([id, from, words]) => {
          const self = { number: '+14155550100' };
          const message = { id, conversation: id, channel: 'sms', self, from: { number: from }, to: [self], text: words };
          const event = { v: 1, type: 'message.received', source: { provider: 'demo' }, message };
          window.postMessage({ type: 'softphone.event/1', event }, location.origin);
        },
        [conversation, number, text],
      );
    await receive('c1', '+14155550132', 'Shall we meet today?');
    await receive('c2', '+442079460958', 'Wrong number?');
    await panel.getByRole('tab', { name: 'Inbox, 2 things need you' }).click();
    await (await open(panel, 'ready')).getByRole('button', { name: 'Log messages' }).click();
    await panel.getByRole('tab', { name: 'Inbox, 1 thing needs you' }).waitFor();
    await (await open(panel, 'nobody')).getByRole('button', { name: 'Link to existing' }).click();
    await panel.getByLabel('Name or number').fill('kim');
    await panel.getByRole('button', { name: 'Link Kim Park' }).click();
    await (await opened(panel, 'ready')).getByRole('button', { name: 'Log messages' }).click();
    await panel.getByText('Nothing needs you').waitFor();
    await browser.asked('messageLog.create', (params) => params.contactId === '8');
    assert.equal(browser.requests('messageLog.create')[0].params.contactId, '7');

    await receive('c3', '+442079460111', 'Do you sell spare parts?');
    const stranger = await open(panel, 'nobody');
    await stranger.getByLabel('Name').fill('Nora Field');
    await stranger.getByRole('button', { name: 'Create contact' }).click();
    await (await opened(panel, 'ready')).getByRole('button', { name: 'Log messages' }).click();
    await panel.getByText('Nothing needs you').waitFor();
    await browser.asked('messageLog.create', (params) => params.contactId === 'new');
    const [{ params: made }] = browser.requests('contact.create');
    assert.deepEqual([made.newContactName, made.phoneNumber], ['Nora Field', '+442079460111']);
  }));
