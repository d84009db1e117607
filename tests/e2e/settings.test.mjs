// What can be set, by whom, and what it does.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { Browser, extensionId, ring, writeWrapper } from './support/browser.mjs';
import { until } from './support/stage.mjs';

const jane = {
  id: '7',
  name: 'Jane Doe',
  type: 'person',
  additionalInfo: {
    outcome: [
      { const: 'o1', title: 'Connected' },
      { const: 'o2', title: 'Wants a demo' },
    ],
  },
  evidence: { field: 'mobile', value: '(415) 555-0132', strength: 'exact' },
};
const [kim, ravi] = [
  { id: '8', name: 'Kim Park', additionalInfo: {} },
  { id: '9', name: 'Ravi Rao', additionalInfo: {} },
];
const contacts = { '+14155550132': [jane], '+14155550199': [kim, ravi] };
const platform = { relatedRecords: [{ kind: 'outcome', label: 'Call outcome', multiple: false }] };

async function start(t, scenario = {}, settings = { logMode: 'sure' }) {
  const browser = await Browser.start({ settings });
  t.after(() => browser.close());
  browser.installFakeHost({ contacts, platform, ...scenario });
  await browser.open();
  return { browser, ...(await inside(browser)) };
}

/** The pages, once the host is there. */
async function inside(browser) {
  const [panel, phone] = [await browser.panel(), await browser.phone()];
  await panel.locator('.health', { hasText: 'Example CRM' }).waitFor();
  return { panel, phone };
}

/** A call that was answered and is over. */
async function call(phone, number) {
  await ring(phone, number);
  await phone.click('#answer');
  await phone.click('#hangup');
}
const settings = (panel) => panel.locator('[data-focus=settings]').click();
const valuesOf = async (panel) =>
  (await panel.evaluate(() => chrome.storage.session.get('settings'))).settings.values;
const set = async (panel, name, value) => {
  await settings(panel);
  await panel.locator(`#set-${name}`).selectOption(value);
  await until(async () => String((await valuesOf(panel))[name]) === value, `${name} ${value}`);
  await settings(panel);
};

test('a call counts down, waits while one writes, stops, and logs itself though the worker dies', async (t) => {
  const { browser, panel, phone } = await start(t, {}, { logMode: 'sure', wrapUpSeconds: 60 });
  await call(phone, '+14155550132');
  const countdown = panel.locator('.countdown');
  await countdown.getByText(/Logs itself in \d+ s/).waitFor();
  await panel.getByText('Will log: “Inbound call from Jane Doe').waitFor();
  assert.equal(await panel.locator('#said').textContent(), 'The call logs itself soon. You can stop that.');
  const due = () =>
    panel.evaluate(async () => Object.values((await chrome.storage.local.get('countdowns')).countdowns)[0]);
  const before = await due();
  await panel.getByLabel('Note').fill('Wants a quote.');
  await until(async () => (await due()) > before, 'typing begins the seconds again');
  const typed = await due();
  await panel.getByRole('button', { name: '+1 min' }).click();
  await until(async () => (await due()) > typed + 30_000, 'a minute more');
  await panel.bringToFront();
  await panel.locator('body').click({ position: { x: 1, y: 1 } });
  await panel.evaluate(() => document.activeElement.blur());
  await panel.keyboard.press('2');
  await panel.getByRole('radio', { name: 'Wants a demo' }).and(panel.locator(':checked')).waitFor();
  await until(async () => {
    const { desk } = await panel.evaluate(() => chrome.storage.local.get('desk'));
    return Object.values(desk.work)[0].related.outcome?.includes('o2');
  }, 'an outcome that the worker knows');

  await panel.evaluate(async () => {
    const { countdowns } = await chrome.storage.local.get('countdowns');
    for (const key of Object.keys(countdowns)) countdowns[key] = 1;
    await chrome.storage.local.set({ countdowns });
  });
  await browser.killWorker(panel);
  await panel.reload();
  await panel.locator('.standing', { hasText: 'Logged in Example CRM' }).waitFor();
  const [{ params }] = browser.requests('callLog.create');
  assert.deepEqual(
    [params.contactId, params.note, params.additionalSubmission],
    ['7', 'Wants a quote.', { outcome: 'o2' }],
  );

  await call(phone, '+14155550132');
  await panel.getByRole('button', { name: 'Stop' }).click();
  await panel.getByText('Not logged yet: you wanted to do it later.').waitFor();
  assert.equal(await countdown.count(), 0);
  await panel.getByRole('button', { name: 'Don’t log' }).click();
  await panel.getByText('Not logged: you decided so.').waitFor();
  assert.equal(browser.requests('callLog.create').length, 1);
});

