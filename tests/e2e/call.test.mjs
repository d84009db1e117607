import assert from 'node:assert/strict';
import test from 'node:test';
import { Browser, ring } from './support/browser.mjs';

const jane = {
  id: '7',
  name: 'Jane Doe',
  type: 'person',
  title: 'Head of IT',
  organization: 'Acme Corp',
  url: 'https://crm.example.com/people/7',
  phone: '+14155550132',
  additionalInfo: { deals: [{ const: 'd1', title: 'Renewal 2027', description: 'Negotiation' }] },
  evidence: { field: 'mobile', value: '(415) 555-0132', strength: 'exact' },
};
const kim = { id: '8', name: 'Kim Park', type: 'person', organization: 'Northwind', additionalInfo: {} };
const ravi = { id: '9', name: 'Ravi Rao', type: 'lead', organization: 'Northwind', additionalInfo: {} };
const contacts = { '+14155550132': [jane], '+14155550199': [kim, ravi] };

/** Runs a story in a fresh browser. */
async function story(t, scenario, tell) {
  const browser = await Browser.start();
  t.after(() => browser.close());
  browser.installFakeHost({ contacts, ...scenario });
  await browser.open();
  await tell(browser, await browser.panel(), await browser.phone());
}

test('a call rings, the caller has a name, a note is written, and Log call leaves a record with a link', (t) =>
  story(t, {}, async (browser, panel, phone) => {
    await ring(phone, '+14155550132', 'JANE D');
    await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
    assert.equal(await panel.locator('.second').textContent(), 'Head of IT · Acme Corp');
    assert.equal(await panel.locator('.evidence').textContent(), 'This exact number is in the CRM (mobile)');
    assert.equal(await panel.locator('#urgent').textContent(), 'Incoming call from Jane Doe');
    assert.equal(await panel.getByLabel('Deal').inputValue(), 'd1');
    await phone.click('#answer');
    await panel.getByText('On call').first().waitFor();
    await panel.getByLabel('Note').fill('Wants a two-year quote.');
    await phone.click('#hangup');
    await panel.getByText('Call ended').waitFor();
    await panel.getByRole('button', { name: 'Log call' }).click();
    const record = panel.getByRole('link', { name: 'View record' });
    await record.waitFor();
    assert.equal(await record.getAttribute('href'), 'https://crm.example.com/log/1');
    assert.match(await panel.locator('.standing').textContent(), /Logged in Example CRM/);
    assert.equal(await panel.locator('#said').textContent(), 'Logged in Example CRM');
    const [{ params }] = browser.requests('callLog.create');
    assert.deepEqual(
      [
        params.contactId,
        params.note,
        params.additionalSubmission,
        params.logInfo.direction,
        params.logInfo.result,
      ],
      ['7', 'Wants a two-year quote.', { deals: 'd1' }, 'Inbound', 'Accepted'],
    );
    assert.equal(await panel.locator('.row .chip').textContent(), 'Logged');
    for (const time of ['put away', 'taken up again, and put away again']) {
      await panel.getByRole('button', { name: 'Put this card away' }).click();
      await panel.locator('.call').waitFor({ state: 'hidden' });
      await panel.locator('.row').click();
      assert.equal(await panel.locator('.call').isVisible(), true, time);
    }
  }));

test('Ctrl+Enter in the note logs, and a note that changed afterwards is brought to the CRM', (t) =>
  story(t, {}, async (browser, panel, phone) => {
    await ring(phone, '+14155550132');
    await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
    const note = panel.getByLabel('Note');
    await note.fill('First.');
    await note.press('Control+Enter');
    await panel.locator('.standing', { hasText: 'Logged in Example CRM' }).waitFor();
    await note.fill('First. And second.');
    await panel.getByRole('button', { name: 'Update the note' }).waitFor();
    await note.press('Control+Enter');
    await panel.getByRole('button', { name: 'Update the note' }).waitFor({ state: 'detached' });
    await browser.asked('callLog.update', (params) => params.note === 'First. And second.');
    assert.equal(await panel.evaluate(() => document.activeElement?.tagName), 'TEXTAREA');
  }));

