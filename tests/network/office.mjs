// A company's network on the loopback: the sandbox CRM behind TLS, under a name that only this office knows
// and with a certificate of the office's own authority, and real proxies in front of it. (The host goes through
// no proxy to reach the machine itself, hence the name: it is in an /etc/hosts that only the office sees.)
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFolder, program, startServer, whyNotBuilt } from '../support/programs.mjs';
import { NativeClient } from '../support/native_client.mjs';

const name = 'crm.office.example';

/** Why programs cannot be given files of their own in the place of the system's, or false. */
export const whyNoMounts = () =>
  spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0
    ? false
    : 'this takes root, and a system that lets it mount';

/** A command that sees one file in the place of another. @param {string} file @param {string} place */
export const seeing = (file, place) => [
  ...['unshare', '--mount', 'sh', '-ec', 'mount --bind "$1" "$2"; shift 2; exec "$@"', 'sh', file, place],
];

/** Why a program cannot be used, or false. @param {string} name */
function whyNot(name) {
  const paths = ['/usr/bin', '/usr/sbin', '/usr/local/bin'];
  return paths.some((path) => existsSync(join(path, name))) ? false : `${name} is not installed`;
}

/** Why there can be no such network here, or false. @param {string[]} proxies that it needs */
export const whyNone = (...proxies) =>
  whyNotBuilt('patchbay-host', 'patchbay-sandbox') ||
  ['openssl', ...proxies].map(whyNot).find(Boolean) ||
  whyNoMounts();

const listening = (server) =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));

async function freePort() {
  const server = net.createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const answers = (port) =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => resolve(socket.destroy() && true));
    socket.on('error', () => resolve(false));
  });

