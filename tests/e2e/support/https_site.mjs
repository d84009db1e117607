// A web phone on the Internet, as the browser sees it: a proxy that leads every https address to one server of
// this computer, under a certificate that was made for the test.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';

/** @param {string} folder for the certificate @param {string} host */
function certificate(folder, host) {
  const [key, cert] = [join(folder, 'site.key'), join(folder, 'site.crt')];
  const asked = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${host}`];
  const { status, stderr } = spawnSync('openssl', [
    ...asked,
    ...['-addext', `subjectAltName=DNS:${host}`, '-keyout', key, '-out', cert],
  ]);
  if (status !== 0) throw new Error(`openssl: ${stderr}`);
  return { key: readFileSync(key), cert: readFileSync(cert) };
}

/** @param {import('node:net').Socket} one @param {import('node:net').Socket} other */
function couple(one, other) {
  one.pipe(other).pipe(one);
  for (const socket of [one, other]) socket.on('error', () => (one.destroy(), other.destroy()));
}

/**
 * @param {string} folder @param {string} host @param {number} port of the server that is meant
 * @returns {Promise<{port: number, close: () => void}>} the proxy
 */
export async function httpsSite(folder, host, port) {
  const listen = (/** @type {import('node:net').Server} */ server) =>
    new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(server.address().port)));
  const pass = (/** @type {number} */ to) => (/** @type {import('node:net').Socket} */ from) =>
    couple(from, connect(to, '127.0.0.1'));
  const inner = createTlsServer(certificate(folder, host), pass(port));
  const behind = await listen(inner);
  const proxy = createServer().on('connect', (_, client) => {
    client.write('HTTP/1.1 200 OK\r\n\r\n');
    pass(behind)(client);
  });
  const close = () => void [proxy, inner].map((server) => server.close());
  return { port: await listen(proxy), close };
}
