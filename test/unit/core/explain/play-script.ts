/** Plays a script of the demo server in a world without a browser: what the server writes, when a browser has it, and what its witnesses tell of that. */
import { encodeBlock } from '../../../../demo/block.ts';
import { stepsOf, type Script, type Step } from '../../../../demo/script.ts';
import type { Observation } from '../../../../src/core/model/observation.ts';
import { createStreamParser } from '../../../../src/core/parse/stream-parser.ts';
import { CLEAN_TYPES, type CleanStream } from '../../../clean-streams.ts';
import { createStory, type Story } from '../../../workbench/story.ts';
import { START } from './attempt-facts.ts';

type Ms = number;

/** What the server does in one attempt; times since the request. */
interface Played {
  status: number;
  writes: { at: Ms; text: string }[];
  end: Ms | undefined;
}

/** How long the server answers, and the network takes. */
const ANSWER: Ms = 20;
/** No attempt begins later. */
const LONGEST: Ms = 4 * 60_000;
const URL = 'https://shop.example/stream';

function play(script: Script, attempt: number): Played {
  const played: Played = { status: 200, writes: [], end: undefined };
  let at = ANSWER;
  const run = (steps: readonly Step[], i: number): boolean => {
    const fill = (text: string | undefined): string | undefined => text?.replaceAll('{i}', String(i)).replaceAll('{attempt}', String(attempt));
    return steps.every((step) => {
      if ('head' in step) played.status = step.head.status ?? 200;
      else if ('send' in step) played.writes.push({ at, text: encodeBlock({ ...step.send, data: fill(step.send.data), id: fill(step.send.id) }) });
      else if ('raw' in step) played.writes.push({ at, text: step.raw });
      else if ('wait' in step) at += step.wait;
      else if ('repeat' in step) return Array.from({ length: step.repeat }, (_, round) => round).every((round) => run(step.steps, round));
      else return false;
      return true;
    });
  };
  const steps = stepsOf(script, attempt);
  run(steps, 0);
  played.end = steps.some((step) => 'hold' in step) ? undefined : at;
  return played;
}

/** @param browser Firefox has a tap, so its witnesses tell of bytes as well; in Chromium messages are all that is known of an EventSource. */
export function playScript({ script, api, head: { gzip = false, headers: more = {} } = {} }: CleanStream, browser: 'chromium' | 'firefox'): Observation[] {
  const headers = { ...more, ...(gzip ? { 'content-encoding': 'gzip' } : {}) };
  const story = createStory(START);
  const page = story.document('https://shop.example/orders');
  if (api !== undefined) playReading(story, api, play(script, 1), headers);
  else {
    const stream = page.stream(0.01, URL, { types: [...CLEAN_TYPES] });
    let retry: Ms = browser === 'firefox' ? 5000 : 3000;
    let id = '';
    let begun: Ms = 10;
    for (let attempt = 1; begun < LONGEST; attempt += 1) {
      const { status, writes, end } = play(script, attempt);
      if (status !== 200) {
        stream.fails(begun / 1000, status, []);
        break;
      }
      stream.opens(begun / 1000, ANSWER / 1000, Object.entries(headers));
      let at: Ms = 0;
      const parser = createStreamParser(
        {
          message: ({ type, data, lastEventId }) => stream.says((begun + at) / 1000, data, { type, id: lastEventId === '' ? undefined : lastEventId }),
          retry: (ms) => (retry = browser === 'firefox' ? Math.max(500, ms) : ms),
        },
        { lastEventId: id },
      );
      for (const write of writes) {
        // What is written at once arrives at once.
        at = write.at + 5;
        if (browser === 'firefox') stream.sends((begun + at) / 1000, write.text);
        parser.push(write.text);
      }
      id = parser.lastEventId;
      if (end === undefined) break;
      stream.ends((begun + end + 6) / 1000);
      begun += end + 6 + retry;
    }
  }
  return story.observations();
}

function playReading(story: Story, api: 'fetch' | 'xhr', { writes, end }: Played, more: Record<string, string>): void {
  const of = { session: 'session-1', source: 1 };
  const responseHeaders = Object.entries({ 'content-type': 'text/event-stream', ...more }).map(([name, value]) => ({ name, value }));
  const at = (ms: Ms): number => START + ms;
  story.tell((ANSWER + 1) / 1000, {
    ...{ kind: 'reading', ...of, at: at(ANSWER + 1), startedAt: at(10), api, format: 'event-stream', method: 'POST', url: URL, responseUrl: URL },
    ...{ status: 200, statusText: 'OK', requestHeaders: [{ name: 'accept', value: 'text/event-stream' }], responseHeaders, body: '{}', bodyLength: 2 },
    ...{ withCredentials: false, stack: 'at ask (https://shop.example/a.js:1:1)' },
  });
  let offset = 0;
  for (const write of writes) {
    const bytes = new TextEncoder().encode(write.text);
    const time = write.at + 5;
    story.tell(time / 1000, { kind: 'bytes', of, at: at(time), offset, bytes });
    offset += bytes.length;
  }
  if (end !== undefined) story.tell((end + 6) / 1000, { kind: 'reading-ended', ...of, at: at(end + 6), by: 'server' });
}
