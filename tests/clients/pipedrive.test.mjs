// Pipedrive's own client drives the simulated Pipedrive, and every answer has the type that it declares.
import assert from 'node:assert/strict';
import test from 'node:test';
import * as v1 from 'pipedrive/v1';
import * as v2 from 'pipedrive/v2';
import { misfits } from './types.mjs';
import { allPages, Simulator, skip } from './support.mjs';

const app = {
  clientId: 'sim-client',
  clientSecret: 'sim-client-secret',
  redirectUri: 'http://localhost:53682/callback',
};
const sim = skip ? undefined : await Simulator.start('pipedrive');
await sim?.settings({ burst: 1000 });
/** What came, by the type that the client declares for it. */
const answers = [];

/** @param {string} type @param {any} answer */
function told(type, answer) {
  answers.push([`import('pipedrive/${type.replace('.', "').")}`, answer]);
  assert.equal(answer.success, true);
  return answer.data;
}

/** @param {object} [more] */
const keyed = (api, more = {}) =>
  new api.Configuration({
    apiKey: 'sim-api-token',
    basePath: `${sim.url}/api/${api === v1 ? 'v1' : 'v2'}`,
    ...more,
  });

const persons = sim && new v2.PersonsApi(keyed(v2));
const activities = sim && new v2.ActivitiesApi(keyed(v2));

test('OAuth: the code is exchanged, the token refreshed by itself, the app removed', { skip }, async () => {
  const oauth = new v2.OAuth2Configuration({ ...app, host: sim.url });
  const back = await sim.allow(oauth.authorizationUrl);
  assert.equal(back.origin + back.pathname, app.redirectUri);
  const token = await oauth.authorize(back.searchParams.get('code'));
  assert.equal(token.token_type, 'Bearer');
  assert.equal(oauth.basePath, `${sim.url}/api/v2`);
  assert.ok(oauth.scope.split(' ').includes('contacts:full'));
  const signedIn = (api = v2) =>
    new api.Configuration({ accessToken: oauth.getAccessToken, basePath: oauth.basePath });
  assert.ok(told('v2.GetPersonsResponse', await new v2.PersonsApi(signedIn()).getPersons()).length);
  await sim.settings({ expireAccess: true });
  oauth.expiresAt = 1;
  assert.ok(told('v2.GetPersonsResponse', await new v2.PersonsApi(signedIn()).getPersons()).length);
  assert.notEqual(oauth.accessToken, token.access_token);
  assert.equal(oauth.refreshToken, token.refresh_token);
  await oauth.revokeToken('refresh_token');
  await assert.rejects(oauth.tokenRefresh(), (fault) => fault.error === 'invalid_grant');
  await assert.rejects(new v2.PersonsApi(signedIn()).getPersons(), (fault) => fault.errorCode === 401);
});

test('a code is good once, for the app that asked', { skip }, async () => {
  const oauth = new v2.OAuth2Configuration({ ...app, host: sim.url });
  const code = (await sim.allow(oauth.authorizationUrl)).searchParams.get('code');
  const stranger = new v2.OAuth2Configuration({ ...app, clientSecret: 'another', host: sim.url });
  await assert.rejects(stranger.authorize(code), (fault) => fault.error === 'invalid_client');
  await oauth.authorize(code);
  await assert.rejects(oauth.authorize(code), (fault) => fault.error === 'invalid_grant');
});

test('who is signed in, the colleagues and the types of activity', { skip }, async () => {
  const me = told('v1.GetCurrentUserResponse', await new v1.UsersApi(keyed(v1)).getCurrentUser());
  assert.equal(me.name, 'Dana Fields');
  assert.equal(me.timezone_name, 'Europe/Berlin');
  const users = told('v1.GetUsersResponse', await new v1.UsersApi(keyed(v1)).getUsers());
  assert.ok(users.some((user) => user.id === me.id));
  const types = told(
    'v1.GetActivityTypesResponse',
    await new v1.ActivityTypesApi(keyed(v1)).getActivityTypes(),
  );
  assert.ok(types.some((type) => type.key_string === 'sms' && type.active_flag));
});

test(
  'a number is found however it is written, page by page, with what belongs to the people',
  { skip },
  async () => {
    const items = new v2.ItemSearchApi(keyed(v2));
    const asked = {
      term: '4155550132',
      item_types: 'person',
      fields: 'phone',
      search_for_related_items: true,
    };
    const found = told('v2.GetItemSearchResponse', await items.searchItem(asked));
    const ada = found.items.find(({ item }) => item.name === 'Ada Brook').item;
    assert.deepEqual(ada.phones, ['+1 (415) 555-0132']);
    const kinds = found.related_items
      .filter(({ item }) => item.person.id === ada.id)
      .map(({ item }) => item.type);
    assert.deepEqual(kinds.sort(), ['deal', 'deal', 'lead']);
    const pages = await allPages(
      (cursor) => persons.searchPersons({ term: '4155550132', fields: 'phone', limit: 2, cursor }),
      (page) => page.additional_data.next_cursor,
    );
    const names = pages.flatMap((page) => told('v2.GetPersonSearchResponse', page).items);
    assert.equal(names.length, found.items.length);
  },
);

test('a name is found, a single letter refused', { skip }, async () => {
  const found = told(
    'v2.GetPersonSearchResponse',
    await persons.searchPersons({ term: 'zoë m', fields: 'name' }),
  );
  assert.deepEqual(
    found.items.map(({ item }) => item.name),
    ['Zoë Müller-Łukasz'],
  );
  await assert.rejects(
    persons.searchPersons({ term: 'a', fields: 'name' }),
    (fault) => fault.code === 'ERR_BAD_REQUEST',
  );
});

