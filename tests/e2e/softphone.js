// The whole integration: one postMessage for each thing that happens to a call. See extension/README.md.
const byId = (id) => document.getElementById(id);
let call = null;
let seq = 0;

function tell(type, more = {}) {
  const event = {
    v: 1,
    type,
    at: new Date().toISOString(),
    seq: ++seq,
    source: { provider: 'demo', account: 'agent-1' },
    call: { ...call, ...more },
  };
  window.postMessage({ type: 'softphone.event/1', event }, location.origin);
}

function show(words, ringing, talking) {
  byId('state').textContent = words;
  byId('ring').disabled = ringing || talking;
  byId('answer').disabled = !ringing;
  byId('hangup').disabled = !(ringing || talking);
}

byId('ring').addEventListener('click', () => {
  const direction = byId('direction').value;
  const them = { number: byId('number').value, name: byId('name').value };
  const us = { number: '+14155550100', name: 'Sales' };
  const [from, to] = direction === 'inbound' ? [them, us] : [us, them];
  call = { session: crypto.randomUUID(), direction, from, to };
  tell('call.ringing', { startedAt: new Date().toISOString() });
  show('Ringing…', true, false);
});
byId('answer').addEventListener('click', () => {
  tell('call.answered', { answeredAt: new Date().toISOString() });
  show('On a call', false, true);
});
byId('hangup').addEventListener('click', () => {
  tell('call.ended', { endedAt: new Date().toISOString() });
  show('Call ended', false, false);
});
