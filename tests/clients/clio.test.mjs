// Plain requests drive the simulated Clio, as its documentation writes them: Clio offers no client on npm.
import assert from 'node:assert/strict';
import test from 'node:test';
import { allPages, Simulator, skip } from './support.mjs';

const app = { client_id: 'sim-client', client_secret: 'sim-client-secret' };
const redirect_uri = 'http://127.0.0.1:53682/callback';
const sim = skip ? undefined : await Simulator.start('clio');
await sim?.settings({ requestsAMinute: 1000 });

/** @param {Record<string, string>} form */
function token(form) {
  return fetch(`${sim.url}/oauth/token`, { method: 'POST', body: new URLSearchParams({ ...app, ...form }) });
}

async function signIn() {
  const asked = new URLSearchParams({ response_type: 'code', ...app, redirect_uri, state: 'x' });
  asked.delete('client_secret');
  const back = await sim.allow(`${sim.url}/oauth/authorize?${asked}`);
  assert.equal(back.searchParams.get('state'), 'x');
  const code = back.searchParams.get('code');
  const answer = await token({ grant_type: 'authorization_code', code, redirect_uri });
  assert.equal(answer.status, 200);
  return { code, ...(await answer.json()) };
}
const { access_token: signedIn } = sim ? await signIn() : {};

/** @param {string} path @param {object} [more] */
async function ask(path, more = {}) {
  const { method = 'GET', data, bearer = signedIn, headers = {}, query = {} } = more;
  const url = new URL(path.startsWith('http') ? path : `${sim.url}/api/v4/${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
  const answer = await fetch(url, {
    method,
    body: data && JSON.stringify({ data }),
    headers: {
      'User-Agent': 'Patchbay-Test/1.0',
      ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}),
      ...(data ? { 'Content-Type': 'application/json' } : {}),
      ...headers,
    },
  });
  const json = answer.headers.get('content-type')?.startsWith('application/json');
  return { status: answer.status, headers: answer.headers, body: json ? await answer.json() : null };
}

/** The names of all contacts that a query finds, page by page. @param {Record<string, string>} query */
async function namesOf(query) {
  const first = { query: { fields: 'id,name', ...query } };
  const pages = await allPages(
    (next) => (next ? ask(next) : ask('contacts.json', first)),
    ({ body }) => body.meta.paging.next,
  );
  return { names: pages.flatMap(({ body }) => body.data.map(({ name }) => name)), pages: pages.length };
}

test('OAuth: a code is good once, a refresh keeps its token, deauthorizing ends both', { skip }, async () => {
  const { code, access_token: first, refresh_token: refresh, expires_in: seconds } = await signIn();
  assert.equal(seconds, 30 * 86400);
  const again = await token({ grant_type: 'authorization_code', code, redirect_uri });
  assert.deepEqual([again.status, (await again.json()).error], [400, 'invalid_grant']);
  const next = await (await token({ grant_type: 'refresh_token', refresh_token: refresh })).json();
  assert.notEqual(next.access_token, first);
  const ended = await fetch(`${sim.url}/oauth/deauthorize`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${next.access_token}` },
    body: new URLSearchParams({ token: next.access_token }),
  });
  assert.equal(ended.status, 200);
  assert.equal((await token({ grant_type: 'refresh_token', refresh_token: refresh })).status, 400);
  const dead = await ask('users/who_am_i.json', { bearer: next.access_token });
  assert.deepEqual([dead.status, dead.body.error], [401, 'invalid_token']);
  assert.match(dead.headers.get('www-authenticate'), /^Bearer/);
});

test('who is signed in is told with only what was asked for', { skip }, async () => {
  const bare = await ask('users/who_am_i.json');
  assert.deepEqual(Object.keys(bare.body.data).sort(), ['etag', 'id']);
  assert.match(bare.headers.get('x-api-version'), /^4\.0\.\d+$/);
  const me = await ask('users/who_am_i.json', { query: { fields: 'id,name,time_zone' } });
  assert.equal(me.body.data.name, 'Dana Fields');
  assert.equal(me.body.data.time_zone, 'Pacific Time (US & Canada)');
});

test('a number is found as it was written, a raw plus is a space, a name is found', { skip }, async () => {
  assert.deepEqual((await namesOf({ query: '+14155550132' })).names, ['Ada Brook']);
  assert.deepEqual((await namesOf({ query: '(415) 555-0132' })).names, ['Ben Castle']);
  assert.ok((await namesOf({ query: 'Müller' })).names.includes('Zoë Müller-Łukasz'));
  const raw = await ask(`${sim.url}/api/v4/contacts.json?query=+442079460000`);
  assert.deepEqual(raw.body.data, []);
});

test('a list goes on to its end by the address of the next page', { skip }, async () => {
  const all = (await sim.holds('contacts')).map(({ name }) => name);
  const { names, pages } = await namesOf({ limit: '5', order: 'id(asc)' });
  assert.deepEqual(names.sort(), all.sort());
  assert.equal(pages, Math.ceil(all.length / 5));
});

