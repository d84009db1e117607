import assert from 'node:assert/strict';
import test from 'node:test';
import { Firefox, whyNoFirefox } from './support/firefox.mjs';
import { until } from './support/stage.mjs';
import { installRealHost, startSandbox, whyNotBuilt } from './support/sandbox.mjs';

const skip = whyNoFirefox();

async function open(t, prepare) {
  const firefox = await Firefox.start();
  t.after(() => firefox.close());
  await prepare(firefox);
  return firefox.open();
}

async function ring(phone, number) {
  await phone.type('//*[@id="number"]', number);
  await phone.click('//*[@id="ring"]');
}

const real = skip || whyNotBuilt();
test('in Firefox, with the real host: connected, signed in, matched, logged, with a follow-up', { skip: real }, async (t) => {
  const firefox = await open(t, async (browser) => {
    const crm = await startSandbox(browser.folder);
    t.after(() => crm.stop());
    installRealHost(browser, crm.url);
  });
  const panel = await firefox.panel();
  await panel.seeText('Connect your CRM');
  const chooser = '//button[normalize-space(.)="Sandbox CRM"]';
  await panel.see(`${chooser} | //input[@type="password"]`);
  if (await panel.run(`return !document.querySelector('input[type=password]')`)) await panel.click(chooser);
  await panel.type('//input[@type="password"]', 'sandbox');
  await panel.click('//button[contains(., "Connect with a key")]');
  await panel.see('//*[contains(@class, "health")][contains(., "Sandbox CRM")]');

  const phone = await firefox.phone();
  await ring(phone, '+14155550132');
  await panel.see('//h1[contains(., "Maya Okafor")] | //h2[contains(., "Maya Okafor")]');
  await phone.click('//*[@id="answer"]');
  await panel.seeText('On call');
  await panel.type('//textarea', 'Wants the cider press before April.');
  await panel.click('//input[@data-focus="follow-up"]');
  await phone.click('//*[@id="hangup"]');
  await panel.seeText('and a follow-up tomorrow');
  await panel.seeText('Call ended');
  await panel.click('//button[contains(., "Log call")]');
  await panel.seeText('Logged in Sandbox CRM');
  await panel.see('//a[contains(., "View record")]');
  const record = await panel.run(`return document.querySelector('a[data-focus=record]').href`);
  const page = await firefox.page(record);
  await page.seeText('Wants the cider press before April.');

  await panel.see('//a[contains(., "View task")]');
  await page.go(await panel.run(`return document.querySelector('a[data-focus=task]').href`));
  await page.seeText('Follow up: Maya Okafor');
  await page.seeText('Wants the cider press before April.');
});

test(
  'in Firefox, without the companion app: it says so, and finds it once it is there',
  { skip },
  async (t) => {
    const firefox = await open(t, () => {});
    const panel = await firefox.panel();
    await panel.seeText('Companion app isn’t installed');
    await panel.seeText('~/.mozilla/native-messaging-hosts/io.patchbay.host.json');
    const phone = await firefox.phone();
    await ring(phone, '+14155550132');
    await panel.seeText('+1 415 555 0132');
    const jane = { id: '7', name: 'Jane Doe', type: 'person', additionalInfo: {} };
    firefox.installFakeHost({ contacts: { '+14155550132': [jane] } });
    await panel.seeText('Jane Doe');

    await phone.run(`addEventListener('message', ({ data }) => {
    if (data.type === 'softphone.command/1') document.title = data.command.type + ' ' + data.command.number;
  })`);
    const page = await firefox.page(`${firefox.phoneServer.url}crm?phone=/nothing`);
    await page.click('//a[.="Jane"]');
    await until(() => phone.run(`return document.title === 'dial +14155550132'`), 'a phone that dials');
    assert.deepEqual(firefox.requests('contact.find')[0].params, { phoneNumber: '+14155550132' });

    const diagnostics = await firefox.diagnostics();
    await diagnostics.see('//*[@id="messages"]//td[.="contact.find"]');
    await diagnostics.see('//*[@id="calls"]//td[.="demo"]');
    await diagnostics.see('//*[@id="versions"]//dd[contains(., "protocol 1.0")]');
  },
);