test('a person is made, read, changed and deleted', { skip }, async () => {
  const AddPersonRequest = {
    name: 'Nora Field',
    phones: [{ value: '+14155550999', primary: true, label: 'work' }],
  };
  const made = told('v2.UpsertPersonResponse', await persons.addPerson({ AddPersonRequest }));
  assert.equal(made.phones[0].value, '+14155550999');
  const UpdatePersonRequest = { emails: [{ value: 'nora@example.com', primary: true, label: 'work' }] };
  await persons.updatePerson({ id: made.id, UpdatePersonRequest });
  const read = told('v2.UpsertPersonResponse', await persons.getPerson({ id: made.id }));
  assert.deepEqual([read.name, read.emails[0].value], ['Nora Field', 'nora@example.com']);
  told('v2.DeletePersonResponse', await persons.deletePerson({ id: made.id }));
  await assert.rejects(persons.getPerson({ id: made.id }), (fault) => fault.errorCode === 404);
});

test('lists go on to their end: persons, deals, leads', { skip }, async () => {
  const pages = await allPages(
    (cursor) => persons.getPersons({ limit: 7, sort_by: 'id', cursor }),
    (page) => page.additional_data.next_cursor,
  );
  const ids = new Set(pages.flatMap((page) => told('v2.GetPersonsResponse', page)).map(({ id }) => id));
  assert.equal(ids.size, (await sim.holds('persons')).filter((one) => !one.is_deleted).length);
  assert.equal(pages.length, Math.ceil(ids.size / 7));
  const [ada] = ids;
  const deals = told(
    'v2.GetDealsResponse',
    await new v2.DealsApi(keyed(v2)).getDeals({ person_id: ada, status: 'open' }),
  );
  assert.deepEqual(
    deals.map(({ title }) => title),
    ['Ada Brook: yearly contract'],
  );
  const leads = new v1.LeadsApi(keyed(v1));
  const first = await leads.getLeads({ limit: 2 });
  assert.equal(told('v1.GetLeadsResponse', first).length, 2);
  assert.equal(first.additional_data.more_items_in_collection, true);
  const last = await leads.getLeads({ start: 2, limit: 2 });
  assert.deepEqual(
    told('v1.GetLeadsResponse', last).map(({ title }) => title),
    ['Cleo Dunn: new office'],
  );
});

test('a call is logged as an activity of a person, read and changed; so is a message', { skip }, async () => {
  const [ada] = told('v2.GetPersonsResponse', await persons.getPersons({ limit: 1 }));
  const AddActivityRequest = {
    subject: 'Inbound call from Ada Brook',
    type: 'call',
    due_date: '2026-11-20',
    due_time: '17:00',
    duration: '00:03',
    done: true,
    note: '<p>Call back on Friday.</p>',
    participants: [{ person_id: ada.id, primary: true }],
  };
  const made = told('v2.UpsertActivityResponse', await activities.addActivity({ AddActivityRequest }));
  assert.deepEqual([made.person_id, made.duration, made.done], [ada.id, '00:03:00', true]);
  const changes = { note: '<p>Call back on Monday.</p>' };
  await activities.updateActivity({ id: made.id, AddActivityRequest: changes });
  const read = told('v2.UpsertActivityResponse', await activities.getActivity({ id: made.id }));
  assert.equal(read.note, '<p>Call back on Monday.</p>');
  const mine = told('v2.GetActivitiesResponse', await activities.getActivities({ person_id: ada.id }));
  assert.deepEqual(
    mine.map(({ id }) => id),
    [made.id],
  );
  const message = { subject: 'SMS from Ada Brook', type: 'sms', done: true, note: 'Running late' };
  const sent = told(
    'v2.UpsertActivityResponse',
    await activities.addActivity({ AddActivityRequest: { ...AddActivityRequest, ...message } }),
  );
  assert.deepEqual([sent.type, sent.note], ['sms', 'Running late']);
  const wrong = { ...AddActivityRequest, person_id: ada.id };
  await assert.rejects(
    activities.addActivity({ AddActivityRequest: wrong }),
    (fault) => fault.code === 'ERR_BAD_REQUEST' && fault.error.startsWith("'person_id' is a read-only field"),
  );
});

test(
  'what is refused: no token, a missing permission, too many requests, a spent day',
  { skip },
  async () => {
    const stranger = new v2.PersonsApi(keyed(v2, { apiKey: 'nobody' }));
    await assert.rejects(stranger.getPersons(), (fault) => fault.errorCode === 401);
    await sim.settings({ scopes: 'base contacts:read' });
    const oauth = new v2.OAuth2Configuration({ ...app, host: sim.url });
    await oauth.authorize((await sim.allow(oauth.authorizationUrl)).searchParams.get('code'));
    const poor = new v2.Configuration({ accessToken: oauth.getAccessToken, basePath: oauth.basePath });
    await assert.rejects(
      new v2.PersonsApi(poor).addPerson({ AddPersonRequest: { name: 'Nobody' } }),
      (fault) => fault.errorCode === 403 && fault.error === 'Scope and URL mismatch',
    );
    await sim.settings({ dailyTokens: 0 });
    await assert.rejects(persons.getPersons(), (fault) => fault.success === false && fault.errorCode === 429);
    await sim.settings({ dailyTokens: 30000, burst: 0 });
    await assert.rejects(persons.getPersons(), (fault) => fault.errorCode === 429);
  },
);

test('every answer has the type that the client declares', { skip }, () => {
  assert.ok(answers.length > 20);
  assert.deepEqual(misfits(answers), []);
});
