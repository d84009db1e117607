import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { Desk } from '../../extension/src/background/desk.js';
import { FrontOffice } from '../../extension/src/background/office.js';
import { event, FakeLink, origin } from './support.mjs';

// The host answers from its directory at once, and says afterwards what the CRM says otherwise.
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenOf = (platform) => `head.${encode({ id: '1', platform })}.tail`;
const key = `${origin}|demo|a|s1`;
const number = '+14155550132';
const jane = (additionalInfo = {}) => ({
  id: '7',
  name: 'Jane',
  type: 'person',
  platform: 'crm',
  jwtToken: tokenOf('crm'),
  additionalInfo,
});
const elsewhere = { ...jane(), id: '8', name: 'Joan', platform: 'other', jwtToken: tokenOf('other') };
const deals = [{ const: 'd1', title: 'Renewal' }];
const two = [...deals, { const: 'd2', title: 'Pilot' }];

let desk;
let changes;
const ring = async (far = number, contact = [jane(), elsewhere]) => {
  const link = new FakeLink({ 'contact.find': () => ({ contact, from: 'directory' }) });
  const state = {
    host: { state: 'connected' },
    platforms: [{ id: 'crm', relatedRecords: [{ kind: 'deals' }] }],
    connections: [{ account: 'crm|1', platform: 'crm', user: { id: '1' }, state: 'active' }],
  };
  const outside = { changed: () => (changes += 1), forget() {}, moveNote() {}, progressed() {} };
  desk = new Desk({ calls: [], work: {}, dismissed: [] }, new FrontOffice(state, link, () => {}), outside);
  desk.take(event('ringing', 0, { direction: 'inbound', from: { number: far } }));
  await new Promise((done) => setImmediate(done));
};
const told = (...contact) => ({ platform: 'crm', userId: '1', phoneNumber: number, contact });
const work = () => desk.work(key);

beforeEach(() => {
  changes = 0;
});

test('the related records that the directory does not know come after, and are proposed', async () => {
  await ring();
  assert.deepEqual(work().related, {});
  const before = changes;
  desk.callers.learn(told(jane({ deals })));
  assert.deepEqual(work().related, { deals: ['d1'] });
  assert.deepEqual(
    work().contacts.map(({ name }) => name),
    ['Jane', 'Joan'],
  );
  assert.ok(changes > before);
  assert.equal(JSON.stringify(desk.state).includes(tokenOf('crm')), false);
});

test('what was picked meanwhile stays', async () => {
  await ring();
  desk.callers.learn(told(jane({ deals: two })));
  desk.callers.relate(key, 'deals', ['d2']);
  desk.callers.learn(told(jane({ deals })));
  assert.deepEqual(work().related, { deals: ['d2'] });
});

test('who is no longer there is not chosen any more, and other CRMs keep theirs', async () => {
  await ring();
  desk.callers.learn(told());
  assert.deepEqual([work().contacts.length, work().chosen], [1, 'other|1|person|8']);
  await ring(number, [jane()]);
  desk.callers.learn(told());
  assert.deepEqual([work().contacts, work().chosen], [[], undefined]);
});

test('a call that is logged keeps whom it was logged with', async () => {
  await ring();
  work().log = { state: 'logged' };
  desk.callers.learn(told({ ...jane(), id: '9' }));
  assert.equal(work().chosen, 'crm|1|person|7');
});

test('another number is left alone, and a number that the phone wrote short is the same', async () => {
  await ring('+14155550199');
  desk.callers.learn(told(jane({ deals })));
  assert.deepEqual(work().related, {});
  await ring('(415) 555-0132');
  desk.callers.learn(told(jane({ deals })));
  assert.deepEqual(work().related, { deals: ['d1'] });
});
