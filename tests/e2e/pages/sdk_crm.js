// The page’s half of the SDK, as it ships: the phone is on another origin than the page.
import { IFrameManager } from '/calling-extensions.js';

const other = location.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
new IFrameManager({
  debugMode: false,
  iFrameOptions: {
    src: `http://${other}:${location.port}/sdk-phone`,
    width: '300',
    height: '300',
    hostElementSelector: '#host',
  },
  onMessageHandler: () => {},
});
