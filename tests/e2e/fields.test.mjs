// A log without a contact, a log that goes to another contact, and follow-ups.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser, ring } from './support/browser.mjs';
import { platform as exampleCrm } from './support/example_crm.mjs';
import { until } from './support/stage.mjs';

const person = (id, name, more = {}) => ({ id, name, type: 'person', additionalInfo: {}, ...more });
const deals = { deals: [{ const: 'd1', title: 'Renewal 2027' }] };
const contacts = {
  '+14155550132': [person('7', 'Jane Doe', { additionalInfo: deals })],
  '+14155550199': [person('8', 'Kim Park'), person('9', 'Ravi Rao', { additionalInfo: deals })],
};
const operations = [...exampleCrm.operations, 'contact.search', 'callContact.set', 'task.create'];
const scene = (more = {}) => ({ contacts, platform: { logsWithoutContact: true, operations }, ...more });

/** Runs a story in a fresh browser. */
async function story(t, scenario, tell) {
  const browser = await Browser.start();
  t.after(() => browser.close());
  browser.installFakeHost(scene(scenario));
  await browser.open();
  const [panel, phone] = [await browser.panel(), await browser.phone()];
  await panel.locator('.health.good').waitFor();
  await tell(browser, panel, phone);
}

async function call(panel, phone, number, name = '') {
  await panel.evaluate(() => document.activeElement?.blur()); // who types keeps the card
  await ring(phone, number, name);
  await phone.click('#answer');
  await phone.click('#hangup');
}
const logged = (panel, words = 'Logged in Example CRM') =>
  panel.locator('.standing[data-log=logged]', { hasText: words }).waitFor();
const heading = (panel, name) => panel.locator('.call').getByRole('heading', { name }).waitFor();

test('a call with nobody is logged without a contact, and goes to whom the agent finds afterwards', (t) =>
  story(t, {}, async (browser, panel, phone) => {
    await call(panel, phone, '+442079460958', 'Mystery Ltd');
    await panel.getByLabel('Note').fill('Wrong number?');
    await panel.getByText('Kept').waitFor();
    await panel.locator('.call').getByRole('button', { name: 'Log without contact' }).click();
    await logged(panel, 'Logged in Example CRM without a contact');
    const [{ params }] = browser.requests('callLog.create');
    assert.deepEqual(['contactId' in params, params.note], [false, 'Wrong number?']);
    const record = panel.getByRole('link', { name: 'View record' });
    assert.equal(await record.getAttribute('href'), 'https://crm.example.com/log/1');

    await panel.bringToFront();
    await panel.evaluate(() => document.activeElement?.blur());
    await panel.keyboard.press('c');
    const name = panel.getByLabel('Name of the new contact');
    await name.waitFor();
    assert.equal(await panel.evaluate(() => document.activeElement?.id), 'new-name');
    await name.fill('Mia Stern');
    await panel.getByRole('button', { name: 'Create contact' }).click();
    await heading(panel, 'Mia Stern');
    const moved = await browser.asked('callLog.update', ({ contactId }) => contactId === 'new');
    assert.deepEqual([moved.contactName, moved.additionalSubmission], ['Mia Stern', {}]);
    await panel.locator('.standing span', { hasText: /^Logged in Example CRM$/ }).waitFor();

    browser.direct(scene({ refuseMove: 'This log is locked.' }));
    const linkKim = async () => {
      await panel.evaluate(() => document.activeElement?.blur());
      await panel.keyboard.press('w');
      await panel.getByText('Who was it, then?').waitFor();
      await panel.locator('.call').getByRole('button', { name: 'Link to existing' }).click();
      await panel.getByRole('searchbox').fill('Kim');
      await panel.getByRole('button', { name: 'Link Kim Park' }).click();
    };
    await linkKim();
    await panel.getByText('Not moved to Kim Park: This log is locked.').waitFor();
    await heading(panel, 'Mia Stern');
    browser.direct(scene());
    await linkKim();
    await heading(panel, 'Kim Park');
    await browser.asked('callLog.update', ({ contactId }) => contactId === '8');
    await panel.getByText('Not moved to').waitFor({ state: 'detached' });
  }));

test('of several the log goes to another; where logs stay with their contact, nobody else can be chosen', (t) =>
  story(t, {}, async (browser, panel, phone) => {
    await call(panel, phone, '+14155550199');
    await panel.getByRole('radio', { name: /Kim Park/ }).click();
    await heading(panel, 'Kim Park');
    await panel.getByRole('button', { name: 'Log call' }).click();
    await logged(panel);
    browser.direct(scene({ held: ['callLog.update'] }));
    await panel.getByRole('radio', { name: /Ravi Rao/ }).click();
    await panel.locator('.standing', { hasText: 'Moving the log to Ravi Rao…' }).waitFor();
    browser.direct(scene());
    const moved = await browser.asked('callLog.update', ({ contactId }) => contactId === '9');
    assert.deepEqual(moved.additionalSubmission, { deals: 'd1' });
    await heading(panel, 'Ravi Rao');
    await logged(panel);

    browser.direct(scene({ platform: {} }));
    await browser.killWorker(panel);
    await panel.reload();
    await heading(panel, 'Ravi Rao');
    const platforms = () => panel.evaluate(() => chrome.storage.session.get('office'));
    await until(async () => !(await platforms()).office.platforms[0].logsWithoutContact, 'another CRM');
    await panel.getByRole('radio', { name: /Kim Park/, disabled: true }).waitFor();
    assert.equal(await panel.getByRole('button', { name: /^Not / }).count(), 0);
    await call(panel, phone, '+442079460958', 'Mystery Ltd');
    await panel.getByRole('button', { name: 'Create contact' }).waitFor();
    assert.equal(await panel.getByRole('button', { name: 'Log without contact' }).count(), 0);
    assert.equal(await panel.getByLabel('Follow-up').count(), 0);
  }));

