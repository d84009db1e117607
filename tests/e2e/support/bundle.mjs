// One script for the browser out of a CommonJS package and what it requires. Enough for the packages that the
// tests put into pages, and no more.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Where a package has another file for browsers, or shares its name with a part of Node. */
const forBrowsers = { debug: 'debug/src/browser.js', events: 'events/events.js' };

/**
 * @param {string} entry a package's name
 * @param {string} global the name that its exports get in the page
 */
export function bundle(entry, global) {
  const here = createRequire(import.meta.url);
  /** @type {Map<string, string>} */ const modules = new Map();

  /** @param {string} path */
  function add(path) {
    if (modules.has(path)) return;
    modules.set(path, '');
    const source = readFileSync(path, 'utf8');
    if (path.endsWith('.json')) return void modules.set(path, `module.exports = ${source};`);
    const from = createRequire(path);
    const named = source.replace(/\brequire\(\s*['"]([^'"]+)['"]\s*\)/g, (_, name) => {
      const found = from.resolve(forBrowsers[name] ?? name);
      add(found);
      return `require(${JSON.stringify(found)})`;
    });
    modules.set(path, named);
  }

  const first = here.resolve(entry);
  add(first);
  const table = [...modules].map(
    ([path, source]) => `${JSON.stringify(path)}: function (module, exports, require) {\n${source}\n}`,
  );
  return `(() => {
  const modules = {${table.join(',\n')}};
  const made = {};
  const require = (path) => {
    if (!made[path]) modules[path]((made[path] = { exports: {} }), made[path].exports, require);
    return made[path].exports;
  };
  globalThis.process ??= { env: {} };
  globalThis[${JSON.stringify(global)}] = require(${JSON.stringify(first)});
})();`;
}
