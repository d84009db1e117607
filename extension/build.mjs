// Writes build/extension/chromium and build/extension/firefox: the same files, and a manifest with only what
// each browser knows; and beside each folder a zip of it. What only we read stays behind: comments, types,
// words to translators.
//   node extension/build.mjs [output folder]
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zip } from './zip.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const shipped = ['src', '_locales', 'icons'];
const pages = ['panel', 'phone', 'diagnostics'];

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

/** @param {string} texts of one language */
const worded = (texts) =>
  JSON.stringify(JSON.parse(texts), (_, value) => (value.message ? { message: value.message } : value));

/** @param {string} folder whose files become what is shipped */
function strip(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const change = entry.name === 'messages.json' ? worded : entry.name.endsWith('.js') ? bare : undefined;
    if (entry.isDirectory()) strip(path);
    else if (change) writeFileSync(path, change(readFileSync(path, 'utf8')));
  }
}

/** A script, and what it imports, at any distance. @param {string} script @param {Set<string>} [found] */
function modulesOf(script, found = new Set()) {
  if (found.has(script)) return found;
  found.add(script);
  const imports = readFileSync(script, 'utf8').matchAll(/^(?:import|export)\b[^'"]*['"](\.[^'"]+)['"]/gm);
  for (const [, name] of imports) modulesOf(join(dirname(script), name), found);
  return found;
}

/** The page names all its modules: else the browser learns of each when another was read. @param {string} page */
function preload(page) {
  const links = [...modulesOf(join(dirname(page), 'main.js'))]
    .map((path) => relative(dirname(page), path).replaceAll('\\', '/'))
    .map((path) => `<link rel="modulepreload" href="${path}">\n    `);
  const script = '<script type="module"';
  writeFileSync(page, readFileSync(page, 'utf8').replace(script, links.join('') + script));
}

/**
 * @param {string} output
 * @param {((texts: Record<string, {message: string}>) => object) | undefined} [translate] what tests make of
 *   the English texts; what is shipped has none
 * @returns {{chromium: string, firefox: string}} the two folders
 */
export function build(output, translate) {
  const source = JSON.parse(readFileSync(join(here, 'manifest.json'), 'utf8'));
  const folders = { chromium: join(output, 'chromium'), firefox: join(output, 'firefox') };
  const manifests = { chromium: forChromium(source), firefox: forFirefox(source) };
  for (const browser of /** @type {const} */ (['chromium', 'firefox'])) {
    rmSync(folders[browser], { recursive: true, force: true });
    mkdirSync(folders[browser], { recursive: true });
    for (const name of shipped) {
      cpSync(join(here, name), join(folders[browser], name), {
        recursive: true,
        filter: (path) => !path.endsWith('.d.ts'),
      });
    }
    strip(folders[browser]);
    for (const page of pages) preload(join(folders[browser], 'src', page, 'index.html'));
    if (translate) {
      const texts = join(folders[browser], '_locales/en/messages.json');
      writeFileSync(texts, JSON.stringify(translate(JSON.parse(readFileSync(texts, 'utf8')))));
    }
    writeFileSync(
      join(folders[browser], 'manifest.json'),
      JSON.stringify(manifests[browser], null, 2) + '\n',
    );
    writeFileSync(`${folders[browser]}.zip`, zip(folders[browser]));
  }
  return folders;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const folders = build(resolve(process.argv[2] ?? join(here, '../build/extension')));
  console.log(`${folders.chromium}\n${folders.firefox}`);
}
