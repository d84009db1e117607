// HubSpot's own client drives the simulated HubSpot. It speaks the older spelling of the versions (/crm/v3,
// /oauth/v1), and makes objects of what comes: a date is a Date, a member that it does not know is dropped.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Client } from '@hubspot/api-client';
import { Simulator, skip } from './support.mjs';

const app = ['sim-client', 'sim-client-secret'];
const redirect = 'http://localhost:53683/callback';
const scopes = 'oauth crm.objects.contacts.read crm.objects.contacts.write crm.objects.owners.read';
const national = '4155550132';
const sim = skip ? undefined : await Simulator.start('hubspot');
await sim?.settings({ indexLag: 0, searches: 1000 });
const client = sim && clientWith('sim-service-key');

/** @param {string} accessToken @param {object} [more] */
function clientWith(accessToken, more = {}) {
  return new Client({ accessToken, basePath: sim.url, numberOfApiCallRetries: 1, ...more });
}

/** What the client makes of a refusal. @param {number} code @param {string} category */
const refused = (code, category) => (fault) => {
  assert.equal(fault.constructor.name, 'ApiException');
  assert.deepEqual([fault.code, fault.body.category], [code, category]);
  assert.ok(fault.body.correlationId);
  return true;
};

async function signIn() {
  const oauth = new Client({ basePath: sim.url }).oauth;
  const page = new URL(oauth.getAuthorizationUrl(app[0], redirect, scopes, undefined, 'x'));
  assert.equal(page.pathname, '/oauth/authorize');
  const back = await sim.allow(sim.url + page.pathname + page.search);
  assert.equal(back.searchParams.get('state'), 'x');
  const exchange = (...more) => oauth.tokensApi.create(...more);
  const code = back.searchParams.get('code');
  return { oauth, exchange, code, token: await exchange('authorization_code', code, redirect, ...app) };
}

/** @param {string} propertyName @param {string} value @param {string} [after] */
const phoneSearch = (value, after = '0', limit = 2) => ({
  filterGroups: [
    { filters: [{ propertyName: 'hs_searchable_calculated_phone_number', operator: 'EQ', value }] },
  ],
  properties: ['firstname', 'lastname', 'phone'],
  sorts: [],
  limit,
  after,
});

test('OAuth: the code is exchanged once, the token refreshed, looked at and revoked', { skip }, async () => {
  const { oauth, exchange, code, token } = await signIn();
  assert.deepEqual([token.tokenType, token.expiresIn], ['bearer', 1800]);
  await assert.rejects(exchange('authorization_code', code, redirect, ...app), (fault) => fault.code === 400);
  const about = await oauth.accessTokensApi.get(token.accessToken);
  assert.deepEqual(
    [about.user, about.userId, about.scopes],
    ['dana@example.com', 501, scopes.split(' ').sort()],
  );
  await sim.settings({ expireAccess: true });
  const contacts = (at) => clientWith(at).crm.contacts.basicApi.getPage(1);
  await assert.rejects(contacts(token.accessToken), refused(401, 'EXPIRED_AUTHENTICATION'));
  const next = await exchange('refresh_token', undefined, undefined, ...app, token.refreshToken);
  assert.equal(next.refreshToken, token.refreshToken);
  assert.equal((await contacts(next.accessToken)).results.length, 1);
  await oauth.refreshTokensApi.archive(token.refreshToken);
  await assert.rejects(
    exchange('refresh_token', undefined, undefined, ...app, token.refreshToken),
    (fault) => {
      assert.deepEqual([fault.code, fault.body.status], [400, 'BAD_REFRESH_TOKEN']);
      return true;
    },
  );
  await assert.rejects(contacts(next.accessToken), refused(401, 'INVALID_AUTHENTICATION'));
});

test(
  'a number is found by its national digits, page by page; no match is an empty page',
  { skip },
  async () => {
    const first = await client.crm.contacts.searchApi.doSearch(phoneSearch(national));
    assert.equal(first.total, 3);
    const second = await client.crm.contacts.searchApi.doSearch(
      phoneSearch(national, first.paging.next.after),
    );
    assert.equal(second.paging, undefined);
    assert.deepEqual(
      [...first.results, ...second.results].map(({ properties }) => properties.firstname),
      ['Ada', 'Ben', 'Cleo'],
    );
    assert.ok(first.results[0].createdAt instanceof Date);
    const none = await client.crm.contacts.searchApi.doSearch(phoneSearch('2079460000'));
    assert.deepEqual([none.total, none.results], [0, []]);
  },
);

test('a name is found by its words', { skip }, async () => {
  const asked = {
    query: 'Müller',
    filterGroups: [],
    properties: ['lastname'],
    sorts: [],
    limit: 10,
    after: '0',
  };
  const found = await client.crm.contacts.searchApi.doSearch(asked);
  assert.deepEqual(
    found.results.map(({ properties }) => properties.lastname),
    ['Müller-Łukasz'],
  );
});

test('the deals and tickets of a contact are found by searching and by associations', { skip }, async () => {
  const [ada] = (await client.crm.contacts.searchApi.doSearch(phoneSearch(national))).results;
  const filters = [
    { propertyName: 'associations.contact', operator: 'EQ', value: ada.id },
    { propertyName: 'hs_is_closed', operator: 'EQ', value: 'false' },
  ];
  const asked = { filterGroups: [{ filters }], properties: ['dealname'], sorts: [], limit: 10, after: '0' };
  const deals = await client.crm.deals.searchApi.doSearch(asked);
  assert.deepEqual(
    deals.results.map(({ properties }) => properties.dealname),
    ['Ada Brook: yearly contract'],
  );
  const linked = await client.crm.associations.v4.batchApi.getPage('contacts', 'deals', {
    inputs: [{ id: ada.id }],
  });
  assert.equal(linked.results[0]._from.id, ada.id);
  assert.equal(linked.results[0].to.length, 2);
  const read = await client.crm.contacts.basicApi.getById(ada.id, ['firstname'], undefined, ['tickets']);
  assert.equal(read.associations.tickets.results[0].type, 'contact_to_ticket');
});

