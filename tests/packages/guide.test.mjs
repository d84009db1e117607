// What installer/linux/DEPLOY.md has an administrator look for, held against the packages and what is known of browsers.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { repository } from './machine.mjs';
import { built, whyNotBuilt } from './packages.mjs';

const guide = readFileSync(join(repository, 'installer/linux/DEPLOY.md'), 'utf8');
const { browsers } = JSON.parse(readFileSync(join(repository, 'manifest/locations.json'), 'utf8'));

test('each browser reads its policies where the guide puts them', () => {
  for (const { name, linux } of browsers) {
    const row = guide.split('\n').find((line) => line.startsWith(`| ${name.replace(/^Google |^Microsoft /, '')} | \`/etc`));
    assert.ok(row, name);
    assert.ok(linux.policies.some((folder) => row.includes(`\`${folder}/`)), row);
  }
});

test('the ids in the guide are those that the host lets in', () => {
  const ids = JSON.parse(readFileSync(join(repository, 'manifest/extension_ids.json'), 'utf8'));
  for (const id of [ids.chromium[0], ids.firefox[0]]) assert.ok(guide.includes(`\`${id}\``) && guide.includes(`"${id}`), id);
});

test('the host has every option that the guide has people type', { skip: whyNotBuilt() }, () => {
  const help = execFileSync(join(repository, 'build/linux/bin/patchbay-host'), ['--help'], { encoding: 'utf8' });
  const typed = [...guide.matchAll(/patchbay-host((?: --?[a-z][a-z-]*)+)/g)].flatMap(([, words]) => words.trim().split(' '));
  assert.ok(typed.length > 5);
  for (const option of typed) assert.match(help, new RegExp(`^ {2}(?:-\\w,)?${option}\\b`, 'm'), option);
});

test('what the guide shows in JSON is JSON', () => {
  const blocks = [...guide.matchAll(/```json\n([^]*?)```/g)].map(([, text]) => JSON.parse(text));
  assert.ok(blocks.length > 0);
});

test('what the guide says is installed is in the package', { skip: whyNotBuilt() }, () => {
  const listed = execFileSync('dpkg-deb', ['-c', built('patchbay-host', 'deb')], { encoding: 'utf8' });
  const named = [...guide.matchAll(/(?<=[`\s])\/usr\/(?!local)[\w./-]*patchbay[\w./-]*\w/g)].map(([path]) => path);
  assert.ok(named.length > 5);
  for (const path of named) assert.match(listed, new RegExp(` \\.${path}/?\\n`), path);
});
