/** Datastar: what its client made of the sample, and what the sample has not. */
import { describe, expect, it, test } from 'vitest';
import { decode, expected, head, messagesOf, sample } from './sample.ts';
import { recognise } from '../../../../src/core/decoders/recognise.ts';

interface Client {
  events: { type: string; args: Record<string, string> }[];
  signalsByRfc7386: unknown;
}

const stream = (...blocks: string[]): ReturnType<typeof messagesOf> => messagesOf(blocks.map((block) => `${block}\n\n`).join(''));
const signals = (text: string, more = ''): string => `event: datastar-patch-signals\n${more}data: signals ${text}`;

describe('the sample', () => {
  const client = expected('datastar.sse').result as Client;
  const decoded = decode(sample('datastar.sse'));

  it('has the elements that the client patched', () => {
    const patches = client.events.filter(({ type }) => type === 'datastar-patch-elements').map(({ args }) => args);
    const html = decoded.parts.flatMap((part) => (part.kind === 'html' ? [{ mode: part.action, selector: part.target, elements: part.text }] : []));
    expect(html).toEqual(patches.map((args) => ({ mode: 'outer', selector: '', elements: '', ...args })));
    expect(decoded.parts.flatMap((part) => (part.kind === 'html' ? part.messages : []))).toEqual([0, 2, 5, 6]);
  });

  it('has the signals of the protocol, where the client keeps a removed one, and says which message changed which', () => {
    expect(decoded.parts[0]).toEqual({
      kind: 'state',
      name: 'signals',
      value: client.signalsByRfc7386,
      changes: [
        { message: 1, paths: ['/port/name', '/port/open', '/high'] },
        { message: 3, paths: ['/low'] },
        { message: 4, paths: ['/port/open'] },
      ],
    });
  });

  it('is complete, without a fault, and says each message in its words', () => {
    expect(decoded).toMatchObject({ verdict: 'complete', faults: [] });
    expect(decoded.meanings.map((meaning) => meaning?.says)).toEqual([
      'outer #head 37 characters',
      'signals {"port":{"name":"Husum","open":true},"high":"06:12"}',
      'append #log 19 characters',
      'signals if missing {"high":"18:40","low":"00:05"}',
      'signals {"port":{"open":null}}',
      'remove #old',
      'append body 60 characters',
    ]);
  });
});

describe('signals of the page', () => {
  const patch = stream(signals('{"b":2}'));
  const value = { a: 1, b: 2, n: null };

  it.each([
    ['of the query', { url: `https://tides.example/s?datastar=${encodeURIComponent('{"a":1,"n":null}')}` }],
    ['of a query without a host', { url: '/s?x=1&datastar={"a":1,"n":null}#end' }],
    ['of the body', { method: 'POST', body: { a: 1, n: null } }],
  ])('begin the state: %s', (_, options) => {
    const decoded = decode(patch, options);
    expect(decoded.parts).toEqual([{ kind: 'state', name: 'signals', value, changes: [{ message: 0, paths: ['/b'] }] }]);
    expect(decoded.facts.more).toEqual({ request: { a: 1, n: null } });
  });

  it('are not changed in what was handed in', () => {
    const body = { deep: { a: 1 } };
    const messages = stream(signals('{"deep":{"list":{"x":1}}}'), signals('{"deep":{"a":null,"list":{"x":2}}}'));
    for (const time of ['first', 'again']) expect(decode(messages, { body }).parts, time).toMatchObject([{ value: { deep: { list: { x: 2 } } } }]);
    expect(body).toEqual({ deep: { a: 1 } });
  });
});