test('a contact is made, read, changed and archived; its e-mail is not taken twice', { skip }, async () => {
  const { basicApi } = client.crm.contacts;
  const properties = {
    firstname: 'Nora',
    lastname: 'Field',
    phone: '+14155550999',
    email: 'nora@example.com',
  };
  const made = await basicApi.create({ properties, associations: [] });
  assert.equal(made.properties.phone, '+14155550999');
  await assert.rejects(basicApi.create({ properties, associations: [] }), (fault) => {
    assert.match(fault.body.message, new RegExp(`Existing ID: ${made.id}$`));
    return refused(409, 'CONFLICT')(fault);
  });
  const changed = await basicApi.update(made.id, { properties: { lastname: 'Fielding' } });
  assert.equal(changed.properties.lastname, 'Fielding');
  assert.ok(changed.updatedAt >= made.updatedAt);
  assert.equal((await basicApi.getById(made.id, ['lastname'])).properties.lastname, 'Fielding');
  await basicApi.archive(made.id);
  await assert.rejects(basicApi.getById(made.id), refused(404, 'OBJECT_NOT_FOUND'));
});

test(
  'a call is logged with its contact, read and changed; a message and a note are too',
  { skip },
  async () => {
    const [ada] = (await client.crm.contacts.searchApi.doSearch(phoneSearch(national))).results;
    const to = (associationTypeId) => [
      { to: { id: ada.id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }] },
    ];
    const { calls, communications, notes } = client.crm.objects;
    const properties = {
      hs_timestamp: '2026-11-20T17:00:00.000Z',
      hs_call_title: 'Inbound call from Ada Brook',
      hs_call_body: 'Call back on Friday.',
      hs_call_direction: 'INBOUND',
      hs_call_duration: '125000',
      hs_call_status: 'COMPLETED',
    };
    const made = await calls.basicApi.create({ properties, associations: to(194) });
    assert.equal(made.properties.hs_call_duration, '125000');
    await calls.basicApi.update(made.id, { properties: { hs_call_body: 'Call back on Monday.' } });
    const read = await calls.basicApi.getById(made.id, ['hs_call_body'], undefined, ['contacts']);
    assert.equal(read.properties.hs_call_body, 'Call back on Monday.');
    assert.deepEqual(
      read.associations.contacts.results.map(({ id }) => id),
      [ada.id],
    );
    const message = await communications.basicApi.create({
      properties: {
        hs_timestamp: '2026-11-20T17:05:00.000Z',
        hs_communication_channel_type: 'SMS',
        hs_communication_logged_from: 'CRM',
        hs_communication_body: 'Running late',
      },
      associations: to(81),
    });
    assert.ok(message.id);
    const note = { hs_timestamp: '2026-11-20T17:06:00.000Z', hs_note_body: 'Fax' };
    assert.ok(
      (await notes.basicApi.create({ properties: note, associations: to(202) })).createdAt instanceof Date,
    );
    await assert.rejects(
      calls.basicApi.create({ properties, associations: to(202) }),
      refused(400, 'VALIDATION_ERROR'),
    );
  },
);

test('lists go on to their end; owners and dispositions are told', { skip }, async () => {
  const all = await client.crm.contacts.getAll(5, undefined, ['firstname']);
  const kept = (await sim.holds('contacts')).filter((one) => !one.archived);
  assert.deepEqual(new Set(all.map(({ id }) => id)), new Set(kept.map(({ id }) => id)));
  const owners = await client.crm.owners.ownersApi.getPage();
  assert.deepEqual([owners.results[0].userId, owners.results[0].firstName], [501, 'Dana']);
  const told = await (await client.apiRequest({ path: '/calling/v1/dispositions' })).json();
  assert.ok(told.some((one) => one.label === 'Left voicemail'));
});

test('what is refused: a wrong body, no token, a missing scope, a missing record', { skip }, async () => {
  const { basicApi } = client.crm.contacts;
  await assert.rejects(
    basicApi.create({ properties: {}, associations: [] }),
    refused(400, 'VALIDATION_ERROR'),
  );
  await assert.rejects(basicApi.getById('1'), refused(404, 'OBJECT_NOT_FOUND'));
  await assert.rejects(
    clientWith('nobody').crm.contacts.basicApi.getPage(),
    refused(401, 'INVALID_AUTHENTICATION'),
  );
  const { token } = await signIn();
  await assert.rejects(
    clientWith(token.accessToken).crm.deals.basicApi.getPage(),
    refused(403, 'MISSING_SCOPES'),
  );
});

test('too many requests are 429 in the shape that the client waits for', { skip }, async (t) => {
  t.mock.method(console, 'error', () => {});
  await sim.settings({ searches: 1 });
  const twice = clientWith('sim-service-key', { numberOfApiCallRetries: 2 });
  await sim.received();
  for (let i = 0; i < 2; i += 1) await twice.crm.contacts.searchApi.doSearch(phoneSearch(national));
  const statuses = (await sim.received()).map(({ status }) => status);
  assert.deepEqual([...new Set(statuses)].sort(), [200, 429]);
  await sim.settings({ searches: 1000, burst: 0 });
  await assert.rejects(client.crm.contacts.basicApi.getPage(), (fault) => {
    assert.deepEqual([fault.code, fault.body.policyName], [429, 'TEN_SECONDLY_ROLLING']);
    return true;
  });
});
