import { expect, test } from 'vitest';
import { DOWN, HELLO, UP } from '../../../src/wire/page-wire/names.ts';
import { standInForBrowser, StandInMouseEvent } from './page-globals.ts';

standInForBrowser();
const { createLink } = await import('../../../src/page/link.ts');

/** A hook's end, the window where it is greeted, and what it was told. */
function setup() {
  const window = new EventTarget();
  const heard: string[] = [];
  const link = createLink(
    window,
    () => heard.push('greeted'),
    (command) => {
      heard.push(command);
      if (command === 'throw') throw new Error('of ours');
    },
  );
  const greet = (relatedTarget: EventTarget | null): void => void window.dispatchEvent(new StandInMouseEvent(HELLO, { relatedTarget }));
  return { window, heard, link, greet };
}
/** An element of a content script, and what it was sent. */
function meet(): { meeting: EventTarget; sent: unknown[]; command: (detail: unknown) => void } {
  const meeting = new EventTarget();
  const sent: unknown[] = [];
  meeting.addEventListener(UP, (event) => sent.push((event as CustomEvent).detail));
  return { meeting, sent, command: (detail) => void meeting.dispatchEvent(new CustomEvent(DOWN, { detail })) };
}

test('nothing is sent before somebody has come, and then everything, with its number of messages', () => {
  const { heard, link, greet } = setup();
  const { meeting, sent, command } = meet();
  link.await();
  link.send(1, 'too early');
  greet(meeting);
  link.send(2, 'batch; of text');
  link.send(0, '');
  command('listen');
  expect([sent, heard]).toEqual([
    ['2;batch; of text', '0;'],
    ['greeted', 'listen'],
  ]);
});

test('the page does not hear the greeting, and hears its own event of that name', () => {
  const { window, heard, link, greet } = setup();
  const page: string[] = [];
  link.await();
  window.addEventListener(HELLO, ({ constructor }) => page.push(constructor.name), true);
  window.dispatchEvent(new Event(HELLO));
  greet(null);
  expect([page, heard]).toEqual([['Event', 'StandInMouseEvent'], []]);
  greet(meet().meeting);
  expect([page.length, heard]).toEqual([2, ['greeted']]);
  greet(meet().meeting); // nobody waits for one
  expect([page.length, heard]).toEqual([3, ['greeted']]);
});

test('a second injection takes the place of the first', () => {
  const { heard, link, greet } = setup();
  const [first, second] = [meet(), meet()];
  link.await();
  greet(first.meeting);
  link.await();
  greet(second.meeting);
  first.command('quiet');
  second.command('listen');
  link.send(1, 'text');
  expect([heard, first.sent, second.sent]).toEqual([['greeted', 'greeted', 'listen'], [], ['1;text']]);
});

test('what is no text is no command, and what a command throws is not thrown at the page', () => {
  const { heard, link, greet } = setup();
  const { meeting, command } = meet();
  link.await();
  greet(meeting);
  for (const detail of [7, null, { toString: () => 'listen' }, 'throw', 'flush']) command(detail);
  expect(heard).toEqual(['greeted', 'throw', 'flush']);
});

test('who is sent something may answer by a command that sends', () => {
  const { link, greet } = setup();
  const { meeting, sent } = meet();
  link.await();
  greet(meeting);
  meeting.addEventListener(UP, () => sent.length === 2 && link.send(3, 'third'));
  const later: unknown[] = [];
  meeting.addEventListener(UP, (event) => later.push((event as CustomEvent).detail));
  link.send(1, 'first');
  link.send(2, 'second');
  link.send(4, 'fourth');
  expect(later).toEqual(['1;first', '3;third', '2;second', '4;fourth']); // nobody loses what he is being sent
  expect(sent).toEqual(['1;first', '2;second', '3;third', '4;fourth']);
});