/** An authority, and its certificate for the CRM. @param {string} folder */
function certify(folder) {
  const openssl = (...words) => execFileSync('openssl', words, { cwd: folder, stdio: 'ignore' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  const signs = ['-addext', 'keyUsage=critical,keyCertSign,cRLSign'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=The CRM authority', ...signs);
  openssl('req', ...key.slice(0, -2), '-keyout', 'crm.key', '-out', 'crm.csr', '-subj', `/CN=${name}`);
  writeFileSync(join(folder, 'crm.ext'), `subjectAltName = DNS:${name}\n`);
  const sign = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'crm.ext'];
  openssl('x509', '-req', '-in', 'crm.csr', ...sign, '-out', 'crm.pem');
}

/** TLS in front of a server without. @param {string} folder @param {string} target its URL */
function serveTls(folder, target) {
  const options = { key: readFileSync(join(folder, 'crm.key')), cert: readFileSync(join(folder, 'crm.pem')) };
  return https.createServer(options, (request, response) => {
    const { method, headers, url } = request;
    const onward = http.request(new URL(url, target), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
}

export class Office {
  /** @param {import('node:test').TestContext} t which it ends with */
  static async open(t) {
    const office = new Office();
    office.t = t;
    office.folder = mkdtempSync(join(tmpdir(), 'patchbay-office-'));
    t.after(() => rmSync(office.folder, { recursive: true, force: true }));
    certify(office.folder);
    const hosts = join(office.folder, 'hosts');
    writeFileSync(hosts, `127.0.0.1 localhost ${name}\n`);
    office.inside = seeing(hosts, '/etc/hosts');
    office.authority = join(office.folder, 'ca.pem');
    const database = join(office.folder, 'crm.sqlite');
    const crm = await startServer('patchbay-sandbox', ['--port', '0', '--data', database]);
    t.after(() => crm.stop());
    const front = serveTls(office.folder, crm.url);
    t.after(() => {
      front.closeAllConnections();
      front.close();
    });
    office.url = `https://${name}:${await listening(front)}`;
    return office;
  }

  /** Starts a proxy on a free port; another when somebody was quicker. */
  async #proxy(command) {
    for (let attempt = 0; attempt < 5; ++attempt) {
      const port = await freePort();
      const [program, ...words] = [...this.inside, ...command(port)];
      const env = { ...process.env, PYTHONUNBUFFERED: '1' };
      const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
      const proxy = { port, log: '', ended: false };
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => { proxy.log += bytes; });
      child.once('close', () => { proxy.ended = true; });
      child.once('error', () => { proxy.ended = true; });
      this.t.after(() => child.kill('SIGKILL'));
      for (const end = Date.now() + 60_000; !proxy.ended && Date.now() < end; ) {
        if (await answers(port)) return proxy;
        await new Promise((next) => setTimeout(next, 50));
      }
    }
    throw new Error('no proxy would start');
  }

  /** @param {string} [person] "name password", without whom it lets nobody through */
  tinyproxy(person = '') {
    return this.#proxy((port) => {
      const file = join(this.folder, `tinyproxy-${port}.conf`);
      const lines = [`Port ${port}`, 'Listen 127.0.0.1', 'LogLevel Info', 'Timeout 60', 'MaxClients 20'];
      if (person) lines.push(`BasicAuth ${person}`);
      writeFileSync(file, lines.join('\n') + '\n');
      return ['tinyproxy', '-d', '-c', file];
    });
  }

  /**
   * Squid, which many companies have.
   * @param {string} [person] "name password", as above
   * @returns its proxy, with what it says of whom it served: it does so when the connection is closed
   */
  async squid(person = '') {
    chmodSync(this.folder, 0o755); // it, and what checks passwords for it, are not root
    const logs = mkdtempSync(join(this.folder, 'squid-'));
    chmodSync(logs, 0o777);
    const log = join(logs, 'access.log');
    const proxy = await this.#proxy((port) => {
      const people = join(this.folder, 'people');
      const [user, password] = person.split(' ');
      if (person) {
        const hash = execFileSync('openssl', ['passwd', '-apr1', password], { encoding: 'utf8' });
        writeFileSync(people, `${user}:${hash}`);
      }
      const ask = [
        `auth_param basic program /usr/lib/squid/basic_ncsa_auth ${people}`,
        'acl known proxy_auth REQUIRED',
        'http_access deny !known',
      ];
      const lines = [
        ...[`http_port 127.0.0.1:${port}`, 'pid_filename none', 'cache deny all', 'shutdown_lifetime 0 seconds'],
        ...[`access_log stdio:${log}`, 'buffered_logs off', `cache_log ${join(logs, 'cache.log')}`],
        ...['netdb_filename none', 'pinger_enable off', 'via off'],
        ...(person ? ask : []),
        'http_access allow localhost',
      ];
      const file = join(this.folder, `squid-${port}.conf`);
      writeFileSync(file, lines.join('\n') + '\n');
      return ['squid', '-N', '-f', file];
    });
    const served = async () => {
      for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((next) => setTimeout(next, 50)))
        if (existsSync(log) && statSync(log).size > 0) break;
      return readFileSync(log, 'utf8');
    };
    return Object.assign(proxy, { served });
  }

  /** A SOCKS proxy. @param {string} person "name password" */
  microsocks(person) {
    const [user, password] = person.split(' ');
    return this.#proxy((port) => ['microsocks', '-i', '127.0.0.1', '-p', String(port), '-u', user, '-P', password]);
  }

  /** @param {string[]} options of mitmdump @returns its proxy, with the file of its own authority */
  async mitmproxy(...options) {
    const folder = join(this.folder, 'mitm');
    mkdirSync(folder, { recursive: true });
    const trust = ['--set', `ssl_verify_upstream_trusted_ca=${this.authority}`];
    const proxy = await this.#proxy((port) => [
      ...['mitmdump', '--listen-host', '127.0.0.1', '--listen-port', String(port)],
      ...['--set', `confdir=${folder}`, ...trust, ...options],
    ]);
    return Object.assign(proxy, { authority: join(folder, 'mitmproxy-ca-cert.pem') });
  }

  /**
   * What signing in to the CRM comes to: the user's name, or the host's words for why not.
   * @param {{policy?: object, env?: object, before?: string[], login?: string}} [how] configuration, environment,
   *   what runs it, and "name:password" for the proxy
   */
  async signIn({ policy = {}, env = {}, before = [], login = '' } = {}) {
    const data = mkdtempSync(join(this.folder, 'host-'));
    const config = join(data, 'config.json');
    writeFileSync(config, JSON.stringify({ adapters: { sandbox: { base_url: this.url } }, ...policy }));
    const adapters = join(buildFolder, 'lib/patchbay/adapters');
    const places = ['--data', data, '--config', config, '--adapters', adapters];
    const [command, ...words] = [...this.inside, ...before, program('patchbay-host'), ...places];
    const home = { PATH: process.env.PATH, HOME: data, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
    const store = ['--data', data, '--set-secret', 'proxy'];
    if (login) execFileSync(program('patchbay-host'), store, { env: home, input: login });
    const child = spawn(command, words, { env: { ...home, ...env }, stdio: ['pipe', 'pipe', 'inherit'] });
    this.t.after(() => child.kill('SIGKILL'));
    const host = new NativeClient(child);
    const request = { platform: 'sandbox', kind: 'apiKey', apiKey: 'sandbox' };
    const answer = await host.ask('connection.authorize', request).catch((fault) => fault);
    await host.end();
    return answer.user?.name ?? answer.message;
  }
}
