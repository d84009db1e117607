// A page whose own service is registered with the phone in it: ours must leave that alone. The phone is on
// another origin than the page: localhost where the page is on 127.0.0.1.
window.addEventListener('load', () => {
  const frame = document.querySelector('iframe');
  const other = location.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  const phone = new URLSearchParams(location.search).get('phone') ?? '/widget';
  frame.src = `http://${other}:${location.port}${phone}`;
});
window.addEventListener('message', ({ source, data }) => {
  if (data?.type !== 'rc-adapter-pushAdapterState') return;
  const service = { name: 'The page’s own', callLoggerPath: '/theirs', authorized: true };
  source.postMessage({ type: 'rc-adapter-register-third-party-service', service }, '*');
});
// Links go nowhere in a test browser: it is enough to know that they were not taken.
window.addEventListener('click', (event) => {
  document.title = event.defaultPrevented ? 'taken' : 'left';
  event.preventDefault();
});
