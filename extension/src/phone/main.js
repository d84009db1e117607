// The page that hosts a phone in a frame: carries what the phone says to the worker, and the answers back.
// What is said means nothing here, but that a phone of the Calling Extensions SDK waits to be greeted.
import { api } from '../browser.js';
import { declareLanguage, t } from '../panel/text.js';
import { softphoneOf } from '../softphones/index.js';
import { sync } from '../softphones/calling_extensions.js';

const usual = 'https://apps.ringcentral.com/integration/ringcentral-embeddable/latest/app.html';
const greetEvery = 100;
const greetFor = 30_000;

/** @template {Element} T @param {string} selector @returns {T} */
const find = (selector) => /** @type {T} */ (document.querySelector(selector));
const input = /** @type {HTMLInputElement} */ (find('#address'));
/** @type {{frame: HTMLIFrameElement, origin: string} | null} */ let phone = null;
/** @type {any} */ let greeting;

/** @param {object} message */
const post = (message) => phone?.frame.contentWindow?.postMessage(message, phone.origin);

/** @param {string} typed @returns {URL | null} */
function addressOf(typed) {
  try {
    const url = new URL(typed);
    const local = url.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname);
    return url.protocol === 'https:' || local ? url : null;
  } catch {
    return null;
  }
}

function greet() {
  clearInterval(greeting);
  const end = Date.now() + greetFor;
  greeting = setInterval(() => {
    if (Date.now() > end) clearInterval(greeting);
    post(sync(location.origin));
  }, greetEvery);
}

/** @param {URL} url */
function show(url) {
  const frame = document.createElement('iframe');
  frame.allow = 'microphone; autoplay';
  frame.title = url.host;
  frame.addEventListener('load', greet);
  frame.src = url.href;
  phone = { frame, origin: url.origin };
  find('#phone').replaceChildren(frame);
}

window.addEventListener('message', async ({ source, origin, data }) => {
  if (!phone || source !== phone.frame.contentWindow || origin !== phone.origin) return;
  if (data?.type === 'SYNC_ACK') clearInterval(greeting);
  if (!softphoneOf(data)) return;
  const answer = await api.runtime.sendMessage({ to: 'hosted', at: Date.now(), origin, message: data });
  for (const message of answer?.post ?? []) post(message);
});

api.runtime.onMessage.addListener((told, _sender, reply) => {
  if (told?.to !== 'frame' || told.origin !== phone?.origin) return;
  post(told.message);
  reply({ done: true });
});

find('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const url = addressOf(input.value.trim());
  const known = url && (url.protocol === 'http:' || url.origin === new URL(usual).origin);
  const allowed = url && (known || (await api.permissions.request({ origins: [`${url.origin}/*`] })));
  find('[role=alert]').textContent = allowed ? '' : t('phone_wrong');
  if (!url || !allowed) return;
  await api.storage.local.set({ phone: url.href });
  show(url);
});

declareLanguage();
find('h1').textContent = t('hosted_phone');
find('label').textContent = t('hosted_address');
find('button').textContent = t('open_phone');
const kept = /** @type {any} */ (await api.storage.local.get('phone')).phone;
input.value = kept ?? usual;
const before = kept && addressOf(kept);
if (before) show(before);
