import './browser_stub.mjs';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  homeless,
  methodWord,
  providerWord,
  redacted,
  versionWord,
} from '../../extension/src/core/redact.js';
import { random } from './support.mjs';

const secrets = ['+14155550132', 'Jane Doe', 'eyJhbGciOi.J9.sig', 'Call her back on Friday', 'jane@acme.com'];

test('a message that is known keeps its name, its sizes, its time and how it ended', () => {
  const message = {
    with: 'host',
    at: 5,
    method: 'contact.find',
    size: 30,
    answer: 800,
    ms: 12,
    outcome: 'ok',
  };
  assert.deepEqual(redacted(message), message);
  const told = { with: 'phone', at: 6, method: 'rc-active-call-notify', size: 400, outcome: 'taken' };
  assert.deepEqual(redacted(told), told);
});

test('whatever is not on a list becomes a word of ours, in any member', () => {
  for (const secret of secrets) {
    const message = {
      with: secret,
      at: secret,
      method: secret,
      size: secret,
      answer: secret,
      outcome: secret,
    };
    const kept = JSON.stringify(redacted({ ...message, ms: secret, params: secret, [secret]: secret }));
    assert.equal(kept, '{"with":"phone","at":0,"method":"other","size":0,"outcome":"other"}');
  }
});

test('no word of a thousand made-up messages is kept that a list does not hold', () => {
  const next = random(7);
  const letters = 'abcdefgJANE_DOE-.+0123456789';
  const word = () => Array.from({ length: 9 }, () => letters[Math.floor(next() * letters.length)]).join('');
  for (let i = 0; i < 1000; i += 1) {
    const { method, outcome } = redacted({ with: word(), method: word(), outcome: word() });
    assert.deepEqual([method, outcome, providerWord(word())], ['other', 'other', 'other']);
  }
});

test('a name that every object has is no name of a message', () => {
  for (const name of ['constructor', '__proto__', 'toString']) assert.equal(methodWord(name), 'other');
});

test('each method that is asked of the host has a name in the diagnostics', () => {
  const folder = fileURLToPath(new URL('../../extension/src/background/', import.meta.url));
  const source = readdirSync(folder)
    .map((name) => readFileSync(folder + name, 'utf8'))
    .join('\n');
  const asked = [...source.matchAll(/'((?:[a-zA-Z]+\.[a-z][A-Za-z]+)|unAuthorize)'/g)].map(
    ([, name]) => name,
  );
  const ofHost = asked.filter((name) => !/\.js$|^call\./.test(name));
  assert.ok(ofHost.length > 10);
  assert.deepEqual(
    ofHost.filter((name) => methodWord(name) === 'other'),
    [],
  );
});

test('a path says nothing of whose computer it is', () => {
  assert.equal(homeless('/home/jane.doe/.local/bin/patchbay-host'), '~/.local/bin/patchbay-host');
  assert.equal(homeless('/Users/Jane Doe/Library'), '~/Library');
  assert.equal(homeless('C:\\Users\\jane\\AppData\\Local'), '~\\AppData\\Local');
  assert.equal(homeless('refused /home/jane/a.so and /home/jane/b.so'), 'refused ~/a.so and ~/b.so');
  assert.equal(homeless('/usr/lib/patchbay'), '/usr/lib/patchbay');
  assert.equal(homeless(undefined), '');
});

test('a version is numbers, and nothing else', () => {
  assert.deepEqual(['1.2.3', '1.0', 'Jane', '1.2-jane', ''].map(versionWord), [
    ...['1.2.3', '1.0'],
    ...['other', 'other', 'other'],
  ]);
});
