// Writes build/extension/chromium and build/extension/firefox: the same files, and a manifest with only what
// each browser knows; and beside each folder a zip of it. The modules of a page become one file, and so do its
// styles: one file is read sooner than sixty. What only we read stays behind: comments, types, words to
// translators, and the white space, which is a tenth of the zip. Names and statements are as they were
// written: who reviews it for a store formats it and has our code, and the source is there to compare.
//   npm ci --prefix extension && node extension/build.mjs [output folder]
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zip } from './zip.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const pages = ['panel', 'phone', 'diagnostics'].map((name) => `src/${name}`);
const entries = [
  'src/background/main.js',
  ...['bridge', 'tap', 'dial'].map((name) => `src/content/${name}.js`),
  ...pages.flatMap((page) => [`${page}/main.js`, `${page}/main.css`]),
];
const asTheyAre = ['icons', 'src/managed_schema.json', ...pages.map((page) => `${page}/index.html`)];

/** @param {any} manifest */
function forChromium(manifest) {
  const { sidebar_action, browser_specific_settings, ...rest } = manifest;
  return rest;
}

/** @param {any} manifest */
function forFirefox(manifest) {
  const { key, minimum_chrome_version, side_panel, externally_connectable, storage, ...rest } = manifest;
  return {
    ...rest,
    permissions: rest.permissions.filter((/** @type {string} */ name) => name !== 'sidePanel'),
    background: { scripts: [rest.background.service_worker], type: 'module' },
  };
}

/** @param {string} script without types, and without the comments that have lines of their own */
export const bare = (script) =>
  script
    .replace(/^[ \t]*\/\*\*(?:[^*]|\*(?!\/))*\*\/[ \t]*\n/gm, '')
    .replace(/^[ \t]*\/\/.*\n/gm, '')
    .replace(/\/\*\* @type [^*]*\*\/ ?/g, '');

/** It comes with `npm ci`. */
export const bundler = () =>
  import('esbuild').catch((fault) => {
    throw new Error(`The bundler is missing: run "npm ci" in ${here}`, { cause: fault });
  });

const withoutComments = {
  name: 'without comments',
  setup: (/** @type {any} */ { onLoad }) =>
    onLoad({ filter: /\.js$/ }, (/** @type {{path: string}} */ { path }) => ({
      contents: bare(readFileSync(path, 'utf8')),
    })),
};

/** Each entry with all that it imports as one file. @param {string} folder */
export async function bundle(folder) {
  const { build: put } = await bundler();
  const { metafile } = await put({
    absWorkingDir: here,
    entryPoints: entries,
    outbase: '.',
    outdir: folder,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    minifyWhitespace: true,
    metafile: true,
    plugins: [withoutComments],
  });
  return Object.keys(metafile.inputs);
}

/** @param {string} folder @param {(texts: any) => object} translate the English */
function writeTexts(folder, translate) {
  for (const language of readdirSync(join(here, '_locales'))) {
    const path = join('_locales', language, 'messages.json');
    const told = Object.entries(JSON.parse(readFileSync(join(here, path), 'utf8')));
    const texts = Object.fromEntries(told.map(([id, { message }]) => [id, { message }]));
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), JSON.stringify(language === 'en' ? translate(texts) : texts));
  }
}

/**
 * @param {string} output
 * @param {(texts: Record<string, {message: string}>) => object} [translate] what tests make of the English
 *   texts
 * @returns {Promise<{chromium: string, firefox: string}>} the two folders
 */
export async function build(output, translate = (texts) => texts) {
  const source = JSON.parse(readFileSync(join(here, 'manifest.json'), 'utf8'));
  const manifests = { chromium: forChromium(source), firefox: forFirefox(source) };
  const folders = { chromium: join(output, 'chromium'), firefox: join(output, 'firefox') };
  for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true });
  await bundle(folders.chromium);
  for (const path of asTheyAre) cpSync(join(here, path), join(folders.chromium, path), { recursive: true });
  writeTexts(folders.chromium, translate);
  cpSync(folders.chromium, folders.firefox, { recursive: true });
  for (const browser of /** @type {const} */ (['chromium', 'firefox'])) {
    const manifest = JSON.stringify(manifests[browser], null, 2);
    writeFileSync(join(folders[browser], 'manifest.json'), `${manifest}\n`);
    writeFileSync(`${folders[browser]}.zip`, zip(folders[browser]));
  }
  return folders;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const folders = await build(resolve(process.argv[2] ?? join(here, '../build/extension')));
  console.log(`${folders.chromium}\n${folders.firefox}`);
}
