// A native host for tests of the extension alone: speaks host/PROTOCOL.md from a scenario file, and can
// misbehave in the ways that a real host must not. Its memory is a file, as the real one's is, so that it
// survives being restarted.
//   node fake_host.mjs SCENARIO_FOLDER
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { platform as exampleCrm } from './example_crm.mjs';

const folder = process.argv[2];
writeFileSync(join(folder, 'pid'), String(process.pid));
const read = (name, otherwise) =>
  existsSync(join(folder, name)) ? JSON.parse(readFileSync(join(folder, name), 'utf8')) : otherwise;
/** Read again before each answer: a test may change its mind. */
let scenario = read('scenario.json', {});
const memory = read('memory.json', {
  connections: scenario.signedIn === false ? [] : ['crm|1'],
  logs: {},
  created: {},
  cleared: [],
});
const remember = () => writeFileSync(join(folder, 'memory.json'), JSON.stringify(memory));

const user = { id: '1', name: 'Ada Agent', email: 'ada@example.com', timezoneName: 'Europe/Berlin' };
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = `${encode({ alg: 'HS256' })}.${encode({ id: '1', platform: 'crm' })}.signature`;
const platform = { ...exampleCrm, ...scenario.platform };

function send(message) {
  const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
  const head = Buffer.alloc(4);
  head.writeUInt32LE(body.length);
  process.stdout.write(Buffer.concat([head, body]));
}

class Fault extends Error {
  constructor(code, name, words, field) {
    super(words);
    this.body = {
      code,
      message: words,
      data: { name, field, returnMessage: { message: words, messageType: 'error', ttl: 5000 } },
    };
  }
}
const said = (message, messageType = 'success') => ({ message, messageType, ttl: 3000 });
const pending = new Map();

const methods = {
  'host.info': () => ({
    version: '0.1.0',
    protocol: { major: 1, minor: 0 },
    executable: process.argv[1],
    dataDirectory: folder,
    adapters: [{ id: 'crm', name: 'Example CRM', version: '1' }],
    refused: [],
    counters: { requests: 1, errors: 0, inFlight: 1 },
  }),
  'platform.list': () => ({ platforms: [platform], refused: [] }),
  'connection.list': () => ({
    connections: memory.connections.map(() => ({
      jwtToken: token,
      platform: 'crm',
      user,
      state: scenario.expired ? 'expired' : 'active',
    })),
  }),
  'connection.authorize': (params, id) => {
    if (params.kind === 'oauth') {
      send({
        method: 'connection.authorizing',
        params: { requestId: id, platform: 'crm', url: 'http://127.0.0.1:9/authorize' },
      });
      return new Promise((resolve, reject) => pending.set(id, reject));
    }
    if (params.apiKey === 'wrong')
      throw new Fault(5, 'auth_required', 'The CRM does not know this key.', 'apiKey');
    memory.connections = ['crm|1'];
    return { jwtToken: token, user, platform: 'crm' };
  },
  unAuthorize: () => {
    memory.connections = [];
    return { successful: true, returnMessage: said('Signed out of Example CRM.') };
  },
  'contact.find': ({ phoneNumber: dialled, region = '' }) => {
    const phoneNumber = scenario.reads?.[`${region} ${dialled}`] ?? dialled;
    const contact = memory.created[phoneNumber] ?? scenario.contacts?.[phoneNumber] ?? [];
    return {
      successful: true,
      phoneNumber,
      contact: contact.map((one) => ({ ...one, platform: 'crm', jwtToken: token })),
      from: 'crm',
      truncated: false,
    };
  },
  'contact.create': ({ phoneNumber, newContactName, newContactType }) => {
    const contact = { id: 'new', name: newContactName, type: newContactType, phone: phoneNumber };
    memory.created[phoneNumber] = [contact];
    return { successful: true, contact, returnMessage: said('Contact created.') };
  },
  'contact.search': ({ name }) => ({
    successful: true,
    contact: Object.values(scenario.contacts ?? {})
      .flat()
      .filter((one) => one.name.toLowerCase().includes(name.toLowerCase()))
      .map((one) => ({ ...one, evidence: undefined, platform: 'crm', jwtToken: token })),
    from: 'crm',
  }),
  'callLog.create': ({ logInfo, note, contactId, additionalSubmission }) => {
    if (!contactId && !platform.logsWithoutContact)
      throw new Fault(1, 'invalid_params', 'A log needs a contact.', 'contactId');
    if (scenario.refuse) throw new Fault(6, 'forbidden', scenario.refuse);
    if (scenario.expired) throw new Fault(5, 'auth_required', 'Sign in again.');
    const { required } = scenario;
    if (required && !additionalSubmission?.[required])
      throw new Fault(1, 'invalid_params', 'A log needs one more field.', required);
    if (scenario.deleted) delete memory.logs[logInfo.sessionId];
    const known = memory.logs[logInfo.sessionId];
    memory.logs[logInfo.sessionId] ??= { note };
    const state = known ? 'existing' : (scenario.logState ?? 'logged');
    return {
      successful: true,
      logId: 'log-1',
      state,
      url: 'https://crm.example.com/log/1',
      returnMessage: said('Call logged.'),
    };
  },
  'callDisposition.set': () => {
    if (scenario.refuseFiling) throw new Fault(6, 'forbidden', scenario.refuseFiling);
    return { successful: true, logId: 'log-1', returnMessage: said('Call log updated.') };
  },
  'callLog.update': ({ sessionId, note, contactId }) => {
    if (scenario.deleted) throw new Fault(3, 'not_found', 'This log was deleted in the CRM.');
    if (contactId && !platform.operations.includes('callContact.set'))
      throw new Fault(2, 'unsupported', 'Example CRM leaves a log with its contact.');
    if (contactId && scenario.refuseMove) throw new Fault(6, 'forbidden', scenario.refuseMove);
    if (note !== undefined) memory.logs[sessionId].note = note;
    return {
      successful: true,
      logId: 'log-1',
      state: 'logged',
      updatedNote: note,
      returnMessage: said('Call log updated.'),
    };
  },
  'task.create': ({ sessionId, subject }) => {
    if (!platform.operations.includes('task.create'))
      throw new Fault(2, 'unsupported', 'Example CRM has no list of tasks.');
    if (scenario.refuseTask) throw new Fault(6, 'forbidden', scenario.refuseTask);
    memory.tasks ??= {};
    const state = sessionId in memory.tasks ? 'existing' : (scenario.taskState ?? 'logged');
    memory.tasks[sessionId] ??= subject;
    remember();
    if (scenario.dieAfter === 'task.create') process.exit(3);
    const url = state === 'queued' ? {} : { url: 'https://crm.example.com/task/1' };
    return { successful: true, taskId: 'task-1', state, ...url, returnMessage: said('Follow-up saved.') };
  },
  'messageLog.create': () => ({
    successful: true,
    logIds: ['log-2'],
    state: 'logged',
    returnMessage: said('Messages logged.'),
  }),
  'callLog.get': ({ sessionIds, requireDetails }) => ({
    successful: true,
    logs: sessionIds.map((sessionId) => ({
      sessionId,
      matched: sessionId in memory.logs,
      state: 'logged',
      logId: 'log-1',
      url: 'https://crm.example.com/log/1',
      ...(scenario.deleted ? { error: { code: 3, name: 'not_found', message: 'Deleted.' } } : {}),
      ...(requireDetails && !scenario.deleted
        ? { logData: { note: scenario.theirs ?? memory.logs[sessionId]?.note } }
        : {}),
    })),
  }),
  'outbox.list': () => ({ successful: true, entries: entries() }),
  'outbox.retry': ({ id }) => {
    if (scenario.refuse) throw new Fault(6, 'forbidden', scenario.refuse);
    memory.cleared.push(id);
    return { successful: true, state: 'logged', returnMessage: said('Call logged.') };
  },
  'outbox.drop': ({ id }) => {
    memory.cleared.push(id);
    return { successful: true, dropped: true, returnMessage: said('Given up.') };
  },
};
const entries = () => (scenario.outbox ?? []).filter(({ id }) => !memory.cleared.includes(id));

