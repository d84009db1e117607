// A note is never lost: whoever closes what, in however many windows it is written, whatever the browser keeps.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser, ring } from './support/browser.mjs';
import { until } from './support/stage.mjs';

const jane = { id: '7', name: 'Jane Doe', type: 'person', additionalInfo: {} };
const contacts = { '+14155550132': [jane] };

/** Jane calls, and the panel shows it. */
async function call(t, scenario = {}) {
  const browser = await Browser.start();
  t.after(() => browser.close());
  browser.installFakeHost({ contacts, ...scenario });
  await browser.open();
  const [panel, phone] = [await browser.panel(), await browser.phone()];
  await ring(phone, '+14155550132');
  await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  return { browser, panel, phone };
}
const area = (panel) => panel.locator('.call textarea');
/** What is kept, by what shows every panel. @param {import('playwright-core').Page} page of the extension */
const kept = (page) =>
  page.evaluate(async () => {
    const all = await chrome.storage.local.get(null);
    return Object.entries(all).find(([name]) => name.startsWith('note:'))?.[1];
  });

test('a panel that is closed with the last key, and one that is written in before it read, lose no letter', async (t) => {
  const { browser, panel } = await call(t);
  const witness = await browser.panel();
  await area(panel).pressSequentially('Typed and');
  const goes = panel.waitForEvent('close');
  const last = area(panel).evaluate((field) => {
    field.setRangeText(' gone', field.value.length, field.value.length, 'end');
    field.dispatchEvent(new InputEvent('input'));
    window.close();
  });
  await Promise.all([goes, last.catch(() => {})]); // a page that is gone answers no more
  await until(async () => (await kept(witness)) === 'Typed and gone', 'the last word');
  await area(witness).and(witness.locator('textarea')).waitFor();
  assert.equal(await area(witness).inputValue(), 'Typed and gone');

  const slow = await browser.context.newPage();
  await slow.addInitScript(() => {
    const { local } = chrome.storage;
    const get = local.get.bind(local);
    const read = new Promise((done) => (globalThis.letRead = done));
    local.get = async (names) => {
      const found = await get(names);
      if (String(names).startsWith('note:')) await read;
      return found;
    };
  });
  await slow.goto(witness.url());
  await area(slow).pressSequentially('Written at once');
  await slow.evaluate(() => globalThis.letRead());
  await slow.waitForFunction(() => document.querySelector('textarea').value.includes('Typed and gone'));
  const both = 'Typed and gone\nWritten at once';
  assert.equal(await area(slow).inputValue(), both);
  await until(async () => (await kept(witness)) === both, 'both');
});

test('what is written in turn in two windows stands there in both, and what is deleted in one is gone', async (t) => {
  const { browser, panel } = await call(t);
  const other = await browser.panel();
  const shows = (page, text) =>
    page.waitForFunction((wish) => document.querySelector('.call textarea').value === wish, text);
  await area(panel).pressSequentially('One');
  await shows(other, 'One');
  await area(other).press('End');
  await area(other).pressSequentially(' two');
  await shows(panel, 'One two');
  await area(panel).press('End');
  await area(panel).pressSequentially(' three');
  await shows(other, 'One two three');
  await other.evaluate(() => {
    const real = Date.now;
    Date.now = () => real() + 5000; // nobody has typed here for a while
  });
  await area(panel).fill('Two');
  await shows(other, 'Two');
  assert.equal(await kept(panel), 'Two');
});

test('a browser that keeps no more says so beside the note, which is kept as soon as there is room', async (t) => {
  const { browser, panel } = await call(t);
  await area(panel).pressSequentially('Kept.');
  await until(async () => (await kept(panel)) === 'Kept.', 'the beginning');
  await panel.evaluate(async () => {
    const { local } = chrome.storage;
    for (let room = 8_000_000; room >= 1; room = Math.floor(room / 2))
      for (let fits = true; fits; )
        fits = await local.set({ [`filler ${Math.random()}`]: 'x'.repeat(room) }).then(
          () => true,
          () => false,
        );
  });
  const long = 'Much was said. '.repeat(7000); // more than what the worker may free by writing less
  await area(panel).fill(long);
  const alert = panel.locator('.call .note [role=alert]');
  await alert.getByText('Not kept').waitFor();
  assert.equal(await area(panel).inputValue(), long);
  assert.equal(await panel.getByText('Kept', { exact: true }).count(), 0);
  await panel.evaluate(async () => {
    const names = Object.keys(await chrome.storage.local.get(null)).filter((name) => name.startsWith('filler'));
    await chrome.storage.local.remove(names);
  });
  await alert.getByText('Not kept').waitFor({ state: 'detached' });
  await until(async () => (await kept(panel)) === long, 'all of it');
  await browser.killWorker(panel);
  await panel.reload();
  await panel.waitForFunction((wish) => document.querySelector('textarea')?.value === wish, long);
});

test('a note that went on after the log is asked about once it is left, and sent', async (t) => {
  const { browser, panel, phone } = await call(t);
  await phone.click('#answer');
  await phone.click('#hangup');
  await area(panel).fill('First.');
  await panel.getByText('Kept', { exact: true }).waitFor();
  await panel.getByRole('button', { name: 'Log call' }).click();
  await panel.locator('.standing[data-log=logged]').waitFor();
  await area(panel).fill('First. Second.');
  await panel.getByRole('button', { name: 'Update the note' }).waitFor();
  assert.equal(await panel.getByRole('tab', { name: /Inbox, / }).count(), 0, 'somebody is at work on it');
  await browser.killWorker(panel);
  await panel.getByRole('button', { name: 'Put this card away' }).click();
  await panel.getByRole('tab', { name: 'Inbox, 1 thing needs you' }).click();
  const row = panel.locator('[data-reason=unsent]');
  await row.getByText('Note not sent').waitFor();
  await row.locator('.row').click();
  assert.equal(await row.getByLabel('Note').inputValue(), 'First. Second.');
  await row.getByRole('button', { name: 'Update the note' }).click();
  await browser.asked('callLog.update', ({ note }) => note === 'First. Second.');
  await panel.getByText('Nothing needs you').waitFor();
});
