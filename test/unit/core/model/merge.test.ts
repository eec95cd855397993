import { describe, expect, test } from 'vitest';
import { createCapture } from '../../../../src/core/model/capture.ts';
import { catchUp } from '../../../../src/core/model/join/catch-up.ts';
import type { Observation } from '../../../../src/core/model/observation.ts';
import { record } from '../../../../src/core/model/record.ts';
import type { Capture } from '../../../../src/core/model/types.ts';
import fc from '../../../property.ts';
import { sized } from '../../../sizes.ts';
import { EPOCH } from '../drawing.ts';
import { shownRows } from '../rows-of.ts';
import { chanceFrom } from './history.ts';
import { lifePlans, withLives } from './lives.ts';
import {
  arrive,
  bytesOf,
  endOf,
  hooksOf,
  isHeardInWorld,
  isIdentifiableWorld,
  pollsOf,
  requestsOf,
  streamPlans,
  withRepeats,
  worldOf,
  written,
  type Delays,
  type StreamPlan,
} from './world.ts';
import type { Life, World, WorldAttempt } from './world-model.ts';

interface ShownRow {
  kind: string;
  attempt: number;
  type: string;
  lastEventId: string;
  data: string;
}

/** The rows of each stream, in shown order. */
const shown = (capture: Capture): Record<string, (ShownRow & { heard: boolean; at: number })[]> =>
  Object.fromEntries(
    [...capture.connections].map(([id, entry]) => [
      `${entry.session.id}/${entry.source}`,
      shownRows(capture, id).map(({ kind, attempt, type, lastEventId, data, heard, at }) => ({
        kind,
        attempt,
        type,
        lastEventId,
        data,
        heard,
        at: at - EPOCH,
      })),
    ]),
  );

/** `isRead`: somebody saw the text of the attempt. */
const truth = ({ streams }: World, isRead: (attempt: WorldAttempt) => boolean): Record<string, ShownRow[]> =>
  Object.fromEntries(
    streams.map(({ document, source, attempts }) => [
      `doc${document}/${source}`,
      attempts.flatMap((attempt, n) => {
        const blocks = written(attempt);
        return attempt.messages.flatMap(({ type, lastEventId, data }, place): ShownRow[] => {
          const extras = isRead(attempt) ? blocks[place]!.extras : [];
          return [
            ...extras.map((extra) => ({ ...extra, attempt: n + 1, type: '', lastEventId: '' })),
            { kind: 'message', attempt: n + 1, type, lastEventId, data },
          ];
        });
      }),
    ]),
  );

/** Of each stream: whether it lives. */
const statesOf = (capture: Capture): Record<string, boolean> =>
  Object.fromEntries([...capture.connections.values()].map((entry) => [`${entry.session.id}/${entry.source}`, entry.connection.state !== 'closed']));

const trueStates = ({ streams, lives = [] }: World): Record<string, boolean> =>
  Object.fromEntries(
    streams.map(({ document, source }) => [`doc${document}/${source}`, lives.every((life) => life.document !== document || life.ends === undefined)]),
  );

const bare = (rows: ReturnType<typeof shown>): Record<string, ShownRow[]> =>
  Object.fromEntries(
    Object.entries(rows).map(([name, list]) => [name, list.map(({ kind, attempt, type, lastEventId, data }) => ({ kind, attempt, type, lastEventId, data }))]),
  );

interface Telling {
  late: number;
  polls: number;
  dispatch?: number;
  bytes?: 'tap' | 'text';
}

/** All that the witnesses of a world tell, in one of the orders in which it may arrive; the network log is asked once more at the end. */
const told = (world: World, seed: number, { late, polls, dispatch = 30, bytes }: Telling): Observation[] => {
  const chance = chanceFrom(seed);
  const delays: Delays = { dispatch: () => chance() * dispatch, log: () => (chance() * 2 - 1) * 4 };
  const end = endOf(world) + 3000;
  const moments = Array.from({ length: polls }, () => chance() * end).sort((a, b) => a - b);
  const tap = bytes === undefined ? [] : bytesOf(world, bytes, chance);
  const log = withRepeats(requestsOf(world, delays), chance);
  const polled = withRepeats(pollsOf(world, [...moments, end], chance), chance);
  return arrive([...hooksOf(world, delays), log, polled, tap], late, chance);
};

const recordAll = (observations: readonly Observation[], seed: number, looks = 0.1): Capture => {
  const chance = chanceFrom(seed);
  const capture = createCapture();
  for (const observation of observations) {
    record(capture, observation);
    if (chance() < looks) catchUp(capture);
  }
  catchUp(capture, capture.newest + 10_000);
  return capture;
};

