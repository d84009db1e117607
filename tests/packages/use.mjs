// The installed host as people use it: what a browser would start, a call that is logged, the doctor.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NativeClient } from '../support/native_client.mjs';
import { repository } from './machine.mjs';

/** @typedef {import('./machine.mjs').Machine} Machine @typedef {import('./machine.mjs').User} User */

export const host = '/usr/bin/patchbay-host';
export const ids = JSON.parse(readFileSync(join(repository, 'manifest/extension_ids.json'), 'utf8'));

/** Lists what of Patchbay's is on the system, outside homes and the packages' own books. */
export const leftovers =
  "find /etc /usr /opt /run /srv /var ! -path '/var/lib/[adr][!/]*/*' ! -path '/var/log/*' -path '*patchbay*' | sort";

/** A policy for two further extensions, and who then may start the host. */
export const more = { chromium: 'abcdefghijklmnopabcdefghijklmnop', firefox: 'patchbay@example.com' };
export const allowing = JSON.stringify({
  allowed_extensions: { chromium: [more.chromium], firefox: [more.firefox] },
});
const folders = { chromium: '/etc/opt/chrome/native-messaging-hosts', firefox: '/usr/lib/mozilla/native-messaging-hosts' };
const origin = (id) => `chrome-extension://${id}/`;
export const usually = { chromium: ids.chromium.map(origin), firefox: ids.firefox };
export const withMore = {
  chromium: [...usually.chromium, origin(more.chromium)],
  firefox: [...usually.firefox, more.firefox],
};

/** Whom the manifests for all users let in, as somebody without rights reads them. @param {Machine} machine @param {User} as */
export function allowed(machine, as) {
  const read = (family) => JSON.parse(machine.run(['cat', `${folders[family]}/io.patchbay.host.json`], { as }));
  return { chromium: read('chromium').allowed_origins, firefox: read('firefox').allowed_extensions };
}

const aCall = {
  direction: 'Inbound',
  from: { phoneNumber: '+14155550132' },
  to: { phoneNumber: '+14155550100' },
  startTime: '2026-11-20T09:00:00Z',
  duration: 60,
  result: 'Call connected',
};

/**
 * What the doctor says. Its way to the CRMs ends at a proxy that is not there: tests use no network.
 * @param {Machine} machine @param {User} as
 */
export const examine = (machine, as) =>
  machine.try([host, '--doctor'], { as, env: { HTTPS_PROXY: 'http://127.0.0.1:9' } }).text;

/** The sandbox CRM, as one of the machine's people runs it. @param {Machine} machine @param {User} as */
export async function startCrm(machine, as) {
  const child = machine.spawn(['patchbay-sandbox', '--port', '0', '--data', ':memory:'], { as });
  const said = await new Promise((resolve, reject) => {
    child.stdout.once('data', (bytes) => resolve(String(bytes)));
    child.once('close', (code) => reject(new Error(`the sandbox CRM ended with status ${code}`)));
  });
  return /listening on (\S+)/.exec(said)[1];
}

/** What a browser of this person would start and hear. @param {Machine} machine @param {User} as */
export async function greet(machine, as, env = {}) {
  const client = new NativeClient(machine.spawn([host, `chrome-extension://${ids.chromium[0]}/`], { as, env }));
  const hello = await Promise.race([client.hello, client.ended]);
  if (!hello?.version) throw new Error(`the host ended with status ${hello}`);
  return { client, hello };
}

/** @param {NativeClient} client @param {string} sessionId */
export async function logCall(client, sessionId) {
  const { jwtToken } = await client.ask('connection.authorize', {
    platform: 'sandbox',
    kind: 'apiKey',
    apiKey: 'sandbox',
  });
  const { contact } = await client.ask('contact.find', { jwtToken, phoneNumber: aCall.from.phoneNumber });
  const { id, type, name } = contact[0];
  const who = { contactId: id, contactType: type, contactName: name };
  const logInfo = { sessionId, ...aCall };
  return client.ask('callLog.create', { jwtToken, ...who, logInfo, note: 'From a package.' });
}

/**
 * Steps that follow one another: what follows one that failed says nothing.
 * @param {import('node:test').TestContext} t
 */
export function steps(t) {
  let broken = false;
  /** @param {string} name @param {() => any} act */
  return (name, act) =>
    t.test(name, { skip: broken && 'an earlier step failed' }, async () => {
      broken = true;
      await act();
      broken = false;
    });
}
