// Every screen of the extension, in each language, in light and in dark: what axe finds, what does not fit,
// what cannot be translated, and a picture of it in build/screens.
//   PATCHBAY_SCREENS   only those whose name has this in it
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { mirrored, pseudo, shipped } from '../support/languages.mjs';
import { Browser, extensionId } from './support/browser.mjs';
import { misfits, moving, piled, spaceOut, unreachable, untranslated } from './support/looks.mjs';
import { now } from './support/scenes.mjs';
import { screens } from './support/screens.mjs';
import { patience } from './support/stage.mjs';

const pictures = join(dirname(fileURLToPath(import.meta.url)), '../../build/screens');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const checks = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
  rules: { 'target-size': { enabled: true } },
};
mkdirSync(pictures, { recursive: true });

/** @typedef {import('playwright-core').Page} Page @typedef {import('./support/screens.mjs').Screen} Screen */

/** A page of the extension on which time stands still. @param {Browser} browser */
async function stillPage(browser) {
  const page = await browser.context.newPage();
  await page.clock.setFixedTime(now);
  page.setDefaultTimeout(patience);
  await page.addInitScript(axe);
  await page.addInitScript(() => {
    for (const api of [globalThis.chrome, globalThis.browser])
      if (api?.runtime) api.runtime.sendMessage = async () => ({});
  });
  await page.goto(`chrome-extension://${extensionId}/src/phone/index.html`);
  return page;
}

/** @param {Page} page @param {Screen} screen */
async function show(page, { page: path = 'src/panel/index.html', local, session, ready, open }) {
  await page.setViewportSize({ width: 320, height: 720 });
  await page.evaluate(
    async ([mine, theirs]) => {
      const { storage } = globalThis.chrome;
      await Promise.all([storage.local.clear(), storage.session.clear()]);
      await Promise.all([storage.local.set(mine), storage.session.set(theirs)]);
    },
    [local ?? {}, session ?? {}],
  );
  await page.goto(`chrome-extension://${extensionId}/${path}`);
  await page.locator(ready ?? '#top button').first().waitFor();
  await open?.(page);
}

/** What axe finds fault with, in short. @param {Page} page @returns {Promise<string[]>} */
async function faultsIn(page) {
  const { violations } = await page.evaluate((wish) => /** @type {any} */ (globalThis).axe.run(wish), checks);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)} ${failureSummary}`),
  );
}

/** @param {unknown} value @returns {string[]} the words of what is in storage */
const wordsOf = (value) =>
  value && typeof value === 'object'
    ? Object.values(value).flatMap(wordsOf)
    : (String(value).match(/[A-Za-z]{2,}/g) ?? []);

/** As the README shows it, and in the few colours that some people's systems leave. */
async function showOff(/** @type {Page} */ page, /** @type {string} */ name) {
  const clip = { x: 0, y: 0, width: 360, height: 660 };
  await page.setViewportSize({ width: 360, height: 1400 });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.screenshot({ path: join(pictures, `readme-${name}.png`), scale: 'css', clip });
  await page.emulateMedia({ forcedColors: 'active' });
  await page.screenshot({ path: join(pictures, `forced-colours-${name}.png`), scale: 'css', clip });
  await page.emulateMedia({ forcedColors: 'none' });
}

/** @param {Page} page @param {string} name @param {Screen} screen @param {string} language */
async function judge(page, name, screen, language) {
  /** @type {string[]} */ const faults = [];
  const found = (/** @type {string} */ where, /** @type {string[]} */ what) =>
    faults.push(...what.map((one) => `${name}, ${where}: ${one}`));
  await show(page, screen);
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    await page.setViewportSize({ width: 320, height: 720 });
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    found(`axe, ${theme}`, await faultsIn(page));
    await page.setViewportSize({ width: 360, height: 720 });
    await page.screenshot({ path: join(pictures, `${name}-${language}-${theme}.png`), scale: 'css' });
  }
  if (language === 'en' && screen.shown) await showOff(page, screen.shown);
  await page.setViewportSize({ width: 320, height: 720 });
  found('320 px', await page.evaluate(misfits));
  found('without motion', await page.evaluate(moving));
  found('by hand and by keyboard', await page.evaluate(unreachable));
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
  found('text at 200 %', [...(await page.evaluate(misfits)), ...(await page.evaluate(piled))]);
  found('text at 200 %, by keyboard', await page.evaluate(unreachable));
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '';
  });
  await page.evaluate(spaceOut);
  found('text spaced out', [...(await page.evaluate(misfits)), ...(await page.evaluate(piled))]);
  if (language === 'pseudo' && !screen.technical)
    found('not translated', await page.evaluate(untranslated, wordsOf([screen.local, screen.session])));
  return faults;
}

const wanted = Object.entries(screens).filter(([name]) => name.includes(process.env.PATCHBAY_SCREENS ?? ''));
const languages = { en: undefined, pseudo, rtl: mirrored, de: shipped('de') };
for (const [language, translate] of Object.entries(languages)) {
  test(`every screen can be read and used, in ${language}`, async (t) => {
    const browser = await Browser.start({ translate, still: true });
    t.after(() => browser.close());
    await browser.open();
    const page = await stillPage(browser);
    const faults = [];
    const some = language === 'de' ? wanted.filter((_, place) => place % 4 === 0) : wanted;
    for (const [name, screen] of some)
      faults.push(
        ...(await judge(page, name, screen, language).catch((fault) => [`${name}: ${fault.message}`])),
      );
    assert.deepEqual(faults, []);
  });
}