test('what is set has its effect at once: when, which calls, whose numbers, which keys', async (t) => {
  const { browser, panel, phone } = await start(t);
  const logged = () => browser.requests('callLog.create').length;
  await set(panel, 'wrapUpSeconds', '0');
  await call(phone, '+14155550132');
  await panel.locator('.standing', { hasText: 'Logged in Example CRM' }).waitFor();
  assert.equal(logged(), 1);

  await set(panel, 'logMode', 'hand');
  await call(phone, '+14155550132');
  await panel.getByText('Not logged yet: you log your calls by hand.').waitFor();

  await set(panel, 'logMode', 'all');
  await call(phone, '+14155550199');
  await panel.getByText('Not logged by itself: several people have this number.').waitFor();
  await panel.getByRole('radio', { name: /Ravi Rao/ }).click();
  await until(() => logged() === 2, 'the call with the person that was picked');
  assert.equal(browser.requests('callLog.create')[1].params.contactId, '9');
  await set(panel, 'several', 'first');
  await call(phone, '+14155550199');
  await until(() => logged() === 3, 'the call with the first of several');
  await set(panel, 'noMatch', 'skip');
  await call(phone, '+442079460958');
  await panel.getByText('Not logged: nobody in the CRM has this number.').waitFor();

  await settings(panel);
  const number = panel.getByLabel('Number not to log');
  await number.fill('everybody');
  await panel.getByRole('button', { name: 'Add', exact: true }).click();
  await panel.getByText('Write the number with its country code').waitFor();
  await number.fill('+1 415*');
  await panel.getByRole('button', { name: 'Add', exact: true }).click();
  await panel.getByText('+1415*').waitFor();
  await settings(panel);
  await call(phone, '+14155550132');
  await panel.getByText('Not logged: the number is on the do-not-log list.').waitFor();
  assert.equal(await panel.getByRole('button', { name: 'Log call' }).isDisabled(), true);
  assert.equal(logged(), 3);

  await panel.bringToFront();
  await panel.keyboard.press('?');
  await panel.getByRole('dialog').getByText('Alt+Shift+L').waitFor();
  await panel.keyboard.press('Escape');
  await panel.getByRole('dialog').waitFor({ state: 'detached' });
  await panel.keyboard.press('n');
  assert.equal(await panel.evaluate(() => document.activeElement.tagName), 'TEXTAREA');
  await panel.keyboard.press('Escape');
  assert.equal(await panel.evaluate(() => document.activeElement.tagName), 'BODY');
  await settings(panel);
  await panel.getByLabel('Single letters and digits act while nobody types').uncheck();
  await until(async () => !(await valuesOf(panel)).singleKeys, 'keys that do nothing');
  await panel.keyboard.press('Escape');
  await panel.getByLabel('Note').waitFor();
  await until(async () => {
    await panel.evaluate(() => document.activeElement.blur());
    await panel.keyboard.press('n');
    return panel.evaluate(() => document.activeElement.tagName !== 'TEXTAREA');
  }, 'a letter that does nothing');
});

