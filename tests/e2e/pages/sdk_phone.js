// A phone that talks through the real SDK; the test plays its calls.
import CallingExtensions from '/calling-extensions.js';

const heard = {};
const note = (name) => (data) => {
  heard[name] = data ?? {};
};
const sdk = new CallingExtensions({
  debugMode: false,
  eventHandlers: {
    onReady: (data) => {
      heard.ready = data ?? {};
      sdk.initialized({ isLoggedIn: true });
    },
    onDialNumber: note('dial'),
    onCallerIdMatchSucceeded: note('match'),
    onCallerIdMatchFailed: note('noMatch'),
    onCreateEngagementSucceeded: note('made'),
    onCreateEngagementFailed: note('failed'),
    defaultEventHandler: () => {},
  },
});
window.phone = { sdk, heard };
