// The deb in everyday use: on a copy of this machine, somebody without rights takes a call in Chromium, which
// finds the host through the manifest of the whole machine; while the browser runs, the administrator upgrades.
import assert from 'node:assert/strict';
import { existsSync, readlinkSync } from 'node:fs';
import { createInterface } from 'node:readline';
import test from 'node:test';
import { Machine, whyNone } from './machine.mjs';
import { built, field, reversion, whyNotBuilt } from './packages.mjs';

const skip =
  whyNotBuilt() || whyNone() || (existsSync('/usr/bin/chromium') ? false : '/usr/bin/chromium is not installed');

/** The steps that a script inside tells of, one line each; a line back lets it go on. */
function follow(child) {
  const lines = createInterface({ input: child.stdout });
  const iterator = lines[Symbol.asyncIterator]();
  return {
    async next() {
      const { value, done } = await iterator.next();
      if (done) throw new Error('the browser’s script ended');
      return value;
    },
    go: () => child.stdin.write('\n'),
  };
}

const limits = { skip, timeout: 600_000 };
test('a call in Chromium with the installed host, and an upgrade meanwhile', limits, async (t) => {
  const machine = await Machine.start('/');
  t.after(() => machine.stop());
  const bring = (name) => machine.bring(built(name, 'deb'), `${name}.deb`);
  machine.run(['dpkg', '--no-triggers', '-i', bring('patchbay-host'), bring('patchbay-sandbox')]);
  const ada = machine.user('ada', 2001, '/home/Ada Großmüller 山田 太郎');
  const node = machine.bring(readlinkSync('/proc/self/exe'), 'node');
  const script = machine.spawn([node, '/mnt/patchbay/tests/packages/installed_call.mjs'], {
    as: ada,
    env: { PATCHBAY_BIN: '/usr' },
  });
  const steps = follow(script);

  assert.equal(await steps.next(), 'logged');
  const version = field(built('patchbay-host', 'deb'), 'Version');
  reversion(built('patchbay-host', 'deb'), `${version}+1`, machine.at('/tmp/host1.deb'));
  reversion(built('patchbay-sandbox', 'deb'), `${version}+1`, machine.at('/tmp/sandbox1.deb'));
  machine.run(['dpkg', '--no-triggers', '-i', '/tmp/host1.deb', '/tmp/sandbox1.deb']);
  steps.go();
  assert.equal(await steps.next(), 'logged again');
});
