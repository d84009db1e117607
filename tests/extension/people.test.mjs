// Who it was, when the CRM cannot say: somebody the agent links, never somebody the agent rejects, always
// somebody the agent wants remembered; and the search and the outbox that this stands on.
import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { Desk } from '../../extension/src/background/desk.js';
import { FrontOffice } from '../../extension/src/background/office.js';
import { Outbox } from '../../extension/src/background/outbox.js';
import { Regulars } from '../../extension/src/background/regulars.js';
import { Search } from '../../extension/src/background/search.js';
import { joined } from '../../extension/src/core/notes.js';
import { sureContact } from '../../extension/src/core/log_rule.js';
import { event, FakeLink, origin } from './support.mjs';

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwtToken = `head.${encode({ id: '1', platform: 'crm' })}.tail`;
const one = (id, name) => ({ id, name, platform: 'crm', jwtToken, evidence: { strength: 'exact' } });
const [jane, kim] = [one('7', 'Jane'), one('8', 'Kim')];
const ours = { id: '9', name: 'Ravi', platform: 'crm', account: 'crm|1' };
const number = '+14155550132';
const keyed = (session) => `${origin}|demo|a|${session}`;
const key = keyed('s1');
const quiet = () => new Promise((done) => setImmediate(done));
let link;
let office;
let desk;
let people;
let regulars;

beforeEach(async () => {
  people = [jane, kim];
  link = new FakeLink({ 'contact.find': () => ({ contact: people }) });
  const connection = { account: 'crm|1', jwtToken, platform: 'crm', user: { id: '1' }, state: 'active' };
  const platforms = [{ id: 'crm', name: 'CRM', relatedRecords: [] }];
  office = new FrontOffice({ platforms, connections: [connection], known: true }, link, () => {});
  regulars = new Regulars({}, () => {});
  const outside = { changed() {}, forget() {}, moveNote() {}, progressed() {}, regulars };
  desk = new Desk({ calls: [], work: {}, dismissed: [] }, office, outside);
  await rings('s1');
});

async function rings(session) {
  desk.take(event('ringing', 0, { session, direction: 'inbound', from: { number } }));
  await quiet();
}
const work = (session = 's1') => desk.work(keyed(session));
const names = (session) => work(session).contacts.map(({ name }) => name);

test('whom the agent rejects does not come back, and the one who is left is no surer for it', async () => {
  desk.callers.reject(key);
  assert.deepEqual([names(), work().chosen], [['Kim'], undefined]);
  const told = { platform: 'crm', userId: '1', phoneNumber: number, contact: [jane, kim] };
  desk.callers.learn(told);
  assert.deepEqual(names(), ['Kim']);
  assert.equal(sureContact(work()), undefined);
  await desk.callers.lookup(key, true);
  assert.deepEqual(names(), ['Jane', 'Kim']);
});

test('whom the agent links stays, whatever the CRM says of the number', async () => {
  people = [];
  await rings('s2');
  desk.callers.link(keyed('s2'), ours);
  assert.deepEqual([work('s2').chosen, work('s2').confirmed], ['crm|1||9', true]);
  await desk.callers.lookup(keyed('s2'));
  desk.callers.learn({ platform: 'crm', userId: '1', phoneNumber: number, contact: [kim] });
  assert.deepEqual([names('s2'), work('s2').chosen], [['Kim', 'Ravi'], 'crm|1||9']);
});

test('a number that is remembered is that person’s at the next call, until it is forgotten', async () => {
  desk.callers.choose(key, 'crm|1||8');
  desk.callers.remember(key, true);
  await rings('s2');
  assert.deepEqual([work('s2').chosen, work('s2').confirmed, work('s2').regular], [
    'crm|1||8',
    true,
    'crm|1||8',
  ]);
  desk.callers.remember(keyed('s2'), false);
  await rings('s3');
  assert.deepEqual([work('s3').chosen, work('s3').confirmed], ['crm|1||7', undefined]);
});

