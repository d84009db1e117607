// The programs of a build, started on free ports for tests in Node.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The folder of a build: PATCHBAY_BIN, or build/dev. */
export const buildFolder = resolve(
  process.env.PATCHBAY_BIN ?? join(dirname(fileURLToPath(import.meta.url)), '../../build/dev'),
);
export const program = (/** @type {string} */ name) => join(buildFolder, 'bin', name);

/**
 * Why these programs cannot be used, or false. Where a build was named, its absence is a failure and no
 * reason to skip.
 * @param {...string} names
 */
export function whyNotBuilt(...names) {
  const missing = names.filter((name) => !existsSync(program(name)));
  if (!missing.length || process.env.PATCHBAY_BIN) return false;
  return `${missing.join(' and ')} not built in ${buildFolder}`;
}

/**
 * Starts a program that says "listening on URL". It ends with its standard input or with stop().
 * @param {string} name @param {string[]} options @returns {Promise<{url: string, stop: () => Promise<void>}>}
 */
export async function startServer(name, options) {
  const child = spawn(program(name), options, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const line = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('error', reject);
    child.once('close', () => reject(new Error(`${name} ended before it listened`)));
  });
  const url = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
  if (!url) throw new Error(`${name} said: ${line}`);
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { url, stop };
}
