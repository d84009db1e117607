import './browser_stub.mjs';
import assert from 'node:assert/strict';
import test from 'node:test';

/** As much of an element as a button needs. */
globalThis.Node = /** @type {any} */ (
  class {
    attributes = {};
    children = [];
    setAttribute(name, value) {
      this.attributes[name] = value;
    }
    addEventListener(type, act) {
      this[type] = act;
    }
    append(child) {
      this.children.push(child);
    }
    replaceChildren(...children) {
      this.children = children;
    }
    contains() {
      return false;
    }
  }
);
globalThis.chrome.i18n = /** @type {any} */ ({ getUILanguage: () => 'en', getMessage: (id) => id });
globalThis.document = /** @type {any} */ ({ documentElement: {}, createElement: () => new Node() });
const { createCallControls } = await import('../../extension/src/panel/views/call_controls.js');

const now = Date.UTC(2026, 10, 21, 12, 0, 0);
const ringing = { key: 'k', phase: 'ringing', direction: 'inbound' };
const reach = { controls: ['answer', 'decline'] };
const shown = (call = {}, told = {}, settings = { singleKeys: true }) =>
  /** @type {any} */ ({ call: { ...ringing, ...call }, work: { reach: { ...reach, ...told } }, settings });

/** The part, and what it says and sends. */
function part() {
  const [root, sent] = [new Node(), []];
  const view = createCallControls(/** @type {any} */ (root), (...said) => sent.push(said));
  const buttons = () => /** @type {any[]} */ (root.children);
  const waiting = () => buttons().map(({ attributes }) => attributes['aria-disabled']);
  return { ...view, sent, buttons, waiting };
}

test('a call that rings has two buttons, which say what they do to it, and their keys', () => {
  const { update, buttons, sent } = part();
  update(shown());
  assert.deepEqual(
    buttons().map(({ children: [words, key], attributes }) => [
      words,
      key.children[0],
      attributes['aria-keyshortcuts'],
    ]),
    [
      ['answer', 'A', 'A'],
      ['decline', 'D', 'D'],
    ],
  );
  for (const button of buttons()) button.click();
  assert.deepEqual(sent, [
    ['control', { key: 'k', control: 'answer' }],
    ['control', { key: 'k', control: 'decline' }],
  ]);
});

test('they are gone once it is answered or over, and were never there where the phone cannot be told', () => {
  const { update, buttons } = part();
  const others = [{ phase: 'answered' }, { phase: 'ended' }, { direction: 'outbound' }];
  for (const call of others) {
    update(shown());
    update(shown(call));
    assert.deepEqual(buttons(), []);
  }
  update({ ...shown(), work: /** @type {any} */ ({}) });
  assert.deepEqual(buttons(), []);
});

test('they have no keys where the person wants none', () => {
  const { update, buttons } = part();
  update(shown({}, {}, { singleKeys: false }));
  for (const { children, attributes } of buttons())
    assert.deepEqual([children.length, 'aria-keyshortcuts' in attributes], [1, false]);
});

test('once one was pressed both wait, and can be pressed again when the phone did nothing', (t) => {
  const clock = t.mock.method(Date, 'now', () => now);
  const { update, tick, buttons, waiting, sent } = part();
  update(shown({}, { toldAt: now }));
  assert.deepEqual(waiting(), ['true', 'true']);
  for (const button of buttons()) button.click();
  assert.deepEqual(sent, []);
  clock.mock.mockImplementation(() => now + 4000);
  tick();
  assert.deepEqual(waiting(), [undefined, undefined]);
  buttons()[1].click();
  assert.equal(sent.length, 1);
});
