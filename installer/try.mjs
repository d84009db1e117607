// One call end to end in a terminal: the sandbox CRM, the real host, the real adapter library, and this script in the place of the
// browser. Needs PATCHBAY_BIN, the folder of a build (build/release).
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { NativeClient } from '../tests/support/native_client.mjs';

const build = process.env.PATCHBAY_BIN;
const data = fs.mkdtempSync(path.join(os.tmpdir(), 'patchbay-try-'));
const children = [];

function say(text = '') { process.stdout.write(text + '\n'); }

function start(program, args, stdio) {
  const child = spawn(path.join(build, 'bin', program), args, { stdio });
  children.push(child);
  return child;
}

// Starts the sandbox CRM and waits for the line with its address.
function startCrm(file) {
  const child = start('patchbay-sandbox', ['--port', '0', '--data', file], ['ignore', 'pipe', 'inherit']);
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', chunk => {
      text += chunk;
      const match = /listening on (\S+)/.exec(text);
      if (match) resolve(match[1]);
    });
    child.once('exit', code => reject(new Error(`the sandbox CRM ended with status ${code}`)));
  });
}

async function ask(host, title, method, params, show) {
  say(`\n${title}`);
  say(`   asked:    ${method} ${JSON.stringify({ ...params, ...(params.jwtToken ? { jwtToken: '…' } : {}) })}`);
  const result = await host.ask(method, params);
  say(`   answered: ${show(result)}`);
  return result;
}

async function driveOneCall(crm) {
  const config = path.join(data, 'config.json');
  fs.writeFileSync(config, JSON.stringify({ adapters: { sandbox: { base_url: crm } } }));
  const args = ['--data', path.join(data, 'data'), '--config', config, '--adapters', path.join(build, 'lib/patchbay/adapters'), '--log-level', 'warning'];
  const child = start('patchbay-host', args, ['pipe', 'pipe', 'inherit']);
  const host = new NativeClient(child);
  const hello = await host.hello;
  say(`\n4. The host is up: version ${hello.version}, with the adapters ${hello.adapters.map(a => a.name).join(', ')}`);

  const { jwtToken } = await ask(host, '5. Sign in to the sandbox CRM with its API key', 'connection.authorize',
    { platform: 'sandbox', kind: 'apiKey', apiKey: 'sandbox' }, r => `signed in as ${r.user.name}`);
  const number = '+14155550132';
  const found = await ask(host, '6. The phone rings: who is that?', 'contact.find', { jwtToken, phoneNumber: number },
    r => r.contact.map(c => `${c.name}, ${c.organization ?? 'no company'} (${c.evidence.strength} match on ${c.evidence.value})`).join('; ') || 'nobody');
  const contact = found.contact[0];
  if (!contact) throw new Error(`the sandbox CRM has nobody with the number ${number}`);
  const startTime = new Date(Date.now() - 125000).toISOString();
  const logInfo = {
    sessionId: `try-${Date.now()}`, direction: 'Inbound', from: { phoneNumber: number, name: contact.name },
    to: { phoneNumber: '+14155550100', name: 'You' }, startTime, duration: 125, result: 'Call connected',
  };
  const session = { jwtToken, contactId: contact.id, contactType: contact.type, contactName: contact.name };
  await ask(host, '7. The call is over: log it, with a note', 'callLog.create',
    { ...session, logInfo, note: 'Asked for a two-year quote.' }, r => `${r.returnMessage.message} (${r.state}, log ${r.logId})`);
  const again = await ask(host, '8. The same call once more: nothing may be logged twice', 'callLog.create',
    { ...session, logInfo, note: 'Asked for a two-year quote.' }, r => `${r.returnMessage.message} (${r.state}, log ${r.logId})`);
  await ask(host, '9. The recording arrives later', 'callLog.update',
    { jwtToken, sessionId: logInfo.sessionId, recordingLink: 'https://phone.example/recordings/1' }, r => r.returnMessage.message);
  const read = await ask(host, '10. What the CRM holds now', 'callLog.get', { jwtToken, sessionIds: [logInfo.sessionId], requireDetails: true },
    r => '\n' + r.logs[0].logData.fullBody.replace(/^/gm, '      | '));
  await host.end();
  return read.logs[0].url ?? again.url;
}

async function main() {
  say('3. A CRM to play with');
  const keep = path.join(build, 'try-crm.sqlite');
  fs.rmSync(keep, { force: true });
  const crm = await startCrm(keep);
  say(`   the sandbox CRM listens on ${crm}`);
  const url = await driveOneCall(crm);
  say(`\nThat was one call, end to end. To look at it:`);
  say(`   ${path.relative(process.cwd(), path.join(build, 'bin/patchbay-sandbox'))} --port 8014 --data ${path.relative(process.cwd(), keep)}`);
  say(`   and open ${url ? url.replace(crm, 'http://127.0.0.1:8014') : 'http://127.0.0.1:8014'} in a browser.`);
  say('The same in Chromium, with the extension: installer/try.sh --browser');
}

try {
  await main();
} catch (error) {
  say(`\nThat went wrong: ${error.message}`);
  process.exitCode = 1;
} finally {
  for (const child of children) if (child.exitCode === null) child.kill();
  fs.rmSync(data, { recursive: true, force: true });
}
