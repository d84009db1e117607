import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { bare, build, bundle } from '../../extension/build.mjs';
import { zip } from '../../extension/zip.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const json = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'));
const output = mkdtempSync(join(tmpdir(), 'patchbay-build-'));
const folders = await build(output);
test.after(() => rmSync(output, { recursive: true, force: true }));

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) yield* files(join(folder, entry.name));
    else yield join(folder, entry.name);
  }
}
/** The files of a zip, found as its directory has them. @param {Buffer} packed */
function* entriesOf(packed) {
  const end = packed.length - 22;
  assert.equal(packed.readUInt32LE(end), 0x06054b50);
  let at = packed.readUInt32LE(end + 16);
  for (let left = packed.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [size, nameLength, body] = [
      packed.readUInt32LE(at + 20),
      packed.readUInt16LE(at + 28),
      packed.readUInt32LE(at + 42),
    ];
    const start = body + 30 + nameLength;
    const content = inflateRawSync(packed.subarray(start, start + size)).toString();
    yield [packed.subarray(at + 46, at + 46 + nameLength).toString(), content];
    at += 46 + nameLength;
  }
}
const scripts = [...files(join(folders.chromium, 'src'))].filter((path) => path.endsWith('.js'));
const written = [...files(join(root, 'extension/src'))].filter((path) => /\.(js|css)$/.test(path));
const modules = written.filter((path) => path.endsWith('.js'));

test('the id that hosts allow is the one that follows from the key', () => {
  const key = Buffer.from(json(folders.chromium, 'manifest.json').key, 'base64');
  const hex = createHash('sha256').update(key).digest('hex').slice(0, 32);
  const id = [...hex].map((digit) => String.fromCharCode(97 + parseInt(digit, 16))).join('');
  const ids = json(root, 'manifest/extension_ids.json');
  assert.deepEqual(ids.chromium, [id]);
  assert.deepEqual(ids.firefox, [json(folders.firefox, 'manifest.json').browser_specific_settings.gecko.id]);
});

test('each browser gets only keys that it knows', () => {
  const [chromium, firefox] = [
    json(folders.chromium, 'manifest.json'),
    json(folders.firefox, 'manifest.json'),
  ];
  for (const foreign of ['sidebar_action', 'browser_specific_settings'])
    assert.equal(chromium[foreign], undefined);
  for (const foreign of ['side_panel', 'key', 'minimum_chrome_version', 'externally_connectable'])
    assert.equal(firefox[foreign], undefined);
  assert.equal(firefox.permissions.includes('sidePanel'), false);
  assert.equal(chromium.background.service_worker, firefox.background.scripts[0]);
});

test('every file that a manifest names is there', () => {
  const named = JSON.stringify(json(folders.chromium, 'manifest.json')).match(/"(src|icons)\/[^"]+"/g) ?? [];
  for (const quoted of named)
    assert.ok(readFileSync(join(folders.chromium, JSON.parse(quoted))).length, quoted);
});

test('the installation asks for no page but those of this computer', () => {
  const {
    permissions,
    host_permissions: hosts,
    content_scripts: content,
  } = json(folders.chromium, 'manifest.json');
  assert.deepEqual(permissions, [
    'nativeMessaging',
    'storage',
    'sidePanel',
    'notifications',
    'alarms',
    'scripting',
    'activeTab',
  ]);
  assert.equal(hosts, undefined);
  assert.deepEqual(
    content.flatMap((one) => one.matches),
    ['http://127.0.0.1/*', 'http://localhost/*'],
  );
});

test('Firefox is told what goes to the companion app', () => {
  const { gecko } = json(folders.firefox, 'manifest.json').browser_specific_settings;
  const told = ['personallyIdentifyingInfo', 'personalCommunications', 'authenticationInfo'];
  assert.deepEqual(gecko.data_collection_permissions, { required: told });
});

test('the zips hold the folders, are small, and come out the same each time', () => {
  for (const [browser, folder] of Object.entries(folders)) {
    const packed = readFileSync(`${folder}.zip`);
    assert.ok(packed.length <= 150_000, `${browser}: ${packed.length} bytes`);
    assert.deepEqual(zip(folder), packed);
    const found = entriesOf(packed);
    const expected = [...files(folder)].map((path) => [relative(folder, path), readFileSync(path, 'utf8')]);
    assert.deepEqual(Object.fromEntries(found), Object.fromEntries(expected));
  }
});

