import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser, extensionId, ring } from './support/browser.mjs';

const jane = { id: '7', name: 'Jane Doe', type: 'person', additionalInfo: {} };
const elsewhere = 'https://phone.example.com';

/** A page of an origin that nobody allowed, made up inside the browser. */
async function strangerIn(browser) {
  const page = await browser.context.newPage();
  await page.route(`${elsewhere}/**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>A phone</title>' }),
  );
  await page.goto(`${elsewhere}/`);
  return page;
}

/** Says to the extension itself that a call rings. */
const tell = (page, session) =>
  page.evaluate(
    ([id, call]) => {
      const event = { v: 1, type: 'call.ringing', source: { provider: 'acme' }, call };
      void chrome.runtime.sendMessage(id, { type: 'softphone.event/1', event }).catch(() => {});
    },
    [extensionId, { session, direction: 'inbound', from: { number: '+14155550132' } }],
  );

test('a page that knocks is heard once the person let it in, named on the card, and sent away again', async (t) => {
  const browser = await Browser.start();
  t.after(() => browser.close());
  browser.installFakeHost({ contacts: { '+14155550132': [jane] } });
  await browser.open();
  const panel = await browser.panel();
  const page = await strangerIn(browser);
  await tell(page, 'before');
  await panel.getByRole('heading', { name: 'phone.example.com wants to show calls here' }).waitFor();
  assert.equal(await panel.locator('.row').count(), 0);
  await panel.getByRole('button', { name: 'Allow' }).click();
  await panel.getByRole('heading', { name: /wants to show calls/ }).waitFor({ state: 'detached' });
  await tell(page, 'after');
  await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
  await panel.getByText('Reported by phone.example.com').waitFor();
  assert.equal(await panel.locator('.row').count(), 1);

  await panel.getByRole('button', { name: 'Settings' }).click();
  const site = panel.getByRole('listitem').filter({ hasText: 'phone.example.com' });
  await site.getByRole('button', { name: 'Remove' }).click();
  await site.waitFor({ state: 'detached' });
  await tell(page, 'again');
  await panel.getByRole('button', { name: 'Block' }).click();
  await site.getByText('Blocked').waitFor();
  await tell(page, 'once more');
  await tell(page, 'and again');
  // What is said afterwards is heard afterwards: had the page been heard, there would be more calls.
  await ring(await browser.phone(), '+14155550132');
  await panel.getByRole('button', { name: 'Back to the calls' }).click();
  await panel.getByText('Reported by 127.0.0.1').waitFor();
  assert.equal(await panel.locator('.row').count(), 2);
  assert.equal(await panel.getByRole('heading', { name: /wants to show calls/ }).count(), 0);
});
