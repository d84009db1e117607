// The signature by nobody that a program's part for Intel's processors gets, read by a reader that shares nothing with what writes it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import test from 'node:test';
import { join, machO, root, temporary } from './mac.mjs';

const sign = (...files) => spawnSync(join(root, 'installer/macos/sign.py'), files, { encoding: 'utf8' });
const headBytes = 32 + 2 * 72;

// A program as linkers make it, of two segments: what is run, and what only the system's loader reads.
function program(file, { room = 64 } = {}) {
  const text = 8192;
  const bytes = Buffer.alloc(text + 101, 7);
  bytes.fill(0, 0, headBytes + room);
  [0xfeedfacf, 0x01000007, 3, 2, 2, headBytes - 32, 0x200085].forEach((word, index) => bytes.writeUInt32LE(word, 4 * index));
  [['__TEXT', 0, text], ['__LINKEDIT', text, 101]].forEach(([name, start, size], index) => {
    const at = 32 + 72 * index;
    bytes.writeUInt32LE(0x19, at);
    bytes.writeUInt32LE(72, at + 4);
    bytes.write(name, at + 8);
    bytes.writeBigUInt64LE(BigInt(size), at + 32);
    bytes.writeBigUInt64LE(BigInt(start), at + 40);
    bytes.writeBigUInt64LE(BigInt(size), at + 48);
  });
  writeFileSync(file, bytes);
  return bytes;
}

test('a program that its linker left unsigned is signed by nobody, page by page', (t) => {
  const file = join(temporary(t), 'program');
  program(file);
  assert.equal(machO(file)[0].signature, null);
  assert.equal(sign(file).status, 0);
  assert.deepEqual(machO(file)[0].signature, { ad_hoc: true, algorithm: 'sha256', pages: 3, wrong_pages: 0, covers: true });
});

test('what the program consists of stays as it was, and its last segment has the signature in it', (t) => {
  const file = join(temporary(t), 'program');
  const before = program(file);
  sign(file);
  const after = readFileSync(file);
  assert.ok(after.subarray(headBytes + 16, before.length).equals(before.subarray(headBytes + 16)));
  const last = 32 + 72;
  assert.equal(after.readBigUInt64LE(last + 40) + after.readBigUInt64LE(last + 48), BigInt(after.length));
  assert.equal(after.readBigUInt64LE(last + 32), 4096n);
});

test('a page that is changed afterwards is not the one that was signed', (t) => {
  const file = join(temporary(t), 'program');
  program(file);
  sign(file);
  const bytes = readFileSync(file);
  bytes[5000] ^= 1;
  writeFileSync(file, bytes);
  assert.equal(machO(file)[0].signature.wrong_pages, 1);
});

test('one that is signed stays as it is', (t) => {
  const file = join(temporary(t), 'program');
  program(file);
  sign(file);
  const once = readFileSync(file);
  assert.equal(sign(file).status, 0);
  assert.ok(readFileSync(file).equals(once));
});

test('what cannot be signed is said and left alone', (t) => {
  const file = join(temporary(t), 'program');
  const before = program(file, { room: 8 });
  assert.match(sign(file).stderr, /has no room for a signature/);
  assert.ok(readFileSync(file).equals(before));
  writeFileSync(file, '#!/bin/sh\n'.padEnd(100));
  assert.match(sign(file).stderr, /is no Mach-O file for one processor/);
});
