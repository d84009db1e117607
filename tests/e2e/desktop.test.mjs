// With real keys and a real mouse, in a Chromium that has a screen: what a browser allows only to a person.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser, ring } from './support/browser.mjs';
import { startDesktop, whyNoDesktop } from './support/desktop.mjs';
import { patience, until } from './support/stage.mjs';

const exact = { field: 'mobile', value: '(415) 555-0132', strength: 'exact' };
const jane = { id: '7', name: 'Jane Doe', type: 'person', additionalInfo: {}, evidence: exact };
const scenario = {
  contacts: { '+14155550132': [jane] },
  policy: { extension: { undoSeconds: 0, logMode: 'hand' } },
};
const skip = whyNoDesktop();

/** As a person does it: once more where nothing comes of it, for the window may not have had the focus yet. */
async function again(act, look, what) {
  for (const end = Date.now() + patience; Date.now() < end; ) {
    await act();
    const soon = Date.now() + 3000;
    while (Date.now() < soon) {
      if (await look()) return;
      await new Promise((next) => setTimeout(next, 20));
    }
  }
  assert.fail(`tried in vain: ${what}`);
}

test('keys open the panel, log and dial, and a notification is clicked, all by hand', { skip }, async (t) => {
  const desktop = await startDesktop(t);
  if (!desktop) return;
  const { press, type, clickNotification } = desktop;
  const browser = await Browser.start({ headless: false });
  t.after(() => browser.close());
  browser.installFakeHost(scenario);
  await browser.open();
  const [worker] = browser.context.serviceWorkers();
  const local = () => worker.evaluate(() => chrome.storage.local.get(null));
  const panels = () =>
    worker.evaluate(async () => (await chrome.runtime.getContexts({ contextTypes: ['SIDE_PANEL'] })).length);
  const known = async () => Object.values((await local()).desk?.work ?? {}).every((work) => work.chosen);
  await until(
    () => worker.evaluate(async () => (await chrome.storage.session.get('office')).office?.connections.length),
    'the CRM',
  );

  const [phone] = browser.context.pages();
  await phone.goto(browser.phoneServer.url);
  await ring(phone, '+14155550132');
  await until(async () => (await local()).desk?.calls.length === 1 && known(), 'a caller with a name');
  await again(clickNotification, panels, 'the panel after a click on the notification');
  const notices = () => worker.evaluate(async () => Object.keys(await chrome.notifications.getAll()).length);
  await until(async () => !(await notices()), 'no notification');
  await phone.bringToFront();
  await again(() => press('alt+shift+o'), async () => !(await panels()), 'a panel that its key shut');
  await again(() => press('alt+shift+o'), panels, 'a panel that its key opened');

  const note = async () => Object.entries(await local()).find(([name]) => name.startsWith('note:'))?.[1];
  const write = () => {
    press('alt+shift+m');
    type('.');
  };
  await again(write, note, 'the focus in the note');
  type('By hand');
  await until(async () => (await note()).endsWith('By hand'), 'a note');
  const logs = () => browser.requests('callLog.create');
  await again(() => press('alt+shift+l'), () => logs().length, 'a log');
  assert.match(logs()[0].params.note, /By hand$/);
  await phone.click('#answer');
  await phone.click('#hangup');

  await phone.evaluate(() => {
    addEventListener('message', ({ data }) => {
      if (data.type === 'softphone.command/1') document.title = `${data.command.type} ${data.command.number}`;
    });
    document.querySelector('h1').textContent = '+1 (415) 555-0199';
    getSelection().selectAllChildren(document.querySelector('h1'));
    document.body.focus();
  });
  await phone.bringToFront();
  const dialled = () => phone.evaluate(() => document.title === 'dial +14155550199');
  await again(() => press('alt+shift+d'), dialled, 'a phone that dials');
});