test('matters come by client and by relationship', { skip }, async () => {
  const asked = { query: '(415) 555-0132', fields: 'id,type,phone_numbers{number}' };
  const { body } = await ask('contacts.json', { query: asked });
  const [ben] = body.data;
  assert.deepEqual([ben.type, ben.phone_numbers], ['Person', [{ number: '(415) 555-0132' }]]);
  const open = { client_id: ben.id, status: 'open,pending', fields: 'id,display_number,description,status' };
  const matters = (await ask('matters.json', { query: open })).body.data;
  assert.deepEqual(
    matters.map(({ status }) => status),
    ['Open', 'Pending'],
  );
  const related = { contact_id: ben.id, fields: 'id,description,matter{id,description,status}' };
  const [witness] = (await ask('relationships.json', { query: related })).body.data;
  assert.deepEqual([witness.description, witness.matter.description], ['Witness', 'Harbour & Sons merger']);
});

test('a person is made; one without a name is refused', { skip }, async () => {
  const phone = { name: 'Work', number: '+14155550999', default_number: true };
  const data = { type: 'Person', first_name: 'Nora', last_name: 'Field', phone_numbers: [phone] };
  const fields = 'id,name,phone_numbers{number}';
  const made = await ask('contacts.json', { method: 'POST', data, query: { fields } });
  assert.equal(made.status, 201);
  const read = await ask(`contacts/${made.body.data.id}.json`, { query: { fields } });
  assert.equal(read.body.data.name, 'Nora Field');
  assert.deepEqual(read.body.data.phone_numbers, [{ number: '+14155550999' }]);
  const nobody = { type: 'Person', phone_numbers: [phone] };
  const nameless = await ask('contacts.json', { method: 'POST', data: nobody });
  assert.deepEqual(
    [nameless.status, nameless.body.error.message],
    [422, 'At least one of first name or last name must be provided'],
  );
});

test(
  'a call is a communication with a time entry, changed only at the version that was read',
  { skip },
  async () => {
    const [ada] = (await ask('contacts.json', { query: { query: 'Ada Brook', fields: 'id' } })).body.data;
    const me = (await ask('users/who_am_i.json')).body.data.id;
    const data = {
      type: 'PhoneCommunication',
      subject: 'Inbound call from Ada Brook',
      body: 'Call back on Friday.',
      received_at: '2026-11-20T17:00:00Z',
      senders: [{ id: ada.id, type: 'Contact' }],
      receivers: [{ id: me, type: 'User' }],
      external_properties: [{ name: 'session', value: 's-1' }],
    };
    const made = await ask('communications.json', { method: 'POST', data, query: { fields: 'id,etag' } });
    assert.equal(made.status, 201);
    const { id, etag } = made.body.data;
    const entry = { type: 'TimeEntry', date: '2026-11-20', quantity: 125, communication: { id } };
    assert.equal((await ask('activities.json', { method: 'POST', data: entry })).status, 201);
    const fields = 'id,etag,body,senders{id,name,type},time_entries{id,quantity}';
    const query = { external_property_name: 'session', external_property_value: 's-1', fields };
    const [found] = (await ask('communications.json', { query })).body.data;
    assert.deepEqual(
      [found.id, found.senders, found.time_entries[0].quantity],
      [id, [{ id: ada.id, name: 'Ada Brook', type: 'Person' }], 125],
    );
    const patch = (match, body) =>
      ask(`communications/${id}.json`, { method: 'PATCH', data: { body }, headers: { 'If-Match': match } });
    assert.equal((await patch(found.etag, 'Call back on Monday.')).status, 200);
    const late = await patch(etag, 'Too late.');
    assert.equal(late.status, 412);
    const read = await ask(`communications/${id}.json`, { query: { fields: 'body' } });
    assert.deepEqual(read.body.data, { body: 'Call back on Monday.' });
  },
);

test(
  'what is refused: unknown fields, no token, a permission, nobody, an agent in the wall',
  { skip },
  async () => {
    const types = async (path, more) => {
      const { status, body } = await ask(path, more);
      return [status, body?.error.type ?? body?.error];
    };
    assert.deepEqual(await types('contacts.json', { query: { fields: 'id,shoe_size' } }), [
      400,
      'InvalidFields',
    ]);
    assert.deepEqual(await types('contacts.json', { bearer: '' }), [401, 'UnauthorizedError']);
    assert.deepEqual(await types('contacts.json', { bearer: 'nobody' }), [401, 'invalid_token']);
    assert.deepEqual(await types('contacts/1.json'), [404, 'RecordNotFound']);
    assert.equal((await types('contacts.json', { headers: { 'X-API-VERSION': '4.0.2' } }))[0], 410);
    const walled = await ask('contacts.json', { headers: { 'User-Agent': 'Bot (+https://example.com)' } });
    assert.equal(walled.status, 403);
    assert.match(walled.headers.get('content-type'), /^text\/html/);
    await sim.settings({ permissions: ['users', 'contacts'] });
    assert.deepEqual(await types('matters.json'), [403, 'ForbiddenError']);
  },
);

test('too many requests in a minute are 429, with the time to wait', { skip }, async () => {
  await sim.settings({ requestsAMinute: 1 });
  const { access_token: bearer } = await signIn();
  const first = await ask('contacts.json', { bearer });
  assert.deepEqual([first.status, first.headers.get('x-ratelimit-remaining')], [200, '0']);
  const second = await ask('contacts.json', { bearer });
  assert.deepEqual([second.status, typeof second.body.error.message], [429, 'string']);
  assert.ok(Number(second.headers.get('retry-after')) > 0);
});
