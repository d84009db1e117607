// Speaks the protocol of RingCentral Embeddable (f4c2ef0, 2026-08-17) as a page around it sees it: what it
// posts to its parent, the one service that it knows, and questions that it forgets after their deadline.
const deadlines = {
  contactMatchPath: 30_000,
  contactSearchPath: 30_000,
  callLogEntityMatcherPath: 30_000,
  messageLogEntityMatcherPath: 30_000,
  callLoggerPath: 15_000,
  messageLoggerPath: 15_000,
};
const otherwise = 3000;
const waiting = new Map();

window.widget = {
  /** The last one that registered: there is no room for two. */
  service: null,
  authorization: null,
  /** Calls that the history would report as not logged. */
  unlogged: [],
  /** The one line at its top. */
  banner: null,
  settings: [],
  /** Whether it hands over calls and messages by itself: off until somebody switches it on. */
  autoLog: { call: false, message: false },
  /** The numbers and sessions that it was told to ask about again. */
  askedAgain: [],
  pickedContact: null,
  /** A call of the browser's own phone. */
  call: null,
  ring(call) {
    this.call = call;
    this.notify({ type: 'rc-call-ring-notify', call });
  },
  /** Presses the button of the line at the top. */
  press() {
    const { id, action } = this.banner;
    return this.ask('buttonEventPath', { button: { id, type: 'customizedBanner', label: action.label } });
  },
  notify(message) {
    window.parent.postMessage(message, '*');
  },
  /** Asks the service; the answer's data, or 'late', or 'not offered'. */
  ask(key, body) {
    const path = this.service?.[key];
    if (!path) return Promise.resolve('not offered');
    const requestId = crypto.randomUUID();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        waiting.delete(requestId);
        resolve('late');
      }, deadlines[key] ?? otherwise);
      waiting.set(requestId, (response) => {
        clearTimeout(timer);
        resolve(response?.data);
      });
      this.notify({ type: 'rc-post-message-request', requestId, path, body });
    });
  },
};

const commands = {
  'rc-post-message-response': ({ responseId, response }) => {
    waiting.get(responseId)?.(response);
    waiting.delete(responseId);
  },
  'rc-adapter-register-third-party-service': ({ service }) => {
    window.widget.service = service;
    window.widget.authorization = { authorized: service.authorized, account: service.authorizedAccount };
    window.widget.settings = service.settings ?? [];
  },
  'rc-adapter-update-third-party-settings': ({ settings }) => {
    window.widget.settings = settings;
  },
  'rc-adapter-update-auto-log-settings': ({ call, message }) => {
    window.widget.autoLog = { call, message };
  },
  'rc-adapter-update-customized-banner': ({ banner }) => {
    window.widget.banner = banner.hidden ? null : banner;
  },
  'rc-adapter-trigger-contact-match': ({ phoneNumbers }) => {
    window.widget.askedAgain.push(...phoneNumbers);
  },
  'rc-adapter-trigger-call-logger-match': ({ sessionIds }) => {
    window.widget.askedAgain.push(...sessionIds);
  },
  'rc-adapter-set-call-contact-matches-select': ({ contactId }) => {
    window.widget.pickedContact = contactId;
  },
  'rc-adapter-update-authorization-status': ({ authorized, authorizedAccount }) => {
    window.widget.authorization = { authorized, account: authorizedAccount };
  },
  'rc-adapter-control-call': ({ callAction, callId }) => {
    const { call } = window.widget;
    if (call?.id !== callId) return window.widget.notify({ type: 'rc-control-call-error', error: 'x', callId });
    const type = { answer: 'rc-call-start-notify', reject: 'rc-call-end-notify' }[callAction];
    window.widget.notify({ type, call: { ...call, endTime: Date.now() } });
  },
  'rc-adapter-new-call': ({ phoneNumber, toCall }) => {
    document.getElementById('dialed').textContent = `${toCall ? 'calls' : 'shows'} ${phoneNumber}`;
  },
  'rc-adapter-message-request': ({ requestId, path, body }) => {
    if (path !== '/unlogged-calls') return;
    const start = (body.page - 1) * body.perPage;
    const calls = window.widget.unlogged.slice(start, start + body.perPage);
    const hasMore = window.widget.unlogged.length > start + body.perPage;
    window.widget.notify({
      type: 'rc-adapter-message-response',
      responseId: requestId,
      response: { calls, hasMore },
    });
  },
};

window.addEventListener('message', ({ data }) => commands[data?.type]?.(data));
window.addEventListener('load', () =>
  window.widget.notify({ type: 'rc-adapter-pushAdapterState', size: {} }),
);
