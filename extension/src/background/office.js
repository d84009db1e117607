// What the host offers and who is signed in: platforms, connections, the sign-in under way.
import { HostError } from './host_link.js';

/** @typedef {import('../types').Office} Office @typedef {import('../types').Connection} Connection */

const oauthDeadline = 310_000;
const askDeadline = 15_000;

/**
 * Names a connection for good; its token is a new one each time.
 * @param {string} platform
 * @param {string} userId
 */
export const accountOf = (platform, userId) => `${platform}|${userId}`;

/** The account that a token stands for. @param {string} token */
export function accountOfToken(token) {
  try {
    const claims = JSON.parse(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')));
    return accountOf(claims.platform, String(claims.id));
  } catch {
    return '';
  }
}

export class FrontOffice {
  /** @type {number | undefined} */ #signingIn;

  /**
   * @param {Office} office changed in place @param {import('./host_link.js').HostLink} link
   * @param {() => void} changed called after each change
   */
  constructor(office, link, changed) {
    this.office = office;
    this.link = link;
    this.changed = changed;
  }

  /** Everything that may have changed while the host was away. */
  async refresh() {
    const [offer, signedIn] = await Promise.all([
      this.link.request('platform.list', {}, askDeadline),
      this.link.request('connection.list', {}, askDeadline),
    ]);
    this.office.platforms = offer.platforms ?? [];
    this.office.refused = offer.refused ?? [];
    this.#learn(signedIn);
    this.changed();
  }

  /** What the host says of itself, for the diagnostics. */
  async askHost() {
    this.office.info = await this.link.request('host.info', {}, askDeadline).catch(() => undefined);
    this.changed();
  }

  async refreshConnections() {
    this.#learn(await this.link.request('connection.list', {}, askDeadline));
    this.changed();
  }

  /** @param {any} listed */
  #learn(listed) {
    this.office.connections = (listed.connections ?? []).map((/** @type {any} */ one) => ({
      ...one,
      account: accountOf(one.platform, String(one.user?.id)),
    }));
    this.office.known = true;
  }

  /** @param {string} account @returns {Connection | undefined} */
  connection(account) {
    return this.office.connections.find((one) => one.account === account);
  }

  /** @param {string | undefined} id @returns {import('../types').Platform | undefined} */
  platform(id) {
    return this.office.platforms.find((one) => one.id === id);
  }

  /** @param {string} id */
  platformName(id) {
    return this.platform(id)?.name ?? id;
  }

  /** @param {{platform: string, kind: string, fields: Record<string, string>}} form */
  async signIn(form) {
    this.office.signIn = { platform: form.platform, kind: form.kind, state: 'asking' };
    this.changed();
    const params = { ...form.fields, platform: form.platform, kind: form.kind };
    const deadline = form.kind === 'oauth' ? oauthDeadline : 30_000;
    try {
      await this.link.request('connection.authorize', params, deadline, (id) => {
        this.#signingIn = id;
      });
      this.office.signIn = null;
      await this.refreshConnections();
    } catch (fault) {
      const failed = /** @type {HostError} */ (fault);
      this.office.signIn =
        failed.name === 'cancelled'
          ? null
          : {
              platform: form.platform,
              kind: form.kind,
              state: 'failed',
              error: failed.message || failed.name,
              field: failed.field,
            };
      this.changed();
    }
  }

  /** @param {any} params of connection.authorizing */
  authorizing(params) {
    if (!this.office.signIn || this.office.signIn.platform !== params.platform) return;
    this.office.signIn = { ...this.office.signIn, state: 'browser', url: params.url };
    this.changed();
  }

  cancelSignIn() {
    if (this.#signingIn !== undefined) this.link.cancel(this.#signingIn);
    this.office.signIn = null;
    this.changed();
  }

  /** @param {string} account */
  async signOut(account) {
    const connection = this.connection(account);
    if (!connection) return;
    const done = await this.link.request('unAuthorize', { jwtToken: connection.jwtToken }, askDeadline);
    this.say(done.returnMessage);
    await this.refreshConnections();
  }

  /** @param {Error} fault of something that nobody waits for on the screen */
  complain(fault) {
    this.say({ message: fault.message || fault.name, messageType: 'error' });
  }

  /** A line for the person, in the host's words. @param {any} told a returnMessage */
  say(told) {
    if (!told?.message) return;
    this.office.toast = { id: Date.now(), text: told.message, kind: told.messageType ?? 'success' };
    this.changed();
  }
}
