// The configuration profile that organisations begin with.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { join, root } from './mac.mjs';

const profile = JSON.parse(execFileSync('python3', ['-c',
  'import json, plistlib, sys; print(json.dumps(plistlib.load(open(sys.argv[1], "rb"))))', join(root, 'installer/macos/patchbay.mobileconfig')]));
const json = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const payload = (type) => profile.PayloadContent.find((one) => one.PayloadType === type);

test('every payload has an identifier and a UUID of its own', () => {
  const all = [profile, ...profile.PayloadContent];
  for (const name of ['PayloadIdentifier', 'PayloadUUID']) assert.equal(new Set(all.map((one) => one[name])).size, all.length);
  for (const one of all) assert.match(one.PayloadUUID, /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
});

const kinds = { object: (value) => typeof value === 'object' && !Array.isArray(value), array: Array.isArray, string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean', integer: Number.isInteger, number: (value) => typeof value === 'number' };

// What of `value` the schema does not know, or has as another kind, another word or out of its bounds.
function faults(schema, value, at) {
  const found = [];
  if (schema.type && ![schema.type].flat().some((kind) => kinds[kind](value))) return [`${at} is no ${schema.type}`];
  if (schema.enum && !schema.enum.includes(value)) found.push(`${at} is none of ${schema.enum}`);
  if (schema.pattern && !new RegExp(schema.pattern).test(value)) found.push(`${at} is not ${schema.pattern}`);
  if (value < schema.minimum || value > schema.maximum) found.push(`${at} is out of bounds`);
  if (schema.items) found.push(...value.flatMap((one, number) => faults(schema.items, one, `${at}[${number}]`)));
  if (!kinds.object(value)) return found;
  for (const [name, member] of Object.entries(value)) {
    const below = schema.properties?.[name] ?? schema.additionalProperties;
    found.push(...(below ? faults(below, member, `${at}.${name}`) : [`${at}.${name} is no policy`]));
  }
  return found;
}

test('the host\'s payload has only what the schema knows, as it knows it', () => {
  const settings = Object.entries(payload('io.patchbay.host')).filter(([name]) => !name.startsWith('Payload'));
  const schema = json('manifest/policy.schema.json');
  assert.ok(settings.length > 0);
  assert.deepEqual(faults(schema, Object.fromEntries(settings), 'policy'), []);
  assert.deepEqual(faults(schema, { adapters: { crm: { redirect_ports: ['8712'] } }, log_level: 'loud', logLevel: 'info' }, 'policy'), [
    'policy.adapters.crm.redirect_ports[0] is no integer', 'policy.log_level is none of debug,info,warning,error', 'policy.logLevel is no policy']);
});

test('the browsers\' payloads are for the domains that the host looks at, and name this extension and this host', () => {
  const ids = json('manifest/extension_ids.json');
  const domains = json('manifest/locations.json').browsers.flatMap((one) => one.macos.policies);
  for (const one of profile.PayloadContent.slice(1)) assert.ok(domains.includes(one.PayloadType), one.PayloadType);
  for (const type of ['com.google.Chrome', 'com.microsoft.Edge', 'com.brave.Browser']) {
    assert.equal(payload(type).ExtensionInstallForcelist[0].split(';')[0], ids.chromium[0]);
    assert.deepEqual(payload(type).NativeMessagingAllowlist, [json('manifest/locations.json').name]);
  }
  assert.equal(payload('org.mozilla.firefox').EnterprisePoliciesEnabled, true);
  assert.deepEqual(Object.keys(payload('org.mozilla.firefox').ExtensionSettings), [ids.firefox[0]]);
});