test('somebody remembered whom the CRM does not know by the number is there all the same', async () => {
  desk.callers.link(key, ours);
  desk.callers.remember(key, true);
  await rings('s2');
  assert.deepEqual([names('s2'), work('s2').chosen], [['Jane', 'Kim', 'Ravi'], 'crm|1||9']);
  desk.callers.reject(keyed('s2'));
  assert.equal(regulars.of(number), undefined);
});

test('what is remembered of people is bounded, and nothing of a single call', () => {
  for (let i = 0; i < 400; i += 1) regulars.remember(`+1${i}`, { ...ours, additionalInfo: { deals: [] } });
  assert.equal(Object.keys(regulars.known).length, 300);
  assert.deepEqual([regulars.of('+199'), regulars.of('+1399')], [undefined, ours]);
});

/** A link whose answers come when the test wants. */
function slowLink() {
  const waiting = [];
  return {
    cancelled: [],
    waiting,
    cancel(id) {
      this.cancelled.push(id);
    },
    request(method, params, _, started) {
      started?.(waiting.length);
      return new Promise((answer) => waiting.push({ method, params, answer }));
    },
  };
}

test('only the last question of a search counts, and the one before is cancelled', async () => {
  const slow = slowLink();
  office.link = slow;
  const search = new Search({ text: '', state: 'none', contacts: [], failures: [] }, office, () => {});
  void search.ask('j');
  assert.equal(slow.waiting.length, 0);
  void search.ask('jan');
  void search.ask('kim ');
  assert.deepEqual(slow.cancelled, [0]);
  slow.waiting[1].answer({ contact: [kim] });
  await quiet();
  slow.waiting[0].answer({ contact: [jane] });
  await quiet();
  assert.deepEqual([search.state.text, search.state.contacts.map(({ name }) => name)], ['kim', ['Kim']]);
  assert.equal(JSON.stringify(search.state).includes(jwtToken), false);
  void search.ask('');
  assert.deepEqual([search.state.state, search.state.contacts], ['none', []]);
});

test('digits are looked for as a number', () => {
  const slow = slowLink();
  office.link = slow;
  const search = new Search({ text: '', state: 'none', contacts: [], failures: [] }, office, () => {});
  for (const text of ['+1 (415) 555-0132', 'Area 51', '42']) void search.ask(text);
  assert.deepEqual(
    slow.waiting.map(({ method, params }) => [method, params.phoneNumber ?? params.name]),
    [
      ['contact.find', number],
      ['contact.search', 'Area 51'],
      ['contact.search', '42'],
    ],
  );
});

test('the outbox is read to its end, and once more when it changed meanwhile', async () => {
  const pages = { '': { entries: [{ id: 'a' }], next: 'p2' }, p2: { entries: [{ id: 'b' }] } };
  link.answers['outbox.list'] = ({ after = '' }) => pages[after];
  const outbox = new Outbox({ entries: [] }, office, () => {});
  await Promise.all([outbox.refresh(), outbox.refresh()]);
  assert.deepEqual(
    outbox.state.entries.map(({ id }) => id),
    ['a', 'b'],
  );
  assert.equal(link.sent('outbox.list').length, 4);
});

test('an entry that cannot be tried says why, and the list is asked for again', async () => {
  link.answers['outbox.list'] = () => ({ entries: [] });
  link.answers['outbox.retry'] = () => {
    throw new Error('The record is locked.');
  };
  const outbox = new Outbox({ entries: [{ id: 'a' }] }, office, () => {});
  await outbox.act('a', 'outbox.retry');
  assert.equal(office.office.toast.text, 'The record is locked.');
  assert.deepEqual([outbox.state.busy, outbox.state.entries], [undefined, []]);
});

test('two versions of a note become one with nothing lost and nothing twice', () => {
  assert.equal(joined('One.', 'One. Two.'), 'One. Two.');
  assert.equal(joined('One. Two.', 'One.'), 'One. Two.');
  assert.equal(joined('One.\nTheirs.', 'One.\nOurs.'), 'One.\nTheirs.\nOurs.');
  assert.equal(joined('', 'Ours.'), 'Ours.');
});
