// What Firefox does its own way: the question for a site, the sidebar and its keys, notifications, what an
// organisation sets, other languages.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { extensionIds, until, writeWrapper } from './support/stage.mjs';
import { Firefox, program, whyNoFirefox } from './support/firefox.mjs';
import { httpsSite } from './support/https_site.mjs';

const skip = whyNoFirefox();
const distribution = existsSync(program) ? join(dirname(realpathSync(program)), 'distribution') : '';
const noMount = () =>
  spawnSync('unshare', ['-rm', 'mount', '--bind', '/tmp', distribution]).status === 0
    ? false
    : 'a policy of the browser needs a mount of our own over a folder of Firefox';
const [addonId] = extensionIds.firefox;
const jane = { id: '7', name: 'Jane Doe', type: 'person', additionalInfo: {} };
const contacts = { '+14155550132': [jane] };

async function open(t, prepare = () => {}, script = undefined) {
  const firefox = await Firefox.start();
  t.after(() => firefox.close());
  firefox.installFakeHost({ contacts });
  await prepare(firefox);
  await firefox.open(script);
  const panel = await firefox.panel();
  await panel.see('//*[contains(@class, "health")][contains(., "Example CRM")]');
  return { firefox, panel };
}

/** Says yes to what the browser asks, until it holds. */
const agree = (firefox, panel, origins) =>
  until(async () => {
    await firefox.inBrowser(`
      const asked = document.querySelector('#addon-webext-permissions-notification');
      asked?.querySelector('.popup-notification-primary-button')?.click();`);
    return panel.run('return browser.permissions.contains({ origins: arguments[0] })', origins);
  }, `a permission for ${origins}`);

test('in Firefox, a site that was let in is heard, and so is a phone in a page’s frame', { skip }, async (t) => {
  const host = 'phone.example.com';
  const { firefox, panel } = await open(t, async (browser) => {
    const site = await httpsSite(browser.folder, host, browser.phoneServer.port);
    t.after(site.close);
    browser.wish.preferences = {
      'network.proxy.type': 1,
      'network.proxy.ssl': '127.0.0.1',
      'network.proxy.ssl_port': site.port,
      'security.notification_enable_delay': 0,
    };
  });
  const phone = await firefox.page(`https://${host}/`);
  await panel.show();
  await panel.click('//label[contains(., "Another web phone")]');
  await panel.type('//*[@data-focus="setup-origin"]', `https://${host}/`);
  await panel.click('//*[@data-focus="setup-allow"]');
  await agree(firefox, panel, [`https://${host}/*`]);
  // The page was open before: it need not be loaded again, and is heard once our script is in it.
  await until(async () => {
    await phone.run(`
      const call = { session: 's1', direction: 'inbound', from: { number: '+14155550132' } };
      const event = { v: 1, type: 'call.ringing', source: { provider: 'demo' }, call };
      window.postMessage({ type: 'softphone.event/1', event }, location.origin);`);
    return panel.run(`return document.body.textContent.includes('Jane Doe')`);
  }, 'a call from the page that was let in');
  await panel.seeText(`Reported by ${host}`);

  const page = await firefox.page(`${firefox.phoneServer.url}crm`);
  const call = {
    sessionId: '214705503020',
    telephonySessionId: 's-a1b2',
    direction: 'Inbound',
    telephonyStatus: 'Ringing',
    from: { phoneNumber: '+442079460958' },
    to: { phoneNumber: '+14155550100' },
    startTime: Date.now(),
  };
  const frameIsThere = () => page.runInFrame('return Boolean(window.widget?.service)').catch(() => false);
  await until(frameIsThere, 'the phone in the frame');
  await page.runInFrame('window.widget.notify(arguments[0])', { type: 'rc-active-call-notify', call });
  await panel.seeText('Nobody in Example CRM has this number.');
  await page.click('//a[.="Jane"]');
  const dialled = `return document.querySelector('#dialed').textContent`;
  await until(async () => (await page.runInFrame(dialled)) === 'calls +14155550132', 'a phone that dials');
});

test('in Firefox, keys open the sidebar, and a notification leads to the panel', { skip }, async (t) => {
  const { firefox, panel } = await open(t);
  const phone = await firefox.phone();
  const sidebar = () => firefox.inBrowser('return window.SidebarController.isOpen');
  const alertWith = (then) =>
    firefox.inBrowser(`
      const alert = Services.wm.getMostRecentWindow('alert:alert');
      const words = alert?.document.getElementById('alertTitleLabel')?.value;
      if (words !== 'Jane Doe') return false;
      ${then}
      return true;`);
  assert.equal(await sidebar(), false);
  await firefox.press('O');
  await until(sidebar, 'a sidebar after its key');
  await firefox.press('O');
  await until(async () => !(await sidebar()), 'a sidebar that its key shut');
  await firefox.press('M');
  await until(sidebar, 'a sidebar after the key of the note');
  await firefox.press('O');
  await until(async () => !(await sidebar()), 'a sidebar that its key shut');

  await panel.go('about:blank');
  await phone.run(`document.querySelector('#ring').click()`);
  await until(() => alertWith('alert.onAlertClick();'), 'a notification that names the caller');
  const panels = () =>
    firefox.inBrowser(`return [...Services.wm.getEnumerator('navigator:browser')]
      .filter((one) => one.gBrowser.currentURI.spec.endsWith('src/panel/index.html')).length`);
  await until(async () => (await panels()) === 1, 'the panel in a window of its own');
});

/** The browser in German without its German package: it says that it has one. */
const german = `
  Services.locale.availableLocales = ['de', 'en-US'];
  Services.locale.requestedLocales = ['de'];`;
const managed = [
  {
    by: 'a manifest of the managed storage',
    skip,
    set(firefox, data) {
      const folder = join(firefox.folder, '.mozilla/managed-storage');
      mkdirSync(folder, { recursive: true });
      const manifest = { name: addonId, description: 'Set by the organisation', type: 'storage', data };
      writeFileSync(join(folder, `${addonId}.json`), JSON.stringify(manifest));
    },
  },
  {
    by: 'the browser’s policies',
    skip: skip || noMount(),
    set(firefox, data) {
      const folder = join(firefox.folder, 'distribution');
      mkdirSync(folder);
      const policies = { '3rdparty': { Extensions: { [addonId]: data } } };
      writeFileSync(join(folder, 'policies.json'), JSON.stringify({ policies }));
      const inside = 'mount --bind "$0" "$1" && shift && exec "$@"';
      firefox.wish.program = join(firefox.folder, 'firefox');
      const command = ['unshare', '-rm', 'sh', '-c', inside, folder, distribution, program];
      writeWrapper(firefox.wish.program, command);
    },
  },
];
for (const { by, skip: why, set } of managed)
  test(`in a German Firefox, what ${by} set is locked, and said to be`, { skip: why }, async (t) => {
    const said = { logMode: 'hand', screenPop: 'sideways' };
    const { panel } = await open(t, (firefox) => set(firefox, said), german);
    await panel.click('//*[@data-focus="settings"]');
    const setting = '//*[@class="setting"][.//*[@id="set-logMode"]]';
    await panel.see(`${setting}//*[contains(., "Von Ihrer Organisation festgelegt")]`);
    const mode = await panel.run(`
      const { disabled, value } = document.querySelector('#set-logMode');
      return { disabled, value, free: !document.querySelector('#set-screenPop').disabled };`);
    assert.deepEqual(mode, { disabled: true, value: 'hand', free: true });
  });
