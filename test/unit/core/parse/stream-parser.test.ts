/** What the parser tells beside messages: places, oddities, limits; and what it costs. */
import { describe, expect, it } from 'vitest';
import { createByteDoor } from '../../../../src/core/parse/byte-door.ts';
import { describeOddity, type Oddity, type ParsedLine, type ParsedMessage } from '../../../../src/core/parse/report.ts';
import { createStreamParser, parseStream, type ParserOptions } from '../../../../src/core/parse/stream-parser.ts';

function oddities(text: string, options?: ParserOptions): Oddity[] {
  const told: Oddity[] = [];
  parseStream(text, { oddity: (oddity) => told.push(oddity) }, options);
  return told;
}

describe('places', () => {
  const text = '\ufeff: hi\r\n\r\nevent: a\nid:7\ndata: one\ndata:two\n\nfoo: bar\nretry: 5\n\n';
  const lines: ParsedLine[] = [];
  const messages: ParsedMessage[] = [];
  const parser = parseStream(text, { line: (line) => lines.push(line), message: (message) => messages.push(message) });

  it('name each line and its value', () => {
    expect(lines.map(({ line, kind, from, value, to, end }) => [line, kind, text.slice(from, value), text.slice(value, to), end])).toEqual([
      [1, 'comment', ':', ' hi', 'crlf'],
      [2, 'blank', '', '', 'crlf'],
      [3, 'event', 'event: ', 'a', 'lf'],
      [4, 'id', 'id:', '7', 'lf'],
      [5, 'data', 'data: ', 'one', 'lf'],
      [6, 'data', 'data:', 'two', 'lf'],
      [7, 'blank', '', '', 'lf'],
      [8, 'ignored', 'foo: ', 'bar', 'lf'],
      [9, 'retry', 'retry: ', '5', 'lf'],
      [10, 'blank', '', '', 'lf'],
    ]);
  });

  it('lead from a message to its lines', () => {
    expect(messages).toEqual([{ type: 'a', data: 'one\ntwo', lastEventId: '7', line: 3, lastLine: 7, from: text.indexOf('event'), to: text.indexOf('\nfoo') }]);
  });

  it('end with the stream', () => {
    expect(parser.length).toBe(text.length);
    expect(parser.lineEnds).toEqual({ lf: 8, cr: 0, crlf: 2 });
  });

  it('are known in bytes, line by line, also where bytes are broken', () => {
    const bytes = Buffer.concat([Buffer.from('data: €\r\ndata: '), Buffer.from([0xff, 0xe2, 0x82]), Buffer.from('\r\rdata: 😀\n\n')]);
    for (const size of [1, 2, 3, bytes.length]) {
      const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
      const seen: ParsedLine[] = [];
      const door = createByteDoor(createStreamParser({ line: (line) => seen.push(line) }), (chunk) => decoder.decode(chunk, { stream: chunk !== undefined }));
      for (let at = 0; at < bytes.length; at += size) door.push(bytes.subarray(at, at + size));
      door.end();
      expect(Array.from({ length: door.lineStarts.length }, (_, line) => door.lineStarts.at(line))).toEqual([0, 11, 21, 22, 33, 34]);
      expect(seen).toHaveLength(5);
    }
  });
});

