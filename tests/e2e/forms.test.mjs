import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser, ring } from './support/browser.mjs';
import { installRealHost, startSandbox, whyNotBuilt } from './support/sandbox.mjs';
import { until } from './support/stage.mjs';

// A CRM that asks for all that a platform can ask for.
const platform = {
  name: 'Example CRM',
  signIn: [
    { kind: 'oauth', available: true, fields: [] },
    {
      kind: 'apiKey',
      available: true,
      fields: [
        { id: 'apiKey', label: 'API key', help: 'Any word but “wrong”.', secret: true, required: true },
        { id: 'email', label: 'Your e-mail address', secret: false, required: false },
      ],
    },
  ],
  regions: [
    { id: 'main', name: 'Production', needsHostname: false },
    { id: 'own', name: 'An address of your own', needsHostname: true },
  ],
  hostname: { label: 'Your address', help: 'For example acme.crm.example.com' },
  contactTypes: [
    { id: 'person', name: 'Person', fields: [] },
    {
      id: 'lead',
      name: 'Lead',
      fields: [
        { id: 'company', label: 'Company', required: true },
        { id: 'source', label: 'Source', required: false },
      ],
    },
  ],
  relatedRecords: [
    { kind: 'matters', label: 'Matter', multiple: false },
    { kind: 'campaigns', label: 'Campaigns', multiple: true },
    { kind: 'outcome', label: 'Call outcome', multiple: false },
  ],
  operations: ['contact.find', 'contact.create', 'callLog.create', 'callLog.update', 'callDisposition.set'],
};
const jane = {
  id: '7',
  name: 'Jane Doe',
  type: 'person',
  additionalInfo: {
    matters: [
      { const: 'm1', title: 'Lease', description: 'Open' },
      { const: 'm2', title: 'Merger', description: 'Pending' },
    ],
    campaigns: [
      { const: 'c1', title: 'Spring' },
      { const: 'c2', title: 'Autumn' },
    ],
    outcome: [
      { const: 'o1', title: 'Connected' },
      { const: 'o2', title: 'Wants a demo' },
    ],
  },
  evidence: { field: 'mobile', value: '(415) 555-0132', strength: 'exact' },
};

/** Runs a story in a fresh browser. */
async function story(t, scenario, tell) {
  const browser = await Browser.start();
  t.after(() => browser.close());
  browser.installFakeHost({ platform, contacts: { '+14155550132': [jane] }, ...scenario });
  await browser.open();
  await tell(browser, await browser.panel(), scenario.signedIn === false ? null : await browser.phone());
}

test('signing in asks for a host name where the region needs one, and for nothing else', (t) =>
  story(t, { signedIn: false }, async (browser, panel) => {
    await panel.getByRole('heading', { name: 'Connect your CRM' }).waitFor();
    const host = panel.getByLabel('Your address');
    assert.equal(await host.count(), 0);
    await panel.getByLabel('Region').selectOption('own');
    await panel.getByText('For example acme.crm.example.com').waitFor();
    assert.equal(await panel.getByLabel('Region').inputValue(), 'own');
    await panel.getByLabel('API key').fill('s3same');
    await panel.getByRole('button', { name: 'Connect with a key' }).click();
    assert.equal(await host.evaluate((input) => input.matches(':invalid:focus')), true);
    assert.deepEqual(browser.requests('connection.authorize'), []);
    await host.fill('acme.crm.example.com');
    await panel.getByLabel('Your e-mail address (optional)').fill('jo@example.com');
    await panel.getByRole('button', { name: 'Connect with a key' }).click();
    await panel.locator('.health.good').waitFor();
    const [{ params }] = browser.requests('connection.authorize');
    assert.deepEqual(params, {
      platform: 'crm',
      kind: 'apiKey',
      region: 'own',
      hostname: 'acme.crm.example.com',
      apiKey: 's3same',
      email: 'jo@example.com',
    });
  }));

test('the first region is the one that is signed in to when nobody picks', (t) =>
  story(t, { signedIn: false }, async (browser, panel) => {
    await panel.getByLabel('API key').fill('s3same');
    await panel.getByRole('button', { name: 'Connect with a key' }).click();
    await panel.locator('.health.good').waitFor();
    const [{ params }] = browser.requests('connection.authorize');
    assert.deepEqual(params, { platform: 'crm', kind: 'apiKey', region: 'main', apiKey: 's3same' });
  }));

