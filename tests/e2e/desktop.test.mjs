// With real keys and a real mouse, in a Chromium that has a screen: what a browser allows only to a person.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser, ring } from './support/browser.mjs';
import { startDesktop, whyNoDesktop } from './support/desktop.mjs';
import { until } from './support/stage.mjs';

const exact = { field: 'mobile', value: '(415) 555-0132', strength: 'exact' };
const jane = { id: '7', name: 'Jane Doe', type: 'person', additionalInfo: {}, evidence: exact };
const scenario = {
  contacts: { '+14155550132': [jane] },
  policy: { extension: { undoSeconds: 0, logMode: 'hand' } },
};
const skip = whyNoDesktop();

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
  await until(clickNotification, 'a notification');
  await until(panels, 'the panel after a click on the notification');
  const notices = () => worker.evaluate(async () => Object.keys(await chrome.notifications.getAll()).length);
  await until(async () => !(await notices()), 'no notification');
  await phone.bringToFront();
  press('alt+shift+o');
  await until(async () => !(await panels()), 'a panel that its key shut');
  press('alt+shift+o');
  await until(panels, 'a panel that its key opened');

  press('alt+shift+m');
  const note = async () => Object.entries(await local()).find(([name]) => name.startsWith('note:'))?.[1];
  await until(() => {
    type('.');
    return note();
  }, 'the focus in the note');
  type('By hand');
  await until(async () => (await note()).endsWith('By hand'), 'a note');
  press('alt+shift+l');
  assert.match((await browser.asked('callLog.create', () => true)).note, /By hand$/);
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
  press('alt+shift+d');
  await phone.waitForFunction(() => document.title === 'dial +14155550199');
});