test('the caller’s page opens once, behind what one looks at; the browser’s keys log, focus and dial', async (t) => {
  const browser = await Browser.start();
  t.after(() => browser.close());
  const url = `${browser.phoneServer.url}softphone.js?person=7`; // any page will do
  browser.installFakeHost({ contacts: { '+14155550132': [{ ...jane, url }] } });
  await browser.open();
  const { panel, phone } = await inside(browser);
  const press = (name) =>
    browser.context.serviceWorkers()[0].evaluate(async (asked) => {
      const [tab] = await chrome.tabs.query({ active: true });
      chrome.commands.onCommand.dispatch(asked, tab);
    }, name);
  const commands = await panel.evaluate(() => chrome.commands.getAll());
  const keys = commands.map(({ name, shortcut }) => `${name} ${shortcut}`).sort();
  assert.deepEqual(keys, [
    '_execute_action Alt+Shift+O',
    'dial-selection Alt+Shift+D',
    'focus-note Alt+Shift+M',
    'log-last Alt+Shift+L',
  ]);
  const popped = browser.context.waitForEvent('page');
  await ring(phone, '+14155550132');
  await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  assert.equal(browser.context.pages().length, 3);
  await phone.click('#answer');
  const page = await popped;
  await page.waitForURL(url);
  const tab = () =>
    panel.evaluate(async () => {
      const [id] = Object.values((await chrome.storage.session.get('popTabs')).popTabs ?? {});
      return id && chrome.tabs.get(id);
    });
  assert.equal((await until(tab, 'the tab that was opened')).active, false);
  await phone.click('#hangup');
  await panel.getByText('Call ended').waitFor();

  await press('focus-note');
  await panel.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
  await panel.keyboard.type('By key.');
  const kept = async () => Object.values(await panel.evaluate(() => chrome.storage.local.get(null)));
  await until(async () => (await kept()).includes('By key.'), 'a note that is kept');
  await press('log-last');
  await panel.locator('.standing', { hasText: 'Logged in Example CRM' }).waitFor();
  assert.equal(browser.requests('callLog.create')[0].params.note, 'By key.');
  await press('log-last');
  await panel.getByText('There is no call to log, or it is not known with whom.').waitFor();

  const again = page.waitForEvent('load');
  await ring(phone, '+14155550132');
  await phone.click('#answer');
  await again;
  assert.equal(browser.context.pages().filter((one) => one.url() === url).length, 1);
});

test('what the organisation set by the host’s policy is locked, and said to be', async (t) => {
  const policy = { extension: { logMode: 'hand', hideDetails: true, doNotLog: ['+4930*'], colour: 'red' } };
  const { panel } = await start(t, { policy });
  await settings(panel);
  const mode = panel.getByLabel('Which calls are logged by themselves');
  await panel.locator('.setting', { has: mode }).getByText('Set by your organisation').waitFor();
  assert.deepEqual([await mode.isDisabled(), await mode.inputValue()], [true, 'hand']);
  assert.equal(await panel.getByLabel('Notifications name nobody').isDisabled(), true);
  assert.equal(await panel.getByLabel('Number not to log').count(), 0);
  assert.equal(await panel.getByText('Set by your organisation').count(), 3);
  assert.equal(await panel.locator('#set-screenPop').isEnabled(), true);
  const known = await panel.evaluate(() => chrome.storage.session.get('settings'));
  assert.deepEqual(known.settings.problems, ['policy.colour']);
});

const noNamespace = () => {
  const { status } = spawnSync('unshare', ['-rm', 'mount', '--bind', '/tmp', '/etc/chromium']);
  return status === 0 ? false : 'a policy of the browser needs a mount of our own over /etc/chromium';
};
const skip = noNamespace();
test('what the organisation set by the browser’s policy is locked, and follows it', { skip }, async (t) => {
  const browser = await Browser.start();
  t.after(() => browser.close());
  browser.installFakeHost({ contacts, policy: { extension: { logMode: 'all' } } });
  const etc = join(browser.folder, 'etc');
  mkdirSync(join(etc, 'policies/managed'), { recursive: true });
  const order = (keys) => {
    const policy = { '3rdparty': { extensions: { [extensionId]: keys } } };
    writeFileSync(join(etc, 'policies/managed/patchbay.json'), JSON.stringify(policy));
  };
  order({ logMode: 'hand', screenPop: 'sideways' });
  const wrapper = join(browser.folder, 'chromium');
  const program = process.env.PATCHBAY_CHROMIUM ?? '/usr/bin/chromium';
  const inside = 'mount --bind "$0" /etc/chromium && program="$1" && shift && exec "$program" "$@"';
  writeWrapper(wrapper, ['unshare', '-rm', 'sh', '-c', inside, etc, program]);
  process.env.PATCHBAY_CHROMIUM = wrapper;
  t.after(() => {
    process.env.PATCHBAY_CHROMIUM = program;
  });
  await browser.open();
  const panel = await browser.panel();
  await settings(panel);
  const mode = panel.locator('#set-logMode');
  const shows = (value) =>
    panel.waitForFunction((wanted) => document.querySelector('#set-logMode').value === wanted, value);
  await shows('hand'); // the browser tells its policy some seconds after its start, the host its own at once
  await panel.locator('.setting', { has: mode }).getByText('Set by your organisation').waitFor();
  assert.equal(await panel.locator('#set-screenPop').isEnabled(), true);
  order({});
  await shows('all');
  await panel.locator('.setting', { has: mode }).getByText('Set by your organisation').waitFor();
});