describe('oddities', () => {
  it.each<[string, string, object[]]>([
    ['a mark at the start', '\ufeffdata: a\n\n', [{ kind: 'bom', line: 1, from: 0, to: 1 }]],
    ['a mark later', 'data: a\n\ufeffdata: b\n\n', [{ kind: 'ignored-field', reason: 'bom', line: 2, from: 8, to: 16 }]],
    ['an unknown field', 'foo: bar\n\n', [{ kind: 'ignored-field', name: 'foo', reason: 'unknown', line: 1 }]],
    ['a field in upper case', 'Data: bar\n\n', [{ kind: 'ignored-field', name: 'Data', reason: 'case' }]],
    ['a field with space', ' data: bar\n\n', [{ kind: 'ignored-field', name: ' data', reason: 'space' }]],
    ['a bad retry', 'retry: soon\n\n', [{ kind: 'bad-retry', value: 'soon' }]],
    ['a huge retry', 'retry: 9007199254740993\n\n', [{ kind: 'huge-retry', value: '9007199254740993' }]],
    ['NUL in an id', 'id: a\0b\ndata: x\n\n', [{ kind: 'nul-in-id', line: 1, from: 0, to: 7 }]],
    ['a type without data', 'event: x\n\n', [{ kind: 'no-data', type: 'x', line: 1 }]],
    ['line ends that differ, once', 'data: a\r\ndata: b\n\n\n', [{ kind: 'mixed-line-ends', end: 'lf', line: 2 }]],
    ['a tail', 'data: a\n\nevent: b\ndata: c', [{ kind: 'incomplete-tail', unfinishedLine: true, line: 3, from: 9, to: 25 }]],
    ['a tail of whole lines', 'data: a\n', [{ kind: 'incomplete-tail', unfinishedLine: false, line: 1 }]],
    ['nothing of a comment at the end', 'data: a\n\n: bye\n', []],
    ['nothing of a plain stream', 'id: 1\nevent: x\nretry: 5\ndata: a\n\n: c\n\n', []],
  ])('tell of %s', (_, text, told) => {
    const found = oddities(text);
    expect(found).toHaveLength(told.length);
    expect(found).toMatchObject(told);
    for (const oddity of found) expect(describeOddity(oddity)).toMatch(/^[A-Z].+\.$/);
  });
});

describe('the last event id', () => {
  it('goes on from the attempt before', () => {
    const messages: ParsedMessage[] = [];
    const parser = parseStream('data: a\n\n', { message: (message) => messages.push(message) }, { lastEventId: '41' });
    expect(messages[0]!.lastEventId).toBe('41');
    expect(parser.lastEventId).toBe('41');
  });
});

describe('limits', () => {
  it('cut a line that never ends', () => {
    const told: Oddity[] = [];
    const data: string[] = [];
    const parser = createStreamParser(
      { message: (message) => data.push(message.data), oddity: (oddity) => told.push(oddity) },
      { limits: { line: 10, data: 100 } },
    );
    for (let n = 0; n < 8; n += 1) parser.push(n === 0 ? 'data: ' : 'xxxx');
    parser.push('\n\ndata: y\n\n');
    expect(data).toEqual(['xxxx', 'y']);
    expect(told).toEqual([{ kind: 'line-cut', line: 1, from: 0, to: 34 }]);
  });

  it('leave out what makes a message too long', () => {
    const data: string[] = [];
    const text = 'data: 12345\ndata: 67890\ndata: 1\n\n';
    const parser = createStreamParser({ message: (message) => data.push(message.data) }, { limits: { line: 100, data: 8 } });
    parser.push(text);
    expect(data).toEqual(['12345\n1']);
    expect(oddities(text, { limits: { line: 100, data: 8 } })).toMatchObject([{ kind: 'ignored-field', reason: 'too-long', line: 2 }]);
  });
});

describe('cost', () => {
  /** Milliseconds of the quickest of three runs: noise only ever adds. */
  function cost(feed: () => void): number {
    return Math.min(
      ...[1, 2, 3].map(() => {
        // CPU time: the clock would count what else the machine does.
        const begin = process.cpuUsage();
        feed();
        const { user, system } = process.cpuUsage(begin);
        return (user + system) / 1000;
      }),
    );
  }
  const line = (size: number) => (): void => {
    const chunk = 'x'.repeat(1024);
    let length = 0;
    const parser = createStreamParser({ message: ({ data }) => (length += data.length) });
    parser.push('data:');
    for (let n = 0; n < size / 1024; n += 1) parser.push(chunk);
    parser.push('\n\n');
    expect(length).toBe(size);
  };

  it('is linear for one line in many chunks', () => {
    const mebi = 1024 * 1024;
    const small = cost(line(5 * mebi));
    // Ten times as much text: quadratic would be a hundred times as long.
    expect(cost(line(50 * mebi))).toBeLessThan(30 * Math.max(small, 2));
  });

  it('is linear for lines without a colon', () => {
    const lines = (count: number) => (): void => {
      let told = 0;
      parseStream('x\n'.repeat(count), { oddity: () => (told += 1) });
      expect(told).toBe(count);
    };
    const small = cost(lines(20_000));
    expect(cost(lines(200_000))).toBeLessThan(30 * Math.max(small, 2));
  });
});
