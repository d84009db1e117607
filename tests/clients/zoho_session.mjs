// Signs Zoho's own client in to a simulated Zoho CRM. It keeps who is signed in for the whole process.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import * as zoho from '@zohocrm/nodejs-sdk-8.0';
import { Simulator, skip } from './support.mjs';

const app = {
  id: '1000.SIMCLIENT',
  secret: 'sim-client-secret',
  redirect: 'http://localhost:53690/callback',
};
const scopes = [
  ...['ZohoCRM.modules.ALL', 'ZohoCRM.users.READ', 'ZohoCRM.org.READ', 'ZohoCRM.settings.ALL'],
  ...['ZohoCRM.coql.READ', 'ZohoSearch.securesearch.READ'],
].join();
export const sim = skip ? undefined : await Simulator.start('zoho');
const folder = mkdtempSync(join(tmpdir(), 'patchbay-zoho-'));
after(() => rmSync(folder, { recursive: true }));

/** Keeps the tokens of one sign-in. */
class Memory extends zoho.TokenStore.TokenStore {
  token = null;
  async findToken() {
    return this.token;
  }
  async findTokenById() {
    return this.token;
  }
  async saveToken(token) {
    this.token = token;
  }
  async deleteToken() {
    this.token = null;
  }
}

/** Has the client use this credential from now on. @param {any} token */
export async function use(token) {
  const builder = await new zoho.InitializeBuilder();
  await builder
    .environment(zoho.DataCenter.setEnvironment(sim.url, `${sim.url}/oauth/v2/token`, sim.url))
    .token(token)
    .store(new Memory())
    .SDKConfig(new zoho.SDKConfigBuilder().autoRefreshFields(false).build())
    .resourcePath(`${folder}/`)
    .logger(new zoho.LogBuilder().level(zoho.Levels.OFF).filePath(join(folder, 'log')).build())
    .initialize();
  return token;
}

/** The code that a person's consent gives. */
export async function consent() {
  await sim.settings({ clientSecret: app.secret });
  const asked = new URLSearchParams({ response_type: 'code', client_id: app.id, redirect_uri: app.redirect });
  const more = new URLSearchParams({ scope: scopes, access_type: 'offline', prompt: 'consent', state: 'x' });
  const back = await sim.allow(`${sim.url}/oauth/v2/auth?${asked}&${more}`);
  assert.equal(back.searchParams.get('accounts-server'), sim.url);
  return back.searchParams.get('code');
}
/**
 * @param {string} code
 * @param {string} [name] of the user; without it the client asks who it is. Only its first sign-in can do
 *   that: it takes later ones apart by this name before it has asked.
 */
export function grant(code, name) {
  const builder = new zoho.OAuthBuilder()
    .clientId(app.id)
    .clientSecret(app.secret)
    .grantToken(code)
    .redirectURL(app.redirect);
  return (name ? builder.userSignature(new zoho.UserSignature(name)) : builder).build();
}