async function answer({ id, method, params }) {
  scenario = read('scenario.json', {});
  appendFileSync(join(folder, 'requests.jsonl'), JSON.stringify({ method, params }) + '\n');
  if (method === '$/cancelRequest')
    return pending.get(params.id)?.(new Fault(10, 'cancelled', 'The request was cancelled.'));
  if (scenario.dieOn === method) process.exit(3);
  while (scenario.held?.includes(method)) {
    await new Promise((next) => setTimeout(next, 20));
    scenario = read('scenario.json', {});
  }
  if (scenario.slow?.[method]) await new Promise((next) => setTimeout(next, scenario.slow[method]));
  try {
    const result = await methods[method](params, id);
    remember();
    send({ id, result });
  } catch (fault) {
    send({ id, error: fault.body ?? { code: 13, message: String(fault), data: { name: 'internal' } } });
  }
}

if (scenario.mode === 'garbage') process.stdout.write('What is a frame? '.repeat(50));
else if (scenario.mode !== 'silent') {
  const major = { older: 0, newer: 2 }[scenario.mode] ?? 1;
  send({
    method: 'host.hello',
    params: {
      version: '0.1.0',
      protocol: { major, minor: 0 },
      adapters: [],
      policy: scenario.policy ?? {},
      capabilities: [],
      ...(scenario.problem ? { problem: scenario.problem } : {}),
    },
  });
  if (scenario.problem) process.exit(1);
}
let unread = Buffer.alloc(0);
process.stdin.on('data', (bytes) => {
  unread = Buffer.concat([unread, bytes]);
  while (unread.length >= 4 && unread.length >= 4 + unread.readUInt32LE(0)) {
    const length = unread.readUInt32LE(0);
    answer(JSON.parse(unread.subarray(4, 4 + length).toString()));
    unread = unread.subarray(4 + length);
  }
});
process.stdin.on('end', () => process.exit(0));