test('a follow-up goes out behind its log, once, though the host dies between them and behind them', (t) =>
  story(t, { dieOn: 'task.create' }, async (browser, panel, phone) => {
    await ring(phone, '+14155550132');
    await heading(panel, 'Jane Doe');
    assert.equal(await panel.getByLabel('Follow-up').count(), 0);
    await phone.click('#answer');
    await panel.getByLabel('Follow-up', { exact: true }).check();
    await phone.click('#hangup');
    await panel.getByText(/Will log: “Inbound call from Jane Doe, .*”, and a follow-up tomorrow 9:00\sAM/).waitFor();
    await panel.getByLabel('Note').fill('Send the offer.');
    await panel.getByText('Kept').waitFor();
    await panel.getByRole('button', { name: 'Log call' }).click();
    await logged(panel);
    await panel.locator('.task[data-task=waiting]').waitFor();
    browser.direct(scene({ dieAfter: 'task.create' }));
    const count = () => browser.requests('task.create').length;
    const before = count();
    await until(() => count() > before, 'a follow-up that the host took and then died');
    browser.direct(scene());
    await panel.locator('.task[data-task=existing]', { hasText: /^Follow-up tomorrow 9:00\sAM/ }).waitFor();
    const task = panel.getByRole('link', { name: 'View task' });
    assert.equal(await task.getAttribute('href'), 'https://crm.example.com/task/1');
    const { jwtToken, dueTime, ...said } = browser.requests('task.create').at(-1).params;
    assert.equal(new Date(dueTime).getHours(), 9);
    assert.deepEqual(said, {
      sessionId: browser.requests('callLog.create')[0].params.logInfo.sessionId,
      subject: 'Follow up: Jane Doe',
      note: 'Send the offer.',
      contactId: '7',
      contactType: 'person',
      contactName: 'Jane Doe',
      organizationId: '',
      additionalSubmission: { deals: 'd1' },
    });
    assert.equal(browser.requests('callLog.create').length, 1);
  }));

test('a follow-up at a time of one’s own, undone, refused, and tried again from the inbox', (t) =>
  story(t, { refuseTask: 'Your plan has no tasks.' }, async (browser, panel, phone) => {
    await call(panel, phone, '+14155550132');
    await heading(panel, 'Jane Doe');
    await panel.getByRole('button', { name: 'Log call' }).click();
    await logged(panel);
    const set = (value) =>
      panel.evaluate(
        (wish) => chrome.runtime.sendMessage({ to: 'desk', command: 'set', setting: 'undoSeconds', value: wish }),
        value,
      );
    await set(10);
    await panel.getByLabel('When to follow up').selectOption('monday');
    await panel.getByText('Saving the follow-up with Jane Doe').waitFor();
    assert.equal(await panel.getByLabel('Follow-up', { exact: true }).isChecked(), true);
    await panel.getByRole('button', { name: 'Undo' }).click();
    await panel.getByText('Saving the follow-up').waitFor({ state: 'detached' });
    await panel.getByRole('checkbox', { name: 'Follow-up', checked: false }).waitFor();
    assert.equal(browser.requests('task.create').length, 0);

    await panel.getByLabel('When to follow up').selectOption('picked');
    const time = panel.getByLabel('Date and time of the follow-up');
    await time.fill('2099-03-04T15:30');
    const planned = () => panel.evaluate(() => chrome.storage.local.get('desk'));
    const due = new Date(2099, 2, 4, 15, 30).toISOString();
    await until(async () => JSON.stringify(await planned()).includes(due), 'the time that was picked');
    await set(0);
    await panel.evaluate(() => chrome.runtime.sendMessage({ to: 'desk', command: 'release' }));
    await panel.locator('.task[data-task=failed]', { hasText: 'No follow-up yet: Your plan has no tasks.' }).waitFor();
    assert.equal(browser.requests('task.create').at(-1).params.dueTime, due);
    await panel.getByRole('button', { name: 'Put this card away' }).click();
    await panel.locator('.call').waitFor({ state: 'hidden' });
    await panel.getByRole('tab', { name: 'Inbox, 1 thing needs you' }).click();
    await panel.locator('[data-reason=follow_up] .row').click();
    browser.direct(scene());
    await panel.locator('[data-reason=follow_up]').getByRole('button', { name: 'Try again' }).click();
    await panel.getByText('Nothing needs you').waitFor();
    await browser.asked('task.create', ({ dueTime }) => dueTime === due);
  }));
