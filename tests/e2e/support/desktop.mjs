// A screen, a keyboard and a mouse for one test: an X server that nobody sees, and xdotool. No window manager:
// the focus is where the browser puts it. No notification service: the browser draws its notifications itself.
import { spawn, spawnSync } from 'node:child_process';

const there = (/** @type {string} */ program) => spawnSync('which', [program]).status === 0;

/** Why there is none, or false. */
export function whyNoDesktop() {
  const missing = ['Xvfb', 'xdotool'].filter((name) => !there(name));
  return missing.length ? `${missing.join(' and ')} not installed` : false;
}

/** @param {...string} words */
function xdotool(...words) {
  const { stdout, stderr, status } = spawnSync('xdotool', words, { encoding: 'utf8' });
  return { said: stdout.trim(), failed: status !== 0, stderr };
}

/** @param {...string} words */
function act(...words) {
  const { failed, stderr } = xdotool(...words);
  if (failed) throw new Error(`xdotool ${words.join(' ')}: ${stderr}`);
}

/** What is on the screen without a title, but for the screen itself. */
function untitled() {
  const ids = xdotool('search', '--onlyvisible', '--name', '^$').said.split('\n').filter(Boolean);
  const places = ids.map((id) => {
    const { said } = xdotool('getwindowgeometry', '--shell', id);
    return Object.fromEntries(said.split('\n').map((line) => line.split('=')));
  });
  return places.filter(({ WIDTH }) => Number(WIDTH) > 100 && Number(WIDTH) < 1280);
}

/**
 * Browsers that are started from now on are on this desktop.
 * @param {import('node:test').TestContext} t which is skipped where no X server can be had
 */
export async function startDesktop(t) {
  const options = ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'];
  const server = spawn('Xvfb', options, { stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
  const before = { ...process.env };
  t.after(() => {
    server.kill();
    Object.assign(process.env, before);
  });
  const display = await new Promise((resolve) => {
    server.stdio[3].once('data', resolve);
    server.once('exit', () => resolve(undefined));
  });
  if (display === undefined) return void t.skip('Xvfb does not start here');
  process.env.DISPLAY = `:${String(display).trim()}`;
  process.env.DBUS_SESSION_BUS_ADDRESS = 'unix:path=/nonexistent';
  return {
    press: (/** @type {string} */ key) => act('key', '--clearmodifiers', key),
    type: (/** @type {string} */ text) => act('type', '--delay', '30', text),
    /** Clicks on the notification, if it is there. */
    clickNotification() {
      const [place] = untitled();
      if (!place) return false;
      const { X, Y, WIDTH, HEIGHT } = place;
      act('mousemove', String(+X + WIDTH / 2), String(+Y + HEIGHT / 2), 'click', '1');
      return true;
    },
  };
}
