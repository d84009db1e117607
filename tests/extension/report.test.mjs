import './browser_stub.mjs';
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  countRows,
  figuresOf,
  reportText,
  scrubbed,
  settingRows,
  siteWord,
} from '../../extension/src/core/report.js';
import { testOrigin } from '../../extension/src/core/test_call.js';

const secrets = [
  '+14155550132',
  '415 555 0132',
  'Jane',
  'Doe',
  'jane@acme.com',
  'Call her back',
  'eyJ0b2tlbiI',
];
const poison = 'Jane Doe jane@acme.com +14155550132 (415) 555 0132 eyJ0b2tlbiI6MX0.eyJ0b2tlbiI.c2lnbmF0dXJl';

/** Everything that can be there, with something of somebody's in each place that others can write. */
const facts = () => ({
  at: '2026-11-21T09:00:00.000Z',
  version: '1.2.3',
  protocol: 1,
  browser: 'chromium',
  os: 'linux',
  office: {
    host: {
      state: 'stopped',
      version: '1.2.0',
      protocol: '1.0',
      failures: 4,
      detail: 'Called +14155550132.',
    },
    info: {
      executable: '/home/jane/bin/patchbay-host',
      dataDirectory: '/home/Jane Doe/.local/share/patchbay',
      adapters: [
        { id: 'sandbox', version: '0.1.0' },
        { id: poison, version: poison },
      ],
      counters: { requests: 12, errors: poison },
    },
    refused: [{ path: '/home/jane/a.so', reason: 'Told jane@acme.com at 415 555 0132.' }],
    connections: [{ platform: 'sandbox', state: 'active', jwtToken: poison, user: { name: poison } }],
  },
  counts: {
    [`demo https://jane-doe.example.com`]: { taken: 3, refused: 0, unknown: { [poison]: 2 } },
    'ringcentral https://apps.ringcentral.com': {
      taken: 9,
      refused: 0,
      unknown: { 'rc-tomorrow': 1, [poison]: 1 },
    },
  },
  measured: {
    traces: [
      {
        call: 'aa',
        provider: poison,
        marks: { phone: 1000, received: 1004, asked: 1005, answered: 1015, painted: 1031 },
      },
    ],
    traffic: [
      {
        with: 'host',
        at: 1000,
        method: 'contact.find',
        size: 40,
        answer: 700,
        ms: 10,
        outcome: 'ok',
        params: poison,
      },
      { with: 'phone', at: 1000, method: poison, size: 40, outcome: poison },
    ],
  },
  settings: {
    values: { logMode: 'sure', doNotLog: ['+14155550132'], note: poison },
    locked: { logMode: 'managed' },
  },
});

test('nothing that is somebody’s is in the text that is copied', () => {
  const text = reportText(facts());
  for (const secret of secrets) assert.equal(text.includes(secret), false, `${secret} in\n${text}`);
});

test('what helps is in it: states, versions, figures, settings with their source', () => {
  const text = reportText(facts());
  for (const line of [
    'Extension 1.2.3, protocol 1; chromium on linux',
    'Companion app: stopped',
    '  version 1.2.0, protocol 1.0',
    '  not reached 4 times in a row',
    '  program ~/bin/patchbay-host, data ~/.local/share/patchbay',
    '  adapters: sandbox 0.1.0, other other',
    '  CRM sandbox: active',
    '  ringcentral at https://apps.ringcentral.com: 9 taken, 0 refused, not understood: rc-tomorrow 1, other 1',
    '  logMode = sure (managed)',
    '  doNotLog = 1 entries (person)',
    'Calls: 1; phone to name on the screen: p50 31 ms, p95 31 ms',
    '  1970-01-01T00:00:01.000Z other: received +4, asked +1, answered +10, painted +16 = 31 ms',
    '  1970-01-01T00:00:01.000Z host contact.find: ok, 40 B / 700 B, 10 ms',
  ])
    assert.ok(text.split('\n').includes(line), `${line}\n${text}`);
});

test('a host that was never there makes a text as well', () => {
  const { office, ...rest } = facts();
  const text = reportText({ ...rest, office: { host: { state: 'missing' }, refused: [], connections: [] } });
  assert.match(text, /Companion app: missing\nPhones:/);
});

test('a site is named where it is a vendor’s own, and no other', () => {
  assert.deepEqual(
    [testOrigin, 'https://apps.ringcentral.com', 'http://127.0.0.1:8000', 'https://jane.example.com'].map(
      siteWord,
    ),
    ['this extension', 'https://apps.ringcentral.com', 'this computer', 'a site'],
  );
  assert.equal(
    countRows({ 'frame https://x.example.com': { taken: 0, refused: 4, unknown: {} } })[0].refused,
    4,
  );
});

test('a sentence of the host’s loses its numbers, addresses and tokens, and keeps its sense', () => {
  assert.equal(scrubbed('HTTP 401 for jane@acme.com, call +1 415 555 0132.'), 'HTTP 401 for @ call #.');
  assert.equal(scrubbed('config.json line 12'), 'config.json line 12');
});

test('figures count calls whose name came to the screen', () => {
  const [trace] = facts().measured.traces;
  assert.deepEqual(figuresOf([trace, { ...trace, marks: { phone: 1, received: 2 } }]), {
    count: 1,
    p50: 31,
    p95: 31,
  });
  assert.deepEqual(settingRows(undefined), []);
});