test('before 1.0: fragments, signals and scripts', () => {
  const decoded = decode(
    stream(
      'event: datastar-merge-fragments\ndata: selector #log\ndata: mergeMode append\ndata: fragments <li>\ndata: fragments 06:12</li>',
      'event: datastar-merge-signals\ndata: signals {"a":{"b":1,"c":2}}',
      'event: datastar-remove-signals\ndata: paths a.b\ndata: paths no.such',
      'event: datastar-remove-fragments\ndata: selector #old',
      'event: datastar-execute-script\ndata: script go()',
    ),
  );
  expect(decoded.faults).toEqual([]);
  expect(decoded.parts).toEqual([
    {
      kind: 'state',
      name: 'signals',
      value: { a: { c: 2 } },
      changes: [
        { message: 1, paths: ['/a/b', '/a/c'] },
        { message: 2, paths: ['/a/b'] },
      ],
    },
    { kind: 'html', action: 'append', target: '#log', text: '<li>\n06:12</li>', messages: [0] },
    { kind: 'html', action: 'remove', target: '#old', text: '', messages: [3] },
    { kind: 'html', action: 'script', target: '', text: 'go()', messages: [4] },
  ]);
});

describe('faults', () => {
  const faultsOf = (...lines: string[]): unknown[] =>
    decode(stream(`event: datastar-patch-elements\n${lines.map((line) => `data: ${line}`).join('\n')}`)).faults.map(({ id, message }) => [id, message]);

  it.each([
    ['an element without an id', ['elements <div id="a"></div><p>lost</p>'], [['no-target', 0]]],
    ['a mode that needs a selector', ['mode append', 'elements <li id="a"></li>'], [['no-target', 0]]],
    ['an unknown mode', ['mode sideways', 'selector #a'], [['not-understood', 0]]],
    ['ids on all', ['elements <div id="a"><p>in it</p></div> text <!-- <p> --> <br id="b"><DIV ID=c></DIV>'], []],
    ['the document has one', ['elements <body><p>all</p></body>'], []],
    ['a selector', ['selector #a', 'elements <p>found</p>'], []],
    ['what closes itself in SVG', ['namespace svg', 'elements <circle id="a"/><circle id="b"/>'], []],
    ['in doubt: a parser moves what is nested wrongly', ['elements <b id="a"><div id="b"></b></div><i>x</i>'], []],
    ['in doubt: an element without an end', ['elements <p>x'], []],
    ['a script that is text', ['elements <script id="a">if (1 <p) "<p>"</script>'], []],
  ])('%s', (_, lines, faults) => {
    expect(faultsOf(...lines)).toEqual(faults);
  });

  it('names signals that are no object, and events that are none', () => {
    const decoded = decode(stream(signals('7'), signals('[1]'), 'event: datastar-shout\ndata: x', 'data: x'));
    expect(decoded.faults.map(({ id, message }) => [id, message])).toEqual([
      ['not-understood', 0],
      ['not-understood', 1],
      ['not-understood', 2],
      ['not-understood', 3],
    ]);
  });
});

test('signals may be a JavaScript literal', () => {
  expect(decode(stream(signals("{a: {b: 'x'}, c: [1,],}"), signals('{a: {b: null}}'))).parts).toMatchObject([{ value: { a: {}, c: [1] } }]);
  expect(decode(stream(signals('{a: now()}'))).faults).toMatchObject([{ id: 'not-understood', message: 0 }]);
});

test('names of prototypes are names', () => {
  const decoded = decode(stream(signals('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'), signals('{"__proto__":{"polluted":2}}')));
  expect({}).not.toHaveProperty('polluted');
  expect(JSON.stringify(decoded.parts[0])).toContain('"value":{"__proto__":{"polluted":2},"constructor":{"prototype":{"polluted":1}}}');
});

test('the name of the event is certain, the header of the request is likely', () => {
  expect(recognise(head(), stream(signals('{}')))).toMatchObject({ certainty: 'certain' });
  expect(recognise(head({ request: { 'datastar-request': 'true' } }), [])).toMatchObject({ certainty: 'likely', decoder: { id: 'datastar' } });
});

test('signals nested without end do not end us', () => {
  const nested = (levels: number): string => signals(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);
  expect(decode(stream(nested(400), nested(400))).faults).toEqual([]);
  expect(decode(stream(nested(5000))).faults).toMatchObject([{ id: 'not-understood', message: 0 }]);
});