test('a new contact takes the fields of its type, and what was typed survives another type', (t) =>
  story(t, {}, async (browser, panel, phone) => {
    await ring(phone, '+14155550111', 'Nora Field');
    await panel.getByText('Nobody in Example CRM has this number.').waitFor();
    assert.equal(await panel.getByLabel('Company').count(), 0);
    await panel.getByLabel('Type', { exact: true }).selectOption('lead');
    await panel.getByLabel('Company').fill('Field & Sons');
    await panel.getByLabel('Type', { exact: true }).selectOption('person');
    await panel.getByLabel('Type', { exact: true }).selectOption('lead');
    assert.equal(await panel.getByLabel('Company').inputValue(), 'Field & Sons');
    await panel.getByLabel('Company').fill('');
    await panel.getByRole('button', { name: 'Create contact' }).click();
    assert.equal(await panel.getByLabel('Company').evaluate((input) => input.matches(':invalid')), true);
    assert.deepEqual(browser.requests('contact.create'), []);
    await panel.getByLabel('Company').fill('Field & Daughters');
    await panel.getByRole('button', { name: 'Create contact' }).click();
    await panel.locator('[data-caller=known]', { hasText: 'Nora Field' }).waitFor();
    const [{ params }] = browser.requests('contact.create');
    assert.equal(params.newContactType, 'lead');
    assert.deepEqual(params.additionalSubmission, { company: 'Field & Daughters' });
  }));

test('a log is filed under what the platform offers, and anew after it was written', (t) =>
  story(t, {}, async (browser, panel, phone) => {
    await ring(phone, '+14155550132');
    await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
    await panel.getByLabel('Matter').selectOption('m1');
    // Two ticks before either is drawn.
    await panel.locator('.boxes input').evaluateAll((boxes) => boxes.forEach((box) => box.click()));
    await panel.getByLabel('Spring').and(panel.locator(':checked')).waitFor();
    await panel.getByLabel('Autumn').and(panel.locator(':checked')).waitFor();
    await phone.click('#answer');
    await phone.click('#hangup');
    await panel.getByRole('button', { name: 'Log call' }).click();
    await panel.getByRole('link', { name: 'View record' }).waitFor();
    const [{ params }] = browser.requests('callLog.create');
    assert.deepEqual(params.additionalSubmission, { matters: 'm1', campaigns: ['c1', 'c2'] });
    await panel.getByRole('radio', { name: 'Wants a demo' }).click();
    await panel.getByLabel('Matter').selectOption('');
    await until(async () => {
      const { desk } = await panel.evaluate(() => chrome.storage.local.get('desk'));
      const [{ log }] = Object.values(desk.work);
      return log.sent.filed.outcome === 'o2' && !log.sent.filed.matters;
    }, 'the log under other records');
    const told = browser.requests('callDisposition.set').map((one) => one.params.dispositions);
    assert.deepEqual(Object.assign({}, ...told), { outcome: 'o2', matters: '' });
  }));

test('a filing that the CRM refuses says so, and the form shows what the CRM has', (t) =>
  story(t, { refuseFiling: 'This matter is closed.' }, async (browser, panel, phone) => {
    await ring(phone, '+14155550132');
    await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
    await panel.getByLabel('Matter').selectOption('m1');
    await panel.getByRole('button', { name: 'Log call' }).click();
    await panel.getByRole('link', { name: 'View record' }).waitFor();
    await panel.getByLabel('Matter').selectOption('m2');
    await panel.getByText('This matter is closed.').waitFor();
    const matter = panel.getByLabel('Matter');
    await until(async () => (await matter.inputValue()) === 'm1', 'what the CRM has');
  }));

const skip = whyNotBuilt();
test(
  'the panel draws the sign-in of every CRM that the real host offers, each by what it asks for',
  { skip },
  async (t) => {
    const browser = await Browser.start();
    t.after(() => browser.close());
    const crm = await startSandbox(browser.folder);
    t.after(() => crm.stop());
    installRealHost(browser, crm.url);
    await browser.open();
    const panel = await browser.panel();
    await panel.getByRole('heading', { name: 'Connect your CRM' }).waitFor();
    const { platforms } = await panel.evaluate(
      async () => (await chrome.storage.session.get('office')).office,
    );
    assert.ok(platforms.length >= 4);
    for (const one of platforms) {
      const head = panel.getByRole('button', { name: one.name, exact: true });
      if ((await head.getAttribute('aria-expanded')) !== 'true') await head.click();
      const card = panel.locator('.platform', { has: panel.locator('[aria-expanded=true]') });
      const open = one.signIn.filter((way) => way.available);
      const fields = open.flatMap((way) => way.fields);
      const wanted = fields.map(({ label, required }) => (required ? label : `${label} (optional)`));
      if (open.length && one.regions.length > 1) wanted.push('Region');
      const host = one.regions.length ? one.regions[0].needsHostname : one.hostname;
      if (open.length && host) wanted.push(one.hostname.label);
      assert.deepEqual((await card.locator('label').allTextContents()).sort(), wanted.sort(), one.name);
      const missing = one.signIn.filter((way) => !way.available);
      for (const way of missing) await card.getByText(way.reason).first().waitFor();
    }
  },
);
