// A JsSIP phone. With ?bridged it tells the extension, through the file that ships for that purpose.
import { bridge } from '/jssip_bridge.js';

const { JsSIP } = window;
const query = new URLSearchParams(location.search);
const user = query.get('user');
const media = { mediaConstraints: { audio: true, video: false }, pcConfig: { iceServers: [] } };
const ua = new JsSIP.UA({
  sockets: [new JsSIP.WebSocketInterface(`ws://${location.host}/`)],
  uri: `sip:${user}@phones.example.com`,
  display_name: query.get('name') ?? '',
  session_timers: false,
});
const phone = { ua, session: null, registered: false, state: 'idle' };
ua.on('registered', () => (phone.registered = true));
ua.on('newRTCSession', ({ session }) => {
  phone.session = session;
  phone.state = 'ringing';
  session.on('confirmed', () => (phone.state = 'talking'));
  for (const over of ['ended', 'failed'])
    session.on(over, ({ cause }) => Object.assign(phone, { state: 'idle', cause }));
});
phone.dial = (number) => ua.call(`sip:${number}@phones.example.com`, media);
phone.answer = () => phone.session.answer(media);
const answer = (session) => session.answer(media);
if (query.has('bridged')) bridge(ua, { account: user, dial: phone.dial, answer });
window.phone = phone;
ua.start();
