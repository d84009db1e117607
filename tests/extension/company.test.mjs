import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import './browser_stub.mjs';
import { linkCompany } from '../../extension/src/background/company.js';
import { companyIn, sharedCompany } from '../../extension/src/core/company.js';

const account = 'crm|1';
const person = (id, more) => ({ id, name: id, type: 'person', platform: 'crm', account, organization: 'Acme', ...more });
const platform = { id: 'crm', name: 'CRM', contactTypes: [{ id: 'person' }, { id: 'company' }] };
const office = { platforms: [platform] };
const both = [person('Ben'), person('Zoe', { organization: ' ACME' })];

test('several people of one company share it, where the CRM has contacts that are no people', () => {
  assert.deepEqual(sharedCompany(both, office), { name: 'Acme', account });
  for (const [contacts, known] of [
    [[], office],
    [[person('Ben')], office],
    [[person('Ben'), person('Zoe', { organization: 'Other' })], office],
    [[person('Ben'), person('Zoe', { organization: undefined })], office],
    [[person('Ben', { organization: '' }), person('Zoe', { organization: '' })], office],
    [[person('Ben'), person('Zoe', { account: 'crm|2' })], office],
    [both, { platforms: [{ ...platform, contactTypes: [{ id: 'person' }] }] }],
    [both, { platforms: [] }],
  ])
    assert.equal(sharedCompany(contacts, known), undefined);
});

test('where the CRM tells which company it is, its id counts and not its name', () => {
  const of = (organizationId, organization) => person('Ann', { organizationId, organization });
  assert.deepEqual(sharedCompany([of('5', 'Acme'), of('5', 'Acme (old name)')], office), { name: 'Acme', account, id: '5' });
  assert.deepEqual(sharedCompany([of('5'), of('5', 'Acme')], office), { name: 'Acme', account, id: '5' });
  assert.deepEqual(sharedCompany([of(undefined, 'Acme'), of('5', 'Acme')], office), { name: 'Acme', account, id: '5' });
  assert.equal(sharedCompany([of('5', 'Acme'), of('6', 'Acme')], office), undefined);
  assert.equal(sharedCompany([of(undefined, 'Acme'), of('5', 'Acme'), of('6', 'Acme')], office), undefined);
  assert.equal(sharedCompany([of('5', 'Acme'), of(undefined, 'Other')], office), undefined);
  assert.equal(sharedCompany([of('5'), of('5')], office), undefined, 'there is nothing to call it, or to search for');
});

test('the company is the one that has its very name, and is none of the people', () => {
  const found = [person('Acme'), { id: 'c2', name: 'Acme Tools', type: 'company' }];
  assert.equal(companyIn(found, { name: 'Acme' }, both), undefined);
  const company = { id: 'c1', name: 'acme ', type: 'company' };
  assert.equal(companyIn([...found, company], { name: 'Acme' }, both), company);
});

test('of two companies of one name none is picked, where the CRM does not tell which it is', () => {
  const [company, namesake] = ['5', '6'].map((id) => ({ id, name: 'Acme', type: 'company' }));
  assert.equal(companyIn([company, namesake], { name: 'Acme' }, both), undefined);
  assert.equal(companyIn([company, namesake], { name: 'Acme', id: '6' }, both), namesake);
});

test('the company whose id is known is the one with this id, and no other of its name', () => {
  const namesake = { id: '6', name: 'Acme', type: 'company' };
  const company = { id: '5', name: 'Acme Corporation', type: 'company' };
  const asked = { name: 'Acme', id: '5' };
  assert.equal(companyIn([person('5'), namesake, company], asked, both), company);
  assert.equal(companyIn([person('5'), namesake], asked, both), undefined);
});

let linked;
let said;
let parts;
beforeEach(() => {
  [linked, said] = [[], []];
  globalThis.chrome.i18n = { getMessage: (id, values) => `${id} ${values.join(' ')}` };
  const answer = { contact: [{ id: 4, name: 'Acme', type: 'company' }] };
  parts = {
    desk: { work: () => ({ contacts: both }), callers: { link: (key, contact) => linked.push([key, contact]) } },
    office: {
      office,
      connection: () => ({ account, jwtToken: 'a.eyJpZCI6IjEiLCJwbGF0Zm9ybSI6ImNybSJ9.c', platform: 'crm' }),
      platformName: () => 'CRM',
      complain: (fault) => said.push(fault.message),
      link: { request: async (method, { name }) => (assert.deepEqual([method, name], ['contact.search', 'Acme']), answer) },
    },
  };
  parts.answer = answer;
});

test('the record of the company is linked to the call, without the token', async () => {
  await linkCompany('k', parts);
  assert.deepEqual(linked, [['k', { id: '4', name: 'Acme', type: 'company', platform: 'crm', account }]]);
  assert.deepEqual(said, []);
});

test('that the CRM has no such company is said', async () => {
  parts.answer.contact = [];
  await linkCompany('k', parts);
  assert.deepEqual([linked, said], [[], ['company_unknown Acme CRM']]);
});