test('of several matches the one that is chosen gets the log, by mouse or by digit', (t) =>
  story(t, {}, async (browser, panel, phone) => {
    await ring(phone, '+14155550199');
    await panel.getByText('2 people share this number').waitFor();
    await panel.bringToFront();
    await panel.keyboard.press('2');
    await panel.getByRole('heading', { name: 'Ravi Rao' }).waitFor();
    await panel.getByRole('radio', { name: /Kim Park/ }).click();
    await panel.getByRole('heading', { name: 'Kim Park' }).waitFor();
    await panel.keyboard.press('ArrowDown');
    await panel.getByRole('heading', { name: 'Ravi Rao' }).waitFor();
    await panel.getByRole('button', { name: 'Log call' }).click();
    await panel.locator('.standing', { hasText: 'Logged in Example CRM' }).waitFor();
    assert.equal(browser.requests('callLog.create')[0].params.contactId, '9');
  }));

test('nobody has the number: a contact is created and the call is logged with it', (t) =>
  story(t, {}, async (browser, panel, phone) => {
    await ring(phone, '+442079460958', 'Mystery Ltd');
    await panel.getByText('Nobody in Example CRM has this number.').waitFor();
    assert.equal(await panel.getByRole('button', { name: 'Log call' }).isDisabled(), true);
    assert.equal(await panel.getByLabel('Name of the new contact').inputValue(), 'Mystery Ltd');
    await panel.getByLabel('Name of the new contact').fill('Mia Stern');
    await panel.getByLabel('Type', { exact: true }).selectOption('lead');
    await panel.getByRole('button', { name: 'Create contact' }).click();
    await panel.getByRole('heading', { name: 'Mia Stern' }).waitFor();
    assert.deepEqual(browser.requests('contact.create')[0].params.newContactType, 'lead');
    await panel.getByRole('button', { name: 'Log call' }).click();
    await panel.locator('.standing', { hasText: 'Logged in Example CRM' }).waitFor();
    assert.equal(browser.requests('callLog.create')[0].params.contactName, 'Mia Stern');
  }));

test('a second call shows as a strip and does not take the card away from somebody who types', (t) =>
  story(t, {}, async (browser, panel, phone) => {
    await ring(phone, '+14155550132');
    await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
    await panel.bringToFront();
    await panel.getByLabel('Note').pressSequentially('half a sen');
    const second = await browser.phone();
    await ring(second, '+442079460958', 'Other');
    await panel.locator('.strip').waitFor();
    await panel.bringToFront();
    await panel.keyboard.type('tence');
    assert.equal(await panel.getByLabel('Note').inputValue(), 'half a sentence');
    await panel.locator('.strip').click();
    await panel.getByRole('heading', { name: 'Other' }).waitFor();
    await panel.locator('.row', { hasText: 'Jane Doe' }).click();
    await panel.waitForFunction(() => document.querySelector('textarea')?.value === 'half a sentence');
  }));

test('a refusal of the CRM is shown as it was said and can be tried again', (t) =>
  story(t, { refuse: 'Your plan has no call logs.' }, async (browser, panel, phone) => {
    await ring(phone, '+14155550132');
    await panel.getByRole('heading', { name: 'Jane Doe' }).waitFor();
    await panel.getByRole('button', { name: 'Log call' }).click();
    await panel.locator('.standing', { hasText: 'Not logged: Your plan has no call logs.' }).waitFor();
    await panel.getByRole('button', { name: 'Try again', disabled: false }).waitFor();
  }));

test('signing in: a wrong key is explained, the browser sign-in can be cancelled, signing out forgets', (t) =>
  story(t, { signedIn: false }, async (browser, panel) => {
    await panel.getByRole('heading', { name: 'Connect your CRM' }).waitFor();
    await panel.getByRole('button', { name: 'Sign in to Example CRM' }).click();
    const page = panel.getByRole('link', { name: 'Open the page again' });
    await page.waitFor();
    assert.equal(await page.getAttribute('href'), 'http://127.0.0.1:9/authorize');
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await panel.getByLabel('API key').fill('wrong');
    await panel.getByLabel('Region').selectOption('us');
    await panel.getByRole('button', { name: 'Connect with a key' }).click();
    await panel.getByText('The CRM does not know this key.').waitFor();
    assert.equal(await panel.getByLabel('API key').getAttribute('aria-invalid'), 'true');
    await panel.getByLabel('API key').fill('right');
    await panel.getByRole('button', { name: 'Connect with a key' }).click();
    await panel.getByRole('heading', { name: 'Ready for calls' }).waitFor();
    assert.equal(browser.requests('connection.authorize').at(-1).params.region, 'us');
    await panel.getByRole('button', { name: 'Settings' }).click();
    await panel.getByText('Ada Agent · ada@example.com').waitFor();
    await panel.getByRole('button', { name: 'Sign out' }).click();
    await panel.getByText('Signed out of Example CRM.').waitFor();
    await panel.locator('.health', { hasText: 'Not signed in' }).waitFor();
  }));
