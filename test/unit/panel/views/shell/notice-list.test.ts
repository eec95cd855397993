import { describe, expect, it } from 'vitest';
import { noticesOf } from '../../../../../src/panel/views/shell/notice-list.ts';
import { overviewOf } from '../../state/fake-host.ts';

const calm = { overview: overviewOf({}), paused: false, failure: null, trouble: null };
const words = (facts: Partial<Parameters<typeof noticesOf>[0]>): string[] => noticesOf({ ...calm, ...facts }).map((notice) => notice.words);

describe('notices', () => {
  it('are none while all is well, and before the first answer', () => {
    expect(words({})).toEqual([]);
    expect(words({ overview: null })).toEqual([]);
  });

  it('tell what the user did, with the way out of it', () => {
    const notices = noticesOf({ ...calm, paused: true, overview: overviewOf({ recording: false, notRecorded: 1234 }) });
    expect(notices.map(({ words: said, remedy }) => [said, remedy])).toEqual([
      ['The view stands still.', 'resume'],
      ['Not recording. 1,234 messages came meanwhile.', 'record'],
    ]);
  });

  it('tell a paused view that recording goes on, where it does', () => {
    expect(words({ paused: true })).toEqual(['The view stands still. Recording goes on.']);
  });

  it('count losses by reason', () => {
    const overview = overviewOf({
      lost: 1010,
      gaps: [
        { at: 1, lost: 3, why: 'backlog-full' },
        { at: 2, lost: 4, why: 'overflow' },
        { at: 3, lost: 3, why: 'overflow' },
        { at: 4, lost: 1000, why: 'limit' },
      ],
    });
    expect(words({ overview })).toEqual([
      '10 messages are missing: 3 came before DevTools was open and did not fit in the backlog, 7 came faster than they could be carried here.',
    ]);
  });

  it('own up to a loss that nobody could count', () => {
    expect(words({ overview: overviewOf({ gaps: [{ at: 1, lost: 0, why: 'broken-batch' }] }) })).toEqual([
      'Messages are missing, how many is not known: they arrived damaged.',
    ]);
  });

  it('come back when messages are lost for another reason, and not for more of the same', () => {
    const key = (...gaps: NonNullable<Parameters<typeof overviewOf>[0]['gaps']>): string | undefined =>
      noticesOf({ ...calm, overview: overviewOf({ gaps }) })[0]?.key;
    const first = key({ at: 1, lost: 3, why: 'overflow' });
    expect(key({ at: 1, lost: 9, why: 'overflow' })).toBe(first);
    expect(key({ at: 1, lost: 3, why: 'overflow' }, { at: 2, lost: 1, why: 'broken-batch' })).not.toBe(first);
  });

  it('offer to keep on disk what would be lost, until the user has chosen', () => {
    const disk = { state: 'off', used: 0, size: 0, dropped: 0, deleted: 0 } as const;
    const offered = (facts: Partial<Parameters<typeof overviewOf>[0]>, isDiskOpen = true): unknown =>
      noticesOf({ ...calm, isDiskOpen, overview: overviewOf({ disk, messages: 1, ...facts }) }).flatMap(({ words: said, remedy }) =>
        remedy === 'keep' ? [said.split('. ')[0]] : [],
      );
    expect(offered({})).toEqual(['This capture is in memory only, and goes when DevTools closes']);
    expect(offered({ dropped: 5, limitsReached: ['messages'] })).toEqual(['The limit in memory is reached, and the oldest go']);
    expect(offered({ messages: 0 }), 'nothing would be lost').toEqual([]);
    expect(offered({}, false), 'the user has chosen').toEqual([]);
    expect(offered({ disk: { ...disk, state: 'private' } })).toEqual([]);
    expect(offered({ disk: { ...disk, state: 'writing' } })).toEqual([]);
    expect(offered({ disk: null }), 'a file').toEqual([]);
  });

  it('name the limit that was reached', () => {
    expect(words({ overview: overviewOf({ dropped: 5, limitsReached: ['messages', 'attempts'] }) })).toEqual([
      '5 messages dropped, oldest first: 100,000 are kept.',
      'The oldest attempts were dropped: 1,000 are kept.',
    ]);
  });

  it('tell a recorder that is gone once, not also as a failure', () => {
    const notices = noticesOf({ ...calm, failure: 'The recorder is not running: boom', trouble: { kind: 'no-recorder', detail: 'boom' } });
    expect(notices.map(({ key, tone }) => [key, tone])).toEqual([['no-recorder', 'error']]);
  });
});
