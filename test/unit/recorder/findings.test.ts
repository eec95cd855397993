import { describe, expect, it } from 'vitest';
import { createRecorder } from '../../../src/recorder/recorder.ts';
import { MAX_RULES_OFF } from '../../../src/wire/protocol/questions.ts';
import { createStory } from '../../workbench/story.ts';

const START = 1_700_000_000_000;

function setup() {
  const recorder = createRecorder({ now: () => START + 60_000, schedule: () => undefined });
  const story = createStory(START);
  const page = story.document('https://shop.example/orders');
  page.stream(1, 'https://shop.example/a').fails(1, 500);
  const broken = page.stream(2, 'https://other.example/b');
  for (const at of [2, 6, 10]) {
    broken.opens(at);
    broken.cut(at + 1);
  }
  recorder.observe(story.observations());
  return recorder;
}

describe('findings', () => {
  it('are told with their counts, and by connection, attempt, severity and subject', () => {
    const recorder = setup();
    expect(recorder.ask('overview').findings).toMatchObject({ error: 1, warning: 1 });
    expect(recorder.ask('findings', { filter: { severities: ['error'] } })).toMatchObject({ total: 1, findings: [{ rule: 'http-error', connection: 1 }] });
    expect(recorder.ask('findings', { filter: { connection: 2, groups: ['failure'] } }).findings).toMatchObject([{ rule: 'cut-off', attempt: 3, count: 3 }]);
    expect(recorder.ask('findings', { filter: { connection: 2, attempt: 1, groups: ['failure'] } }).findings).toMatchObject([
      { rule: 'cut-off', attempt: 1, count: 1 },
    ]);
  });

  it('of rules that are off for an origin count nowhere', () => {
    const recorder = setup();
    const { version } = recorder.ask('overview');
    recorder.ask('setSettings', {
      settings: {
        rulesOff: [
          { origin: 'https://other.example', rule: 'cut-off' },
          { origin: 'https://other.example', rule: 'http-error' },
        ],
      },
    });
    expect(recorder.ask('overview').version).toBeGreaterThan(version);
    expect(recorder.ask('findings', { filter: { groups: ['failure'] } }).findings).toMatchObject([{ rule: 'http-error' }]);
    expect(recorder.ask('findings', { filter: { connection: 2, attempt: 1, groups: ['failure'] } }).findings).toEqual([]);
    recorder.ask('setSettings', { settings: { rulesOff: [] } });
    expect(recorder.ask('overview').findings).toMatchObject({ error: 1, warning: 1 });
  });

  it('are forgotten with the capture', () => {
    const recorder = setup();
    recorder.ask('clear');
    expect(recorder.ask('findings', { filter: { severities: ['error'] } }).total).toBe(0);
  });

  it.each([{}, { filter: 1 }, { filter: { severities: ['bad'] } }, { filter: { groups: [{}] } }, { filter: { connection: -1 } }])('refuses %j', (args) => {
    expect(() => setup().answer('findings', args)).toThrow(/`filter` is missing|must/);
  });

  it('refuses what cannot be a list of rules, and leaves out rules that it does not know', () => {
    const recorder = setup();
    const turnOff = (rulesOff: unknown): unknown => recorder.answer('setSettings', { settings: { rulesOff } });
    const most = Array.from({ length: MAX_RULES_OFF }, () => ({ origin: '', rule: 'cut-off' }));
    turnOff(most);
    expect(() => turnOff([...most, most[0]])).toThrow(/rulesOff/);
    expect(() => turnOff([{ origin: 1, rule: 'cut-off' }])).toThrow(/rulesOff/);
    turnOff([{ origin: 'https://shop.example', rule: 'of-a-later-version' }]);
    expect(recorder.ask('overview').findings.error).toBe(1);
  });
});
