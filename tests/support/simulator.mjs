// A vendor's simulator for a test in Node, and the browser's part of a sign-in.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { startServer } from './programs.mjs';

/** One simulated CRM with the controls that tests have. */
export class Simulator {
  /**
   * @param {string} vendor
   * @param {{after: (end: () => Promise<void>) => void}} life of a test; without it, it ends after the file's
   * @returns {Promise<Simulator>}
   */
  static async start(vendor, life = { after }) {
    const { url, stop } = await startServer('patchbay-sim', [vendor, '--port', '0']);
    life.after(stop);
    return new Simulator(url);
  }

  /** @param {string} url */
  constructor(url) {
    this.url = url;
  }

  /** @param {string} method @param {string} what @param {object} [wish] */
  async #control(method, what, wish) {
    const answer = await fetch(`${this.url}/_sim/${what}`, {
      method,
      body: wish && JSON.stringify(wish),
    });
    assert.equal(answer.status, 200, `the simulator's control ${what}`);
    return answer.json();
  }

  settings(/** @type {object} */ wish) {
    return this.#control('PUT', 'settings', wish);
  }

  /** @param {string} collection what the CRM holds, as it keeps it */
  holds(collection) {
    return this.#control('GET', collection);
  }

  /** What arrived since the last time. */
  async received() {
    const { requests } = await this.#control('GET', 'requests');
    await this.#control('DELETE', 'requests');
    return requests;
  }

  /**
   * What a browser and a person who allows it do: follows the authorize URL to the redirect.
   * @param {string} authorizeUrl @returns {Promise<URL>} where the browser would be sent
   */
  async allow(authorizeUrl) {
    await this.settings({ consent: 'allow' });
    const answer = await fetch(authorizeUrl, { redirect: 'manual' });
    assert.equal(answer.status, 302, await answer.text());
    return new URL(answer.headers.get('location') ?? '');
  }
}
