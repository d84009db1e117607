// Serves the demo softphone on a free port of 127.0.0.1.
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..');
const files = { '/': ['softphone.html', 'text/html'], '/softphone.js': ['softphone.js', 'text/javascript'] };

/** @returns {Promise<{url: string, close: () => void}>} */
export async function servePhone() {
  const server = createServer((request, response) => {
    const [name, type] = files[request.url] ?? [];
    if (!name || !existsSync(join(folder, name))) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' });
    return createReadStream(join(folder, name)).pipe(response);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => {
      server.closeAllConnections?.();
      server.close();
    },
  };
}