test('what is shipped has every statement of its source and none of its comments', () => {
  const source = `// One.\n/** Two. */\nconst a = /** @type {any} */ (b); // three\n  /**\n   * Four\n   */\n  c('/** five */');\n`;
  assert.equal(bare(source), `const a = (b); // three\n  c('/** five */');\n`);
  for (const path of modules) assert.doesNotMatch(bare(readFileSync(path, 'utf8')), /^\s*\/\//m, path);
  for (const path of scripts) assert.doesNotMatch(readFileSync(path, 'utf8'), /\/\*\*/, path);
});

test('the scripts that run in others’ pages are small', () => {
  const { content_scripts: content } = json(folders.chromium, 'manifest.json');
  for (const name of content.flatMap(({ js }) => js))
    assert.ok(readFileSync(join(folders.chromium, name)).length <= 6000, name);
});

test('nothing is evaluated, inserted as HTML or loaded from elsewhere', () => {
  for (const path of scripts) {
    assert.doesNotMatch(
      readFileSync(path, 'utf8'),
      /\beval\(|new Function|innerHTML|insertAdjacentHTML|document\.write|import\(|\bfetch\(/,
      path,
    );
  }
});

test('every text that is asked for exists, and every text is asked for', () => {
  const messages = Object.keys(json(folders.chromium, '_locales/en/messages.json'));
  const source =
    modules.map((path) => readFileSync(path, 'utf8')).join('\n') +
    readFileSync(join(folders.chromium, 'manifest.json'), 'utf8');
  const asked = [...source.matchAll(/\b(?:t|words|getMessage)\(\s*'(\w+)'/g)].map(([, id]) => id);
  assert.deepEqual(
    asked.filter((id) => !messages.includes(id)),
    [],
  );
  const families = [...source.matchAll(/\b(?:t|getMessage)\(\s*`(\w+_)\$\{/g)].map(([, prefix]) => prefix);
  const counted = [...source.matchAll(/\bplural\(\s*'(\w+)'/g)].map(([, id]) => `${id}_`);
  const unused = messages.filter(
    (id) =>
      !source.includes(`'${id}'`) &&
      !source.includes(`__MSG_${id}__`) &&
      ![...families, ...counted].some((prefix) => id.startsWith(prefix)),
  );
  assert.deepEqual(unused, []);
  const forms = counted.flatMap((prefix) => [`${prefix}one`, `${prefix}other`]);
  assert.deepEqual(
    forms.filter((id) => !messages.includes(id)),
    [],
  );
});

test('German has every text that English has, with the same values in it', () => {
  const [english, german] = ['en', 'de'].map((language) =>
    json(folders.chromium, `_locales/${language}/messages.json`),
  );
  const valuesIn = ({ message }) => [...new Set(message.match(/\$\d/g))].sort();
  assert.deepEqual(Object.keys(german).sort(), Object.keys(english).sort());
  for (const [id, text] of Object.entries(german)) assert.deepEqual(valuesIn(text), valuesIn(english[id]), id);
});

test('a page reads one script and one list of styles, and nothing imports what is elsewhere', () => {
  for (const name of ['panel', 'phone', 'diagnostics']) {
    const page = join(folders.chromium, 'src', name);
    const html = readFileSync(join(page, 'index.html'), 'utf8');
    const read = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, path]) => path);
    assert.deepEqual(read, ['main.css', 'main.js'], name);
    assert.doesNotMatch(readFileSync(join(page, 'main.css'), 'utf8'), /@import|url\(/, name);
  }
  for (const path of scripts) assert.doesNotMatch(readFileSync(path, 'utf8'), /^import\b|\bfrom ['"]/m, path);
});

test('every module and every list of styles is part of what is shipped', async () => {
  const shipped = await bundle(join(output, 'again'));
  const paths = written.map((path) => relative(join(root, 'extension'), path).replaceAll('\\', '/'));
  assert.deepEqual(shipped.sort(), paths.sort());
});

test('a module exports only what another one, or a test, reads', () => {
  const readers = ['extension/src', 'tests/extension', 'tests/e2e'].flatMap((folder) => [...files(join(root, folder))]);
  const words = new Map(readers.map((path) => [path, new Set(readFileSync(path, 'utf8').match(/\w+/g))]));
  const exported = /^export (?:async )?(?:function|class|const|let) (\w+)/gm;
  for (const path of modules)
    for (const [, name] of readFileSync(path, 'utf8').matchAll(exported))
      assert.ok(
        readers.some((reader) => reader !== path && words.get(reader).has(name)),
        `${path}: ${name}`,
      );
});

test('no file is longer than 300 lines and no line than 110 columns', () => {
  for (const path of written) {
    const lines = readFileSync(path, 'utf8').split('\n');
    assert.ok(lines.length <= 300, `${path}: ${lines.length} lines`);
    const long = lines.findIndex((line) => line.length > 110);
    assert.equal(long, -1, `${path}:${long + 1}`);
  }
});
