import { expect, test } from 'vitest';
import { createStreamParser, parseStream } from '../../../../src/core/parse/stream-parser.ts';
import type { Oddity } from '../../../../src/core/parse/report.ts';

const read = (text: string): { messages: [string, string, string][]; oddities: Oddity['kind'][]; next: string } => {
  const messages: [string, string, string][] = [];
  const oddities: Oddity['kind'][] = [];
  const parser = parseStream(
    text,
    {
      message: ({ type, data, lastEventId }) => messages.push([type, data, lastEventId]),
      oddity: ({ kind }) => oddities.push(kind),
    },
    { dialect: 'firefox' },
  );
  return { messages, oddities, next: parser.lastEventId };
};

test('a block without data sets no id, in Firefox', () => {
  expect(read('id: 1\ndata: a\n\nid: 9\n\ndata: b\n\n')).toEqual({
    messages: [
      ['message', 'a', '1'],
      ['message', 'b', '1'],
    ],
    oddities: ['browser-drops'],
    next: '1',
  });
});

test('an id with U+0000 takes its block with it, in Firefox', () => {
  expect(read('id: 1\ndata: a\n\nid: 2\0\ndata: b\n\ndata: c\n\n')).toEqual({
    messages: [
      ['message', 'a', '1'],
      ['message', 'c', '1'],
    ],
    oddities: ['nul-in-id', 'browser-drops'],
    next: '1',
  });
});

test('U+0000 is taken out of data and type, in Firefox', () => {
  expect(read('event: t\0ick\ndata: a\0b\n\nevent: \0\ndata: c\n\n').messages).toEqual([
    ['tick', 'ab', ''],
    ['message', 'c', ''],
  ]);
});

test('what Firefox shares with the standard is the same, however it is cut', () => {
  const text = ': hi\nretry: 5\nid: 1\n\nid: 2\ndata: a\n\nid\ndata: b\n\nid: 3\0\ndata: c\n\nevent: x\ndata: d\n\n';
  const whole = read(text).messages;
  for (let size = 1; size < 8; size += 1) {
    const messages: [string, string, string][] = [];
    const parser = createStreamParser({ message: ({ type, data, lastEventId }) => messages.push([type, data, lastEventId]) }, { dialect: 'firefox' });
    for (let at = 0; at < text.length; at += size) parser.push(text.slice(at, at + size));
    parser.end();
    expect(messages).toEqual(whole);
  }
  expect(whole).toEqual([
    ['message', 'a', '2'],
    ['message', 'b', ''],
    ['x', 'd', ''],
  ]);
});
