// A slow machine, made on purpose: each message between the parts of the extension, each change of the storage
// and each word of the host arrives so many milliseconds later. A test that passes without it and not with it
// depends on the machine's pace.
//   PATCHBAY_DELAY   the milliseconds; nothing is changed where it is not set
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs before everything else in the worker and in each page. @param {number} delay */
function slowDown(delay) {
  const later = (/** @type {(...said: any[]) => void} */ listener) => (/** @type {any[]} */ ...said) => {
    setTimeout(() => listener(...said), delay);
    return true;
  };
  /** @param {any} event */
  function hold(event) {
    const add = event.addListener.bind(event);
    event.addListener = (/** @type {any} */ listener) => add(later(listener));
  }
  for (const api of new Set([globalThis.browser, globalThis.chrome].filter((one) => one?.runtime))) {
    hold(api.runtime.onMessage);
    hold(api.storage.onChanged);
    const connect = api.runtime.connectNative?.bind(api.runtime);
    api.runtime.connectNative = (/** @type {string} */ name) => {
      const port = connect(name);
      // What a port says of its end, it says in that moment only.
      port.onDisconnect.addListener(() => (port.error ??= api.runtime.lastError));
      hold(port.onMessage);
      hold(port.onDisconnect);
      return port;
    };
  }
}

/** @param {string} extension the folder of a build, which is changed */
export function delay(extension) {
  const wanted = Number(process.env.PATCHBAY_DELAY ?? 0);
  if (!wanted) return;
  writeFileSync(join(extension, 'slow.js'), `(${slowDown})(${wanted});\n`);
  for (const folder of readdirSync(join(extension, 'src'))) {
    const page = join(extension, 'src', folder, 'index.html');
    if (!existsSync(page)) continue;
    const html = readFileSync(page, 'utf8');
    writeFileSync(page, html.replace('<head>', '<head><script src="/slow.js"></script>'));
  }
  const path = join(extension, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const worker = manifest.background.service_worker ?? manifest.background.scripts[0];
  writeFileSync(join(extension, 'slow_worker.js'), `import './slow.js';\nimport './${worker}';\n`);
  manifest.background = { ...manifest.background, type: 'module' };
  if (manifest.background.scripts) manifest.background.scripts = ['slow_worker.js'];
  else manifest.background.service_worker = 'slow_worker.js';
  writeFileSync(path, JSON.stringify(manifest));
}
