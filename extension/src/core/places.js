// Where this browser looks for the companion app, by system. The same places as manifest/locations.json; a
// test ties them together. Pure.

const file = 'io.patchbay.host.json';
const mac = '~/Library/Application Support';

/** For this person, then for everybody. @type {Record<string, Record<string, string[]>>} */
const folders = {
  linux: {
    chrome: ['~/.config/google-chrome/NativeMessagingHosts', '/etc/opt/chrome/native-messaging-hosts'],
    chromium: ['~/.config/chromium/NativeMessagingHosts', '/etc/chromium/native-messaging-hosts'],
    edge: ['~/.config/microsoft-edge/NativeMessagingHosts', '/etc/opt/edge/native-messaging-hosts'],
    brave: [
      '~/.config/BraveSoftware/Brave-Browser/NativeMessagingHosts',
      '/etc/opt/chrome/native-messaging-hosts',
    ],
    firefox: ['~/.mozilla/native-messaging-hosts', '/usr/lib/mozilla/native-messaging-hosts'],
  },
  mac: {
    chrome: [`${mac}/Google/Chrome/NativeMessagingHosts`, '/Library/Google/Chrome/NativeMessagingHosts'],
    chromium: [
      `${mac}/Chromium/NativeMessagingHosts`,
      '/Library/Application Support/Chromium/NativeMessagingHosts',
    ],
    edge: [`${mac}/Microsoft Edge/NativeMessagingHosts`, '/Library/Microsoft/Edge/NativeMessagingHosts'],
    brave: [
      `${mac}/BraveSoftware/Brave-Browser/NativeMessagingHosts`,
      '/Library/Google/Chrome/NativeMessagingHosts',
    ],
    firefox: [
      `${mac}/Mozilla/NativeMessagingHosts`,
      '/Library/Application Support/Mozilla/NativeMessagingHosts',
    ],
  },
};
/** @type {Record<string, string>} */
const keys = {
  chrome: 'SOFTWARE\\Google\\Chrome\\NativeMessagingHosts',
  chromium: 'SOFTWARE\\Chromium\\NativeMessagingHosts',
  edge: 'SOFTWARE\\Microsoft\\Edge\\NativeMessagingHosts',
  brave: 'SOFTWARE\\BraveSoftware\\Brave-Browser\\NativeMessagingHosts',
  firefox: 'SOFTWARE\\Mozilla\\NativeMessagingHosts',
};

/** @param {string[]} brands of navigator.userAgentData; Firefox has none */
export function browserOf(brands) {
  if (!brands.length) return 'firefox';
  const known = { 'Microsoft Edge': 'edge', Brave: 'brave', 'Google Chrome': 'chrome' };
  const [, id] = Object.entries(known).find(([brand]) => brands.includes(brand)) ?? [];
  return id ?? 'chromium';
}

/**
 * @param {string} os as the browser calls it: `linux`, `mac`, `win`
 * @param {string} browser as browserOf has it
 * @returns {string[]} files, or keys of the registry
 */
export function placesOf(os, browser) {
  if (os === 'win')
    return ['HKEY_CURRENT_USER', 'HKEY_LOCAL_MACHINE'].map(
      (root) => `${root}\\${keys[browser]}\\${file.replace('.json', '')}`,
    );
  return (folders[os]?.[browser] ?? []).map((folder) => `${folder}/${file}`);
}
