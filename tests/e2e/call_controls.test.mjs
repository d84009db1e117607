// Answering and declining on a phone that does what it is told, or nothing, or is gone; by mouse and by key.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser } from './support/browser.mjs';

const both = ['answer', 'decline'];

/** A panel, and two pages of one phone that write down what they are told. */
async function story(t) {
  const browser = await Browser.start();
  t.after(() => browser.close());
  browser.installFakeHost({ contacts: {} });
  await browser.open();
  const panel = await browser.panel();
  await panel.locator('.health.good').waitFor();
  const pages = [await browser.phone(), await browser.phone()];
  for (const page of pages)
    await page.evaluate(() => {
      window.told = [];
      addEventListener('message', ({ data }) => {
        const { type, session } = data.type === 'softphone.command/1' ? data.command : {};
        if (type) window.told.push(`${type} ${session}`);
      });
    });
  return { browser, panel, pages };
}

const say = (page, type, call) =>
  page.evaluate((event) => window.postMessage({ type: 'softphone.event/1', event }, location.origin), {
    type: `call.${type}`,
    at: new Date().toISOString(),
    source: { provider: 'demo' },
    call: { direction: 'inbound', from: { number: '+442079460958' }, ...call },
  });
const toldTo = (page) => page.evaluate(() => window.told);
/** How many buttons wait, from now on: runs in the panel. */
function watchControls() {
  const waiting = () => document.querySelectorAll('.controls [aria-disabled]').length;
  window.seen = [waiting()];
  const look = () => window.seen.at(-1) === waiting() || window.seen.push(waiting());
  const how = { childList: true, subtree: true };
  new MutationObserver(look).observe(document.querySelector('.controls'), how);
}
const isTold = (page, what) => page.waitForFunction((wanted) => window.told.at(-1) === wanted, what);

test('a phone that does nothing may be told again, also after the worker was killed', async (t) => {
  const { browser, panel, pages } = await story(t);
  const answer = panel.locator('.controls .answer');
  await say(pages[0], 'ringing', { session: 's1', controls: both });
  await say(pages[1], 'ringing', { session: 's0' });
  await panel.bringToFront();
  await panel.locator('.strip').waitFor();
  await panel.locator('.strip').click();
  await answer.waitFor();
  await panel.evaluate(watchControls);
  await answer.click();
  await isTold(pages[0], 'answer s1');
  await panel.waitForFunction(() => window.seen.join() === '0,2,0');
  await browser.killWorker(panel);
  await panel.locator('.call').getByLabel('Note').pressSequentially('add a');
  assert.deepEqual(await toldTo(pages[0]), ['answer s1']);
  await panel.keyboard.press('Escape');
  await panel.keyboard.press('d');
  await isTold(pages[0], 'decline s1');
  assert.deepEqual(await toldTo(pages[1]), []);
  await say(pages[0], 'answered', { session: 's1' });
  await panel.locator('.call[data-phase=answered]').waitFor();
  assert.equal(await answer.count(), 0);
});

test('keys are the person’s to switch off, and a page that was closed is not waited for', async (t) => {
  const { panel, pages } = await story(t);
  const singleKeys = { to: 'desk', command: 'set', setting: 'singleKeys' };
  const set = (value) =>
    panel.evaluate((said) => chrome.runtime.sendMessage(said), { ...singleKeys, value });
  await say(pages[0], 'ringing', { session: 's2', controls: ['answer'] });
  await panel.bringToFront();
  const answer = panel.getByRole('button', { name: 'Answer' });
  await panel.locator('.controls kbd').waitFor();
  assert.equal(await panel.locator('.controls button').count(), 1);
  await set(false);
  await panel.locator('.controls kbd').waitFor({ state: 'detached' });
  await panel.keyboard.press('a');
  await set(true);
  await panel.locator('.controls kbd').waitFor();
  assert.deepEqual(await toldTo(pages[0]), []);
  await panel.evaluate(watchControls);
  await panel.keyboard.press('a');
  await isTold(pages[0], 'answer s2');
  await pages[0].close();
  await panel.waitForFunction(() => window.seen.join() === '0,1,0');
  await answer.click();
  await panel.getByText('The phone’s page is closed.').waitFor();
  await answer.waitFor({ state: 'detached' });
});
