// A SIP server over WebSocket for the phones of one test: takes every registration, passes requests to the phone
// that they name, and answers to the phone that asked. No passwords, no routing beyond that.
import { WebSocketServer } from 'ws';

/** @param {string} text */
function parse(text) {
  const [start, ...lines] = text.split('\r\n\r\n')[0].split('\r\n');
  /** @param {string} name */
  const all = (name) =>
    lines
      .filter((line) => line.toLowerCase().startsWith(`${name}:`))
      .map((line) => line.slice(name.length + 1).trim());
  return { start, all, one: (/** @type {string} */ name) => all(name)[0] ?? '' };
}

const userOf = (/** @type {string} */ uri) => /sips?:([^@;>]+)@/.exec(uri)?.[1] ?? '';
const branchOf = (/** @type {string} */ via) => /branch=([^;,\s]+)/.exec(via)?.[1] ?? '';

/** @param {any} message @param {string} status */
function answer(message, status) {
  const to = message.one('to').includes('tag=') ? message.one('to') : `${message.one('to')};tag=server`;
  const lines = [
    `SIP/2.0 ${status}`,
    ...message.all('via').map((via) => `Via: ${via}`),
    `From: ${message.one('from')}`,
    `To: ${to}`,
    `Call-ID: ${message.one('call-id')}`,
    `CSeq: ${message.one('cseq')}`,
    ...message.all('contact').map((contact) => `Contact: ${contact};expires=600`),
    'Content-Length: 0',
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** @param {import('node:http').Server} server that the phones connect to */
export function serveSip(server) {
  const sockets = new WebSocketServer({ server, handleProtocols: () => 'sip' });
  const phones = new Map();
  const asked = new Map();

  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      const text = data.toString();
      if (!text.trim()) return;
      const message = parse(text);
      const branch = branchOf(message.one('via'));
      if (message.start.startsWith('SIP/2.0')) return asked.get(branch)?.send(text);
      const [method, uri] = message.start.split(' ');
      asked.set(branch, socket);
      if (method === 'REGISTER') {
        phones.set(userOf(message.one('to')), socket);
        phones.set(userOf(message.one('contact')), socket);
        return socket.send(answer(message, '200 OK'));
      }
      const phone = phones.get(userOf(uri));
      if (phone) phone.send(text);
      else if (method !== 'ACK') socket.send(answer(message, '404 Not Found'));
      return undefined;
    });
  });
}
