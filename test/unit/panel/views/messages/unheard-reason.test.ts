import '../../../../fixtures/english.ts';
import { describe, expect, it } from 'vitest';
import { isNear, tellsListeners, unheardReason } from '../../../../../src/panel/views/messages/unheard-reason.ts';

describe('why nobody hears a message', () => {
  it('names the type that it should have been first', () => {
    expect(unheardReason('updte', ['message', 'update', 'delete'])).toBe('No listener for “updte”; the page listens to “update”');
    expect(unheardReason('Order', ['message', 'order'])).toBe('No listener for “Order”; the page listens to “order”');
  });
  it('names what is listened to where nothing is near, and counts the rest', () => {
    expect(unheardReason('price', ['order', 'ping'])).toBe('No listener for “price”; the page listens to “order”, “ping”');
    expect(unheardReason('price', ['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toContain('“e” and 2 more');
    expect(unheardReason('price', [])).toContain('the page listens to no type');
  });
  it('cuts a type that is too long to be read', () => expect(unheardReason('t'.repeat(9000), []).length).toBeLessThan(150));
});

it.each([
  ['updte', 'update', true],
  ['udpate', 'update', true],
  ['update ', 'update', true],
  ['updates', 'update', true],
  ['notificaton-', 'notification', true],
  ['price', 'order', false],
  // Of so few letters each is another word.
  ['a', 'b', false],
  ['up', 'us', false],
  ['same', 'same', false],
])('%s is near %s: %s', (type, heard, near) => expect(isNear(type, heard)).toBe(near));

it('does not compare names of any length', () => expect(isNear(`${'x'.repeat(100)}a`, 'x'.repeat(100))).toBe(false));

it('knows listeners only where a hook tells of them', () => {
  expect(tellsListeners({ api: 'eventsource', context: 'frame' })).toBe(true);
  expect(tellsListeners({ api: 'eventsource', context: 'worker' })).toBe(false);
  expect(tellsListeners({ api: 'fetch', context: 'page' })).toBe(false);
});
