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

test('the host\'s payload has only what the schema knows', () => {
  const known = (schema, value, at) => {
    for (const [name, member] of Object.entries(value)) {
      if (name.startsWith('Payload')) continue;
      const below = schema.properties?.[name] ?? schema.additionalProperties;
      assert.ok(below, `${at}${name} is no policy`);
      if (below.properties || below.additionalProperties) known(below, member, `${at}${name}.`);
    }
  };
  known(json('manifest/policy.schema.json'), payload('io.patchbay.host'), '');
});

test('the browsers\' payloads are for the domains that the host looks at, and name this extension and this host', () => {
  const ids = json('manifest/extension_ids.json');
  const domains = json('manifest/locations.json').browsers.flatMap((one) => one.macos.policies);
  for (const one of profile.PayloadContent.slice(1)) assert.ok(domains.includes(one.PayloadType), one.PayloadType);
  for (const type of ['com.google.Chrome', 'com.microsoft.Edge']) {
    assert.equal(payload(type).ExtensionInstallForcelist[0].split(';')[0], ids.chromium[0]);
    assert.deepEqual(payload(type).NativeMessagingAllowlist, [json('manifest/locations.json').name]);
  }
  assert.equal(payload('org.mozilla.firefox').EnterprisePoliciesEnabled, true);
  assert.deepEqual(Object.keys(payload('org.mozilla.firefox').ExtensionSettings), [ids.firefox[0]]);
});
