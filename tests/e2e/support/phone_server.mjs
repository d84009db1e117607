// Serves the demo softphone, and pages with phones in them, on a free port of 127.0.0.1.
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundler } from '../../../extension/build.mjs';
import { serveSip } from './sip_server.mjs';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..');
const sdk = '../node_modules/@hubspot/calling-extensions-sdk/dist/main.esm.js';
const html = 'text/html';
const script = 'text/javascript';
const files = {
  '/': ['softphone.html', html],
  '/softphone.js': ['softphone.js', script],
  '/widget': ['pages/widget.html', html],
  '/widget.js': ['pages/widget.js', script],
  '/calling-extensions.js': [sdk, script],
  '/sdk-phone': ['pages/sdk_phone.html', html],
  '/sdk_phone.js': ['pages/sdk_phone.js', script],
  '/sdk-crm': ['pages/sdk_crm.html', html],
  '/sdk_crm.js': ['pages/sdk_crm.js', script],
  '/sip': ['pages/sip_phone.html', html],
  '/sip_phone.js': ['pages/sip_phone.js', script],
  '/jssip_bridge.js': ['../../extension/samples/jssip_bridge.js', script],
  '/crm': ['pages/crm.html', html],
  '/crm.js': ['pages/crm.js', script],
};

/** A package and what it requires, as one script of a page. @param {string} name @param {string} global */
async function packaged(name, global) {
  const { build } = await bundler();
  const wish = { entryPoints: [name], absWorkingDir: folder, bundle: true, write: false, format: 'iife' };
  const { outputFiles } = await build({ ...wish, globalName: global });
  return outputFiles[0].text;
}

/** @returns {Promise<{url: string, port: number, close: () => void}>} */
export async function servePhone() {
  const server = createServer(async (request, response) => {
    const path = request.url.split('?')[0];
    if (path === '/jssip.js')
      return response.writeHead(200, { 'content-type': script }).end(await packaged('jssip', 'JsSIP'));
    const [name, type] = files[path] ?? [];
    if (!name || !existsSync(join(folder, name))) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' });
    return createReadStream(join(folder, name)).pipe(response);
  });
  serveSip(server);
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address();
  return {
    port,
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.closeAllConnections?.();
      server.close();
    },
  };
}
