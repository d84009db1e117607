// jsforce drives the simulated Salesforce: by PKCE and without a secret, with refresh tokens that rotate, at
// the instance that the token's reply names.
import assert from 'node:assert/strict';
import test from 'node:test';
import jsforce from 'jsforce';
import { misfits } from './types.mjs';
import { Simulator, skip } from './support.mjs';

const sim = skip ? undefined : await Simulator.start('salesforce');
const version = '66.0';
const digits = '4155550132';
/** What came, by the type that the client declares for it; vendors may say more. */
const answers = [];

/** @template T @param {string} type @param {T} answer */
function told(type, answer) {
  answers.push([`import('jsforce').${type}`, answer]);
  return answer;
}

async function signIn() {
  const oauth2 = new jsforce.OAuth2({
    loginUrl: sim.url,
    clientId: 'sim-consumer-key',
    redirectUri: 'http://localhost:53691/callback',
    useVerifier: true,
  });
  const back = await sim.allow(oauth2.getAuthorizationUrl({ scope: 'api refresh_token openid', state: 'x' }));
  assert.equal(back.searchParams.get('state'), 'x');
  const code = back.searchParams.get('code');
  assert.ok(code, back.search);
  const connection = new jsforce.Connection({ oauth2, version });
  const user = await connection.authorize(code);
  return { oauth2, connection, user, code };
}
const { connection } = sim ? await signIn() : {};

/** What the client makes of a refusal. @param {string} code @param {string[]} [fields] */
const refused = (code, fields) => (fault) => {
  assert.deepEqual([fault.constructor.name, fault.errorCode], ['HttpApiError', code]);
  if (fields) assert.deepEqual(fault.data.fields, fields);
  return true;
};

test(
  'OAuth: the code is exchanged once, at the instance of the reply, and the user is known',
  { skip },
  async () => {
    const { oauth2, connection: own, user, code } = await signIn();
    assert.equal(own.instanceUrl, sim.url);
    await assert.rejects(oauth2.requestToken(code), (fault) => fault.name === 'invalid_grant');
    const identity = told('IdentityInfo & Record<string, unknown>', await own.identity());
    assert.deepEqual([identity.user_id, identity.organization_id], [user.id, user.organizationId]);
    assert.deepEqual([identity.display_name, identity.email], ['Robin Vale', 'robin@example.com']);
  },
);

test(
  'an expired session is renewed by itself, by a refresh token that is new each time',
  { skip },
  async () => {
    const { oauth2, connection: own } = await signIn();
    const renewed = [];
    own.on('refresh', (token, reply) => renewed.push(reply.refresh_token));
    const first = own.refreshToken;
    await sim.settings({ expireAccess: true });
    assert.equal((await own.query('SELECT Id FROM User')).totalSize, 2);
    assert.equal(renewed.length, 1);
    assert.notEqual(renewed[0], first);
    await assert.rejects(oauth2.refreshToken(first), (fault) => fault.name === 'invalid_grant');
    await assert.rejects(oauth2.refreshToken(renewed[0]), (fault) => fault.name === 'invalid_grant');
  },
);

test('a secret from an app that has none, and a wrong redirect, are refused', { skip }, async () => {
  const { oauth2 } = await signIn();
  const stranger = new jsforce.OAuth2({ ...oauth2, loginUrl: sim.url, clientSecret: 'guessed' });
  await assert.rejects(stranger.refreshToken('5Aep'), (fault) => fault.name === 'invalid_client');
  const page = new URL(oauth2.getAuthorizationUrl({}));
  page.searchParams.set('redirect_uri', 'http://localhost:1/callback');
  assert.equal((await fetch(page)).status, 400);
});

test('a revoked sign-in is over', { skip }, async () => {
  const { connection: own } = await signIn();
  const { accessToken } = own;
  await own.logout(true);
  const after = new jsforce.Connection({ instanceUrl: sim.url, accessToken, version });
  await assert.rejects(after.query('SELECT Id FROM User'), refused('INVALID_SESSION_ID'));
});