describe('what several witnesses tell of a message is one row, and no message is missing', () => {
  const check = (
    name: string,
    plans: fc.Arbitrary<StreamPlan[]>,
    options: Telling,
    world: Parameters<typeof worldOf>[1] = {},
    lives: fc.Arbitrary<Life[]> = fc.constant([]),
  ): void => {
    test(name, () => {
      fc.assert(
        fc.property(plans, lives, fc.integer(), fc.integer(), (planned, lived, seed, order) => {
          const made = withLives(worldOf(planned, world), lived);
          fc.pre(isIdentifiableWorld(made, 110));
          const capture = recordAll(told(made, seed, options), order);
          const rows = shown(capture);
          expect(bare(rows)).toEqual(
            truth(made, ({ end, isCut }) => options.bytes === 'tap' || (options.bytes === 'text' && end !== undefined && isCut !== true)),
          );
          for (const stream of made.streams) {
            const list = rows[`doc${stream.document}/${stream.source}`]!;
            for (let n = 1; n < list.length; n += 1) expect(list[n]!.at).toBeGreaterThanOrEqual(list[n - 1]!.at);
          }
          expect(statesOf(capture)).toEqual(trueStates(made));
        }),
        { numRuns: sized(400, 80), endOnFailure: process.env.FC_SHRINK === undefined },
      );
    });
  };

  check('one stream', streamPlans({ streams: 1, urls: 1, attempts: 4, messages: 12 }), { late: 20, polls: 6 });
  check('one stream, witnesses that are late', streamPlans({ streams: 1, urls: 1, attempts: 4, messages: 12 }), { late: 3000, polls: 6 });
  check('one type only: messages that read the same follow each other', streamPlans({ streams: 1, urls: 1, attempts: 2, messages: 20, types: 1 }), {
    late: 400,
    polls: 8,
  });
  check('several streams, of several URLs and of one', streamPlans({ streams: 4, urls: 2, attempts: 4, messages: 8 }), { late: 500, polls: 8 });
  check('the request log is off', streamPlans({ streams: 3, urls: 3, attempts: 4, messages: 8 }), { late: 300, polls: 8 }, { requestLog: false });
  check(
    'a tap tells live what is in the bytes',
    streamPlans({ streams: 3, urls: 2, attempts: 4, messages: 10 }),
    { late: 100, polls: 0, bytes: 'tap' },
    { networkLog: false },
  );
  check('a tap that is late', streamPlans({ streams: 1, urls: 1, attempts: 4, messages: 12 }), { late: 2000, polls: 0, bytes: 'tap' }, { networkLog: false });
  check('a tap beside the network log', streamPlans({ streams: 2, urls: 2, attempts: 3, messages: 10 }), { late: 300, polls: 6, bytes: 'tap' });
  check('the text at the clean end', streamPlans({ streams: 3, urls: 2, attempts: 4, messages: 10 }), { late: 300, polls: 6, bytes: 'text' });
  const some = streamPlans({ streams: 3, urls: 3, attempts: 4, messages: 8 });
  check('documents go away and sleep', some, { late: 300, polls: 6 }, {}, lifePlans);
  check('where documents have no names', some, { late: 300, polls: 6 }, { documentIds: false }, lifePlans);
  check('without a request log', some, { late: 300, polls: 6 }, { requestLog: false }, lifePlans);
  // What comes later than the patience of the join may find that it was taken for something else.
  check('with witnesses that are late', some, { late: 1900, polls: 6 }, {}, lifePlans);
  check('with a tap', some, { late: 200, polls: 0, bytes: 'tap' }, { networkLog: false }, lifePlans);
  check('with a tap, where documents have no names', some, { late: 200, polls: 4, bytes: 'tap' }, { documentIds: false }, lifePlans);
  check('with the text at the clean end', some, { late: 200, polls: 4, bytes: 'text' }, {}, lifePlans);

  check('one look at the very end', streamPlans({ streams: 3, urls: 2, attempts: 4, messages: 8 }), { late: 300, polls: 0 });
});

test('heard is what the page listened to', () => {
  fc.assert(
    fc.property(streamPlans({ streams: 2, urls: 2, attempts: 3, messages: 10 }), fc.integer(), fc.integer(), (planned, seed, order) => {
      // Without loss and with no two messages alike, there is nothing to mistake.
      const world = worldOf(
        planned.map((plan) => ({ ...plan, losses: [] })),
        { distinct: true },
      );
      fc.pre(isIdentifiableWorld(world, 110));
      const rows = shown(recordAll(told(world, seed, { late: 300, polls: 6, dispatch: 0 }), order));
      for (const stream of world.streams) {
        const list = rows[`doc${stream.document}/${stream.source}`]!;
        const messages = stream.attempts.flatMap((attempt) => attempt.messages);
        expect(list.map(({ heard }) => heard)).toEqual(messages.map((message) => isHeardInWorld(stream, message)));
      }
    }),
    { numRuns: sized(300, 60), endOnFailure: process.env.FC_SHRINK === undefined },
  );
});
