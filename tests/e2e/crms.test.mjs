// One story, told with every CRM: a sign-in, a call from a number of three people, a log that is filed
// and written, and a stranger who becomes a contact. Only the table knows which CRM it is.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import test from 'node:test';
import { whyNotBuilt } from '../support/programs.mjs';
import { Simulator } from '../support/simulator.mjs';
import { Browser, ring } from './support/browser.mjs';
import { installHostFor } from './support/sandbox.mjs';

const skip = whyNotBuilt('patchbay-host', 'patchbay-sim');
const crms = {
  pipedrive: { name: 'Pipedrive', key: 'sim-api-token', logs: 'activities', people: 'persons' },
  hubspot: { name: 'HubSpot', key: 'sim-service-key', logs: 'calls', people: 'contacts' },
  clio: {
    name: 'Clio',
    app: { client_id: 'sim-client' },
    secret: 'sim-client-secret',
    logs: 'communications',
    people: 'contacts',
  },
  salesforce: { name: 'Salesforce', app: { client_id: 'sim-consumer-key' }, logs: 'Task', people: 'Lead' },
  zoho: { name: 'Zoho CRM', app: { client_id: '1000.SIMCLIENT' }, logs: 'Calls', people: 'Leads' },
};

async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** @param {import('playwright-core').Page} panel @param {any} crm */
async function signInWithKey(panel, crm) {
  await panel.locator('.platform input[type=password]').fill(crm.key);
  await panel.getByRole('button', { name: 'Connect with a key' }).click();
}

/** The person allows it in the browser, at once. */
async function signInThere(browser, panel, crm, sim) {
  await panel.getByRole('button', { name: `Sign in to ${crm.name}` }).click();
  const link = panel.getByRole('link', { name: 'Open the page again' });
  await link.waitFor();
  const page = await link.getAttribute('href');
  const redirect = new URL(page).searchParams.get('redirect_uri');
  const several = crm.name === 'Clio';
  await sim.settings({
    consent: 'allow',
    ...(several ? { redirectUris: [redirect] } : { redirectUri: redirect }),
  });
  await (await browser.context.newPage()).goto(page);
}

async function desk(t, vendor) {
  const crm = crms[vendor];
  const sim = await Simulator.start(vendor, t);
  const browser = await Browser.start();
  t.after(() => browser.close());
  const app = crm.app ? { ...crm.app, redirect_ports: [await freePort()] } : {};
  const host = installHostFor(browser, { [vendor]: { base_url: sim.url, ...app } });
  if (crm.secret) {
    const set = spawnSync(host, ['--set-secret', vendor], { input: `${crm.secret}\n` });
    assert.equal(set.status, 0, String(set.stderr));
  }
  await browser.open();
  const panel = await browser.panel();
  await panel.getByRole('heading', { name: 'Connect your CRM' }).waitFor();
  await panel.getByRole('button', { name: crm.name, exact: true }).click();
  if (crm.key) await signInWithKey(panel, crm);
  else await signInThere(browser, panel, crm, sim);
  await panel.locator('.health.good', { hasText: crm.name }).waitFor();
  return { crm, sim, panel, phone: await browser.phone() };
}

/** What the CRM keeps of this, by any text in it. */
const kept = async (sim, collection, text) =>
  (await sim.holds(collection)).filter((row) => JSON.stringify(row).includes(text));

for (const vendor of Object.keys(crms)) {
  test(
    `a day with ${crms[vendor].name}: sign in, choose who calls, log, meet a stranger`,
    { skip },
    async (t) => {
      const { crm, sim, panel, phone } = await desk(t, vendor);
      await ring(phone, '+14155550132');
      await panel.getByText(/people share this number/).waitFor();
      await panel.getByRole('radio', { name: /Ada Brook/ }).click();
      await panel.getByRole('heading', { name: 'Ada Brook' }).waitFor();
      await panel.locator('.related select').first().selectOption({ index: 1 });
      await phone.click('#answer');
      await phone.click('#hangup');
      await panel.getByLabel('Note').fill('Wants the lamps before April.');
      await panel.getByRole('button', { name: 'Log call' }).click();
      await panel.locator('.standing', { hasText: `Logged in ${crm.name}` }).waitFor();
      assert.equal((await kept(sim, crm.logs, 'Wants the lamps before April.')).length, 1);

      await panel.evaluate(() => document.activeElement?.blur());
      await ring(phone, '+12025550111', 'Nora Field');
      await panel.getByText(`Nobody in ${crm.name} has this number.`).waitFor();
      const type = panel.getByLabel('Type', { exact: true });
      if (await type.count()) await type.selectOption({ index: vendor === 'hubspot' ? 0 : 1 });
      // Demanded by one CRM of every lead, by another of some organisations' leads.
      const company = panel.getByLabel(/^Company/);
      if (await company.count()) await company.fill('Field & Sons');
      await panel.getByRole('button', { name: 'Create contact' }).click();
      await panel.locator('[data-caller=known]', { hasText: 'Nora Field' }).waitFor();
      assert.equal((await kept(sim, crm.people, '2025550111')).length, 1);
      await panel.getByRole('button', { name: 'Log call' }).click();
      await panel.locator('.standing', { hasText: `Logged in ${crm.name}` }).waitFor();
      assert.equal((await kept(sim, crm.logs, 'Nora Field')).length, 1);
    },
  );
}