test('a number is found among contacts, leads and accounts, however it is written', { skip }, async () => {
  const returning =
    'Contact(Id,Name,Phone,Account.Name), Lead(Id,Name WHERE IsConverted=false), Account(Id,Name)';
  const found = told(
    'SearchResult',
    await connection.search(`FIND {${digits} OR 1${digits}} IN PHONE FIELDS RETURNING ${returning}`),
  );
  const names = found.searchRecords.map(({ attributes, Name }) => `${attributes.type} ${Name}`).sort();
  assert.deepEqual(names, ['Contact Ada Brook', 'Contact Ben Castle', 'Lead Cleo Dahl']);
  const ada = found.searchRecords.find(({ Name }) => Name === 'Ada Brook');
  assert.deepEqual([ada.Phone, ada.Account.Name], ['(415) 555-0132', 'Harbour & Sons']);
  const none = await connection.search('FIND {2079460000} IN PHONE FIELDS RETURNING Contact(Id)');
  assert.deepEqual(none.searchRecords, []);
  await assert.rejects(
    connection.search('FIND {(} IN PHONE FIELDS RETURNING Contact(Id)'),
    refused('MALFORMED_SEARCH'),
  );
});

test('a name with operators in it is found when it is escaped', { skip }, async () => {
  const typed = 'Malley "Red" AND (Co) {x}*'.replaceAll(/[?&|!{}[\]()^~*:\\"'+-]/g, '\\$&');
  const found = await connection.search(`FIND {${typed}} IN NAME FIELDS RETURNING Contact(Id, LastName)`);
  assert.equal(found.searchRecords.length, 1);
});

test('a contact is made, read, found, changed and deleted', { skip }, async () => {
  const contacts = connection.sobject('Contact');
  const made = told(
    'SaveResult',
    await contacts.create({ FirstName: 'Nora', LastName: 'Field', Phone: '+14155550999' }),
  );
  assert.deepEqual([made.success, made.id.length], [true, 18]);
  await contacts.update({ Id: made.id, Email: 'nora@example.com' });
  const read = await contacts.retrieve(made.id);
  assert.deepEqual(
    [read.Name, read.Email, read.attributes.type],
    ['Nora Field', 'nora@example.com', 'Contact'],
  );
  const [found] = await contacts.find({ Email: 'nora@example.com' }, 'Id, Owner.Name').limit(2);
  assert.deepEqual([found.Id, found.Owner.Name], [made.id, 'Robin Vale']);
  await contacts.destroy(made.id);
  await assert.rejects(contacts.retrieve(made.id), refused('ENTITY_IS_DELETED'));
});

test(
  'a call is a closed task with its contact and account, read and changed; a message is one too',
  { skip },
  async () => {
    const [ada] = await connection.sobject('Contact').find({ LastName: 'Brook' }, 'Id, AccountId');
    const tasks = connection.sobject('Task');
    const made = await tasks.create({
      Subject: 'Inbound call from Ada Brook',
      TaskSubtype: 'Call',
      Status: 'Completed',
      Priority: 'Normal',
      ActivityDate: '2026-11-20',
      WhoId: ada.Id,
      WhatId: ada.AccountId,
      CallType: 'Inbound',
      CallDurationInSeconds: 125,
      CallObject: 's-1',
      Description: 'Call back on Friday.',
    });
    assert.equal((await tasks.update({ Id: made.id, Description: 'Call back on Monday.' })).success, true);
    const [read] = await tasks.find(
      { CallObject: 's-1' },
      'Id, Description, Who.Name, CallDurationInSeconds, IsClosed',
    );
    assert.deepEqual(
      [read.Id, read.Description, read.Who.Name, read.CallDurationInSeconds, read.IsClosed],
      [made.id, 'Call back on Monday.', 'Ada Brook', 125, true],
    );
    const message = {
      Subject: 'SMS from Ada Brook',
      TaskSubtype: 'Task',
      Status: 'Completed',
      Description: 'Late',
    };
    assert.equal((await tasks.create({ ...message, WhoId: ada.Id })).success, true);
    await assert.rejects(
      tasks.update({ Id: made.id, TaskSubtype: 'Email' }),
      (fault) => fault.constructor.name === 'HttpApiError',
    );
  },
);

test('the cases and opportunities of a contact come in one composite request', { skip }, async () => {
  const [ada] = await connection.sobject('Contact').find({ LastName: 'Brook' }, 'Id');
  const query = (referenceId, soql) => ({
    method: 'GET',
    referenceId,
    url: `/services/data/v${version}/query?q=${encodeURIComponent(soql)}`,
  });
  const of = `ContactId = '${ada.Id}'`;
  const used = connection.limitInfo.apiUsage.used;
  const { compositeResponse } = await connection.requestPost(`/services/data/v${version}/composite`, {
    allOrNone: false,
    compositeRequest: [
      query('cases', `SELECT Id, Subject FROM Case WHERE ${of} AND IsClosed = false`),
      query(
        'deals',
        `SELECT Opportunity.Name FROM OpportunityContactRole WHERE ${of} AND Opportunity.IsClosed = false`,
      ),
      query('wrong', 'SELECT Nothing FROM Case'),
    ],
  });
  const [cases, deals, wrong] = compositeResponse;
  assert.deepEqual(
    cases.body.records.map(({ Subject }) => Subject),
    ['Ada Brook: broken lamp'],
  );
  assert.deepEqual(
    deals.body.records.map((row) => row.Opportunity.Name),
    ['Ada Brook: yearly contract'],
  );
  assert.deepEqual([wrong.httpStatusCode, wrong.body[0].errorCode], [400, 'INVALID_FIELD']);
  assert.equal(connection.limitInfo.apiUsage.used, used + 1);
});

test('a query goes on to its end', { skip }, async () => {
  await sim.settings({ batchSize: 3 });
  const first = told('QueryResult<any>', await connection.query('SELECT Id FROM Contact ORDER BY Id'));
  assert.deepEqual([first.done, first.records.length], [false, 3]);
  const all = await connection.query('SELECT Id FROM Contact ORDER BY Id', {
    autoFetch: true,
    maxFetch: 1000,
  });
  const kept = (await sim.holds('Contact')).filter((one) => !one.IsDeleted);
  assert.equal(first.totalSize, kept.length);
  assert.deepEqual(new Set(all.records.map(({ Id }) => Id)), new Set(kept.map(({ Id }) => Id)));
});

test('several records are written in one request, each with its own result', { skip }, async () => {
  const results = await connection.sobject('Lead').create([
    { LastName: 'One', Company: 'One Ltd' },
    { FirstName: 'No', Company: 'Name Ltd' },
  ]);
  assert.deepEqual(
    results.map(({ success }) => success),
    [true, false],
  );
  assert.equal(results[1].errors[0].statusCode, 'REQUIRED_FIELD_MISSING');
});

test('the fields of an object, the objects and the limits are told', { skip }, async () => {
  const described = await connection.sobject('Task').describe();
  const field = (name) => described.fields.find((one) => one.name === name);
  assert.deepEqual([field('Description').length, field('WhoId').type], [32000, 'reference']);
  assert.ok(field('CallType').picklistValues.some(({ value }) => value === 'Inbound'));
  const { sobjects } = await connection.describeGlobal();
  assert.ok(sobjects.some(({ name }) => name === 'Lead'));
  const { DailyApiRequests } = await connection.limits();
  assert.ok(DailyApiRequests.Remaining < DailyApiRequests.Max);
});

test(
  'what is refused: a missing field, a bad query, nobody, a duplicate, a spent day',
  { skip },
  async () => {
    const contacts = connection.sobject('Contact');
    await assert.rejects(
      contacts.create({ FirstName: 'Nora' }),
      refused('REQUIRED_FIELD_MISSING', ['LastName']),
    );
    await assert.rejects(connection.query('SELECT Nope FROM Contact'), refused('INVALID_FIELD'));
    await assert.rejects(connection.query('SELECT Id FROM Nothing'), refused('INVALID_TYPE'));
    await assert.rejects(
      connection.query("SELECT Id FROM Contact WHERE Name = 'x"),
      refused('MALFORMED_QUERY'),
    );
    await assert.rejects(contacts.retrieve('0035g00000zzzzzAAA'), refused('NOT_FOUND'));
    const twin = { FirstName: 'Ada', LastName: 'Brook', Phone: '4155550132' };
    await assert.rejects(contacts.create(twin), (fault) => {
      const [{ matchRecords }] = fault.data.duplicateResut.matchResults;
      assert.equal(matchRecords[0].record.attributes.type, 'Contact');
      return refused('DUPLICATES_DETECTED')(fault);
    });
    const headers = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };
    assert.equal((await contacts.create(twin, { headers })).success, true);
    await sim.settings({ daily: 0 });
    await assert.rejects(connection.query('SELECT Id FROM User'), refused('REQUEST_LIMIT_EXCEEDED'));
  },
);

test('every answer has the type that the client declares', { skip }, () => {
  assert.deepEqual(misfits(answers), []);
});
