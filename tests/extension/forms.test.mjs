import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { Desk } from '../../extension/src/background/desk.js';
import { HostError } from '../../extension/src/background/host_link.js';
import { FrontOffice } from '../../extension/src/background/office.js';
import { contactFormOf, filledIn, placeOf } from '../../extension/src/core/forms.js';
import { event, FakeLink, origin } from './support.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const hostname = { label: 'Your address', help: 'As in your browser.' };
const regions = [
  { id: 'main', name: 'Main', needsHostname: false },
  { id: 'own', name: 'Own address', needsHostname: true },
];
const platform = {
  id: 'crm',
  name: 'CRM',
  signIn: [],
  regions,
  hostname,
  contactTypes: [
    { id: 'person', name: 'Person', fields: [] },
    { id: 'lead', name: 'Lead', fields: [{ id: 'company', label: 'Company', required: true }] },
  ],
  relatedRecords: [],
  operations: [],
};
const other = { ...platform, id: 'other', contactTypes: [{ id: 'contact', name: 'Contact' }] };
const connection = (id, state = 'active') => ({ account: `${id}|1`, platform: id, user: { id: '1' }, state });
const office = {
  host: { state: 'connected' },
  platforms: [platform, other],
  connections: [connection('gone', 'expired'), connection('crm'), connection('other')],
};

test('the first region counts until another is picked, and only one that needs a host name asks for it', () => {
  assert.deepEqual(placeOf(platform, undefined), { region: regions[0], hostname: undefined });
  assert.deepEqual(placeOf(platform, 'own'), { region: regions[1], hostname });
  assert.deepEqual(placeOf(platform, 'no longer there'), { region: regions[0], hostname: undefined });
});

test('a platform without regions asks for a host name if it has one', () => {
  assert.deepEqual(placeOf({ ...platform, regions: [] }, undefined), { region: undefined, hostname });
  assert.deepEqual(placeOf({ ...platform, regions: [], hostname: undefined }, undefined), {
    region: undefined,
    hostname: undefined,
  });
});

test('a new contact is made in a working connection, as its first type, until somebody picks', () => {
  const first = contactFormOf(office, {});
  assert.deepEqual([first.connection.account, first.type.id, first.fields], ['crm|1', 'person', []]);
  assert.equal(first.connections.length, 2);
  const lead = contactFormOf(office, { type: 'lead' });
  assert.deepEqual(lead.fields, [{ id: 'company', label: 'Company', required: true }]);
  const elsewhere = contactFormOf(office, { account: 'other|1', type: 'lead' });
  assert.deepEqual([elsewhere.type.id, elsewhere.fields], ['contact', []]);
  assert.equal(contactFormOf({ ...office, connections: [] }, {}).connection, undefined);
});

test('what is empty is not sent', () => {
  assert.deepEqual(filledIn([['a', ' x '], ['b', ' '], ['c']]), { a: 'x' });
});

/** A desk with a call from a stranger. @param {() => any} create what the host answers */
async function strangerRings(create) {
  const link = new FakeLink({ 'contact.find': () => ({ contact: [] }), 'contact.create': create });
  const front = new FrontOffice(
    { ...office, known: true, refused: [], signIn: null, toast: null },
    link,
    () => {},
  );
  const quiet = { changed() {}, forget() {}, moveNote() {}, progressed() {} };
  const desk = new Desk({ calls: [], work: {}, dismissed: [] }, front, quiet);
  desk.take(event('ringing', 0, { direction: 'inbound', from: { number: '+14155550132' } }));
  await new Promise((done) => setImmediate(done));
  return { link, desk, key: `${origin}|demo|a|s1` };
}
const form = { account: 'crm|1', name: 'Jo Doe', type: 'lead', fields: { company: 'Acme' } };

test('the further fields of a new contact reach the host, and nothing where there are none', async () => {
  const { link, desk, key } = await strangerRings(() => ({ contact: { id: 'n', name: 'Jo Doe' } }));
  await desk.callers.createContact(key, form);
  await desk.callers.createContact(key, { ...form, type: 'person', fields: {} });
  const [lead, person] = link.sent('contact.create');
  assert.deepEqual([lead.newContactType, lead.additionalSubmission], ['lead', { company: 'Acme' }]);
  assert.equal('additionalSubmission' in person, false);
});

test('the field that the host found fault with is known until the next try', async () => {
  let fault = new HostError('invalid_params', "Parameter 'company' is missing.", { field: 'company' });
  const { desk, key } = await strangerRings(() => {
    if (fault) throw fault;
    return { contact: { id: 'n', name: 'Jo Doe' } };
  });
  await desk.callers.createContact(key, form);
  assert.deepEqual(
    [desk.work(key).createError, desk.work(key).createField],
    ["Parameter 'company' is missing.", 'company'],
  );
  fault = null;
  await desk.callers.createContact(key, form);
  assert.deepEqual([desk.work(key).createError, desk.work(key).createField], [undefined, undefined]);
});

test('no form, and nothing behind it, knows a CRM by its name', () => {
  const names = readdirSync(join(root, 'adapters'), { withFileTypes: true })
    .map((entry) => join(root, 'adapters', entry.name, 'manifest.json'))
    .flatMap((path) => {
      try {
        const { id, name } = JSON.parse(readFileSync(path, 'utf8'));
        return [id, name];
      } catch {
        return [];
      }
    });
  assert.ok(names.includes('pipedrive'), names.join());
  const known = new RegExp(`\\b(${names.join('|')})\\b`, 'i');
  const folders = ['panel', 'panel/views', 'background', 'core'].map((name) =>
    join(root, 'extension/src', name),
  );
  for (const folder of folders)
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.js')))
      assert.doesNotMatch(readFileSync(join(folder, name), 'utf8'), known, name);
});
