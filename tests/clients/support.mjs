// What the tests of several clients need.
import assert from 'node:assert/strict';
import { whyNotBuilt } from '../support/programs.mjs';

export { Simulator } from '../support/simulator.mjs';
export const skip = whyNotBuilt('patchbay-sim');

/**
 * Every page of a list.
 * @template P @param {(place: any) => Promise<P>} ask the first page has no place
 * @param {(page: P, count: number) => any} next the place of the page after, or nothing
 * @returns {Promise<P[]>}
 */
export async function allPages(ask, next) {
  const pages = [await ask(undefined)];
  for (let place; (place = next(pages.at(-1), pages.length));) {
    assert.ok(pages.length < 50, 'the list has no end');
    pages.push(await ask(place));
  }
  return pages;
}
