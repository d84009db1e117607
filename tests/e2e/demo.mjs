// One call from ring to log in a real Chromium, told step by step. What installer/try.sh --browser runs.
//   PATCHBAY_BIN         the folder of a build (build/release); build/dev where it is not set
//   PATCHBAY_SCREENSHOT  where the picture of the panel goes
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Browser, ring } from './support/browser.mjs';
import { installRealHost, startSandbox } from './support/sandbox.mjs';

const screenshot = resolve(process.env.PATCHBAY_SCREENSHOT ?? 'patchbay-panel.png');
let step = 0;
const tell = (/** @type {string} */ words) => console.log(`${String(++step).padStart(3)}. ${words}`);
const more = (/** @type {string} */ words) => console.log(`     ${words}`);

const browser = await Browser.start();
let crm;
try {
  crm = await startSandbox(browser.folder);
  tell(`The sandbox CRM runs at ${crm.url}: a small CRM with made-up people, on this machine only.`);
  installRealHost(browser, crm.url);
  await browser.open();
  tell('Chromium started with the extension. It found the native host through its manifest and launched it.');

  const panel = await browser.panel();
  await panel.getByRole('heading', { name: 'Connect your CRM' }).waitFor();
  tell(
    'The panel asked the host which CRMs it can reach. The host loaded the sandbox adapter, a shared library.',
  );
  const key = panel.getByLabel('API key');
  if (!(await key.isVisible())) await panel.getByRole('button', { name: 'Sandbox CRM', exact: true }).click();
  await key.fill('sandbox');
  await panel.getByRole('button', { name: 'Connect with a key' }).click();
  await panel.locator('.health', { hasText: 'Sandbox CRM' }).waitFor();
  tell(
    'Signed in to the sandbox CRM with its API key. The host keeps the key; the extension never stores it.',
  );

  const phone = await browser.phone();
  await ring(phone, '+14155550132');
  tell('A web phone rings: +1 415 555 0132 calls. Its page told the extension with one postMessage.');
  const name = panel.getByRole('heading', { name: 'Maya Okafor' });
  await name.waitFor();
  tell('The host asked the adapter, the adapter asked the CRM, and the panel says who it is: Maya Okafor.');
  more(`Why it believes that: ${await panel.locator('.evidence').textContent()}.`);

  await phone.click('#answer');
  await panel.getByText('On call').first().waitFor();
  await panel.bringToFront();
  await panel.getByLabel('Deal').selectOption({ index: 1 });
  await panel.getByLabel('Note').fill('Wants the cider press before April. Send the revised quote today.');
  tell('The call was answered; a note was written and a deal was picked.');
  mkdirSync(dirname(screenshot), { recursive: true });
  await panel.setViewportSize({ width: 360, height: 580 });
  await panel.screenshot({ path: screenshot });
  more(`A picture of the panel: ${screenshot}`);

  await phone.click('#hangup');
  await panel.getByText('Call ended').waitFor();
  await panel.getByRole('button', { name: 'Log call' }).click();
  const link = panel.getByRole('link', { name: 'View record' });
  await link.waitFor();
  tell('The call ended, "Log call" was pressed, and the panel says: Logged in Sandbox CRM.');

  const record = await browser.context.newPage();
  await record.goto(String(await link.getAttribute('href')));
  await record.getByText('Wants the cider press before April.').waitFor();
  tell('Opened the record in the CRM itself: the note is there.');
  console.log('\nIt works, end to end.');
} catch (fault) {
  console.error(`\nIt stopped after step ${step}: ${/** @type {Error} */ (fault).message}`);
  process.exitCode = 1;
} finally {
  await browser.close();
  await crm?.stop();
}
