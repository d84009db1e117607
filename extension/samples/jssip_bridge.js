// For a page with a JsSIP phone: tells Patchbay about its calls and texts, and lets Patchbay dial, answer and
// decline. Copy it into the page; it is no part of the extension.
//
//   import { bridge } from './jssip_bridge.js';
//   const ua = new JsSIP.UA(configuration);
//   bridge(ua, { account: '1001@example.com', dial: (number) => ua.call(number, options) });
//   ua.start();

const results = {
  Busy: 'busy',
  Rejected: 'rejected',
  Canceled: 'canceled',
  'No Answer': 'no_answer',
  Expires: 'no_answer',
  Unavailable: 'no_answer',
};
const remembered = 50;
const storeKey = 'patchbay:calls';

/** The browser around the page; a test puts another in its place. */
const here = {
  post: (message) => window.postMessage(message, location.origin),
  listen: (hear) =>
    window.addEventListener('message', (message) => {
      if (message.source === window && message.origin === location.origin) hear(message.data);
    }),
  read: () => JSON.parse(localStorage.getItem(storeKey) ?? '[]'),
  write: (calls) => localStorage.setItem(storeKey, JSON.stringify(calls)),
};

/** A store that is full, forbidden or spoiled costs the history, and no call. */
function safely(act) {
  try {
    return act();
  } catch {
    return undefined;
  }
}

/** The other side chooses a Call-ID: a long one is told by its end. */
const idOf = (request) => String(request.call_id).slice(-128);

const party = (identity) => ({ number: identity.uri.user, name: identity.display_name || undefined });
const iso = (date) => (date ? new Date(date).toISOString() : undefined);

/** A caller who hangs up leaves the reason in the CANCEL: that another phone took it is one. */
function resultOf(session, { originator, cause, message }) {
  if (/cause=200/.test(message?.getHeader?.('Reason') ?? '')) return 'answered_elsewhere';
  if (session.direction === 'incoming' && originator === 'remote' && cause === 'Canceled') return 'missed';
  return results[cause] ?? 'failed';
}

const withSound = (session) => session.answer({ mediaConstraints: { audio: true, video: false } });
/** This phone is busy: the others that ring go on ringing. */
const decline = (session) => session.terminate({ status_code: 486 });

/**
 * @param {object} ua a JsSIP.UA
 * @param {{account: string, dial: (number: string) => void, answer?: (session: object) => void}} options
 */
export function bridge(ua, { account, dial, answer = withSound }, page = here) {
  let seq = Date.now();
  /** What rings here and was not answered, by its id. */
  const ringing = new Map();
  const source = { provider: 'sip', account };
  const say = (type, more) => {
    const event = { v: 1, type, at: new Date().toISOString(), seq: ++seq, source, ...more };
    page.post({ type: 'softphone.event/1', event });
  };

  const history = () => {
    const calls = safely(page.read);
    return Array.isArray(calls) ? calls : [];
  };
  const remember = (call) => safely(() => page.write([...history(), call].slice(-remembered)));

  ua.on('newRTCSession', ({ session, request }) => {
    const inbound = session.direction === 'incoming';
    const [far, near] = [party(session.remote_identity), party(session.local_identity)];
    const call = {
      session: idOf(request),
      direction: inbound ? 'inbound' : 'outbound',
      from: inbound ? far : near,
      to: inbound ? near : far,
      startedAt: new Date().toISOString(),
    };
    const over = (result) => {
      ringing.delete(call.session);
      const [answeredAt, endedAt] = [iso(session.start_time), iso(session.end_time ?? new Date())];
      const ended = { ...call, answeredAt, endedAt, result };
      remember(ended);
      say('call.ended', { call: ended });
    };
    if (inbound) ringing.set(call.session, session);
    say('call.ringing', { call: inbound ? { ...call, controls: ['answer', 'decline'] } : call });
    session.on('accepted', () => {
      ringing.delete(call.session);
      say('call.answered', { call });
    });
    session.on('hold', () => say('call.held', { call }));
    session.on('unhold', () => say('call.resumed', { call }));
    session.on('ended', () => over('answered'));
    session.on('failed', (failure) => over(resultOf(session, failure)));
  });

  ua.on('newMessage', ({ originator, message, request }) => {
    const inbound = originator === 'remote';
    const [far, near] = [party(message.remote_identity), party(message.local_identity)];
    say(inbound ? 'message.received' : 'message.sent', {
      message: {
        id: idOf(request),
        conversation: far.number,
        channel: 'sms',
        self: near,
        from: inbound ? far : near,
        to: [inbound ? near : far],
        text: request.body,
        sentAt: new Date().toISOString(),
      },
    });
  });

  page.listen((data) => {
    if (data?.type !== 'softphone.command/1') return;
    const { type, number, since, session } = data.command;
    const rings = ringing.get(session);
    if (rings && type === 'answer') safely(() => answer(rings));
    if (rings && type === 'decline') safely(() => decline(rings));
    if (type === 'dial') {
      try {
        dial(number);
      } catch {
        say('dial.failed', {});
      }
    }
    if (type === 'history')
      for (const call of history().filter((one) => one?.startedAt >= since)) say('call.ended', { call });
  });
  say('phone.status', { phone: { ready: true, history: true } });
}
