import { expect, test } from 'vitest';
import type { RequestDetails } from '../../../src/background/request-log.ts';
import { claimOf } from '../../../src/background/tap-claim.ts';
import { isWhoseAnswer, readWhose, type WhoseAnswer } from '../../../src/wire/protocol/whose-request.ts';

const request = (tabId: number, headers: Record<string, string>, method = 'GET'): RequestDetails => ({
  requestId: '1',
  tabId,
  frameId: 0,
  url: 'https://a.test/stream',
  method,
  timeStamp: 0,
  requestHeaders: Object.entries({ Host: 'a.test', Accept: 'text/event-stream', ...headers }).map(([name, value]) => ({ name, value })),
});
const claim = async (details: RequestDetails, answer?: WhoseAnswer | Error): Promise<unknown> => {
  const asked: string[] = [];
  const found = await claimOf(details, ({ url }) => {
    asked.push(url);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  return [found, asked.length];
};

test("a document's request is what its page says that it is, and nothing else where nobody answers", async () => {
  expect(await claim(request(7, {}), readWhose('1'))).toEqual([{ eventSource: true, withCredentials: true }, 1]);
  expect(await claim(request(7, {}), readWhose('0'))).toEqual([{ eventSource: true, withCredentials: false }, 1]);
  expect(await claim(request(7, {}), readWhose(''))).toEqual([{ eventSource: false }, 1]);
  expect(await claim(request(7, {}))).toEqual([{ eventSource: false }, 1]);
  expect(await claim(request(7, {}), new Error('no such document'))).toEqual([{ eventSource: false }, 1]);
});

test('what no EventSource can have asked is not asked about', async () => {
  for (const details of [request(7, {}, 'POST'), request(7, { Accept: '*/*' }), request(7, { Accept: 'text/event-stream, */*' })])
    expect(await claim(details, readWhose('1'))).toEqual([{ eventSource: false }, 0]);
});

test("a worker's request is an EventSource's when it has no header that one could not have", async () => {
  const native = { Connection: 'keep-alive', 'Last-Event-ID': '7', Cookie: 'a=b', Origin: 'https://b.test', 'Sec-Fetch-Site': 'cross-site' };
  expect(await claim(request(-1, native))).toEqual([{ eventSource: true }, 0]);
  for (const other of ['Referer', 'Authorization', 'X-Key', 'Content-Type'])
    expect(await claim(request(-1, { ...native, [other]: 'x' }))).toEqual([{ eventSource: false }, 0]);
});

test('the answer of a hook is read, and guarded', () => {
  for (const text of ['', '0', '1']) expect(isWhoseAnswer(readWhose(text))).toBe(true);
  for (const value of [undefined, null, {}, { kind: 'sse-scope:whose' }, { ...readWhose('1'), eventSource: 'yes' }]) expect(isWhoseAnswer(value)).toBe(false);
});
