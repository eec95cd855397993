import { describe, expect, it } from 'vitest';
import { defaultSettings, readSettings, type Settings } from '../../../src/settings/settings.ts';

describe('saved settings', () => {
  it.each([undefined, null, 7, 'text', [], {}])('are the first ones where nothing was saved: %j', (saved) => {
    expect(readSettings(saved)).toEqual(defaultSettings);
  });

  /** What is saved, and what comes of it; all others are as at first. */
  const cases: [saved: object, read: Partial<Settings>][] = [
    [{ times: 'never', newest: 5, preserve: 'no', hidden: 'all', sort: [], limits: [], witnesses: 'on', rulesOff: {}, savedFilters: 1 }, {}],
    [{ comments: 0, retries: null, strip: 'yes', lineEnds: false }, { lineEnds: false }],
    [{ hidden: [1, '', 'x'.repeat(100), 'messages.id'], sort: { column: 3 } }, { hidden: ['messages.id'] }],
    [{ hidden: Array.from({ length: 99 }, () => 'a') }, { hidden: Array.from({ length: 64 }, () => 'a') }],
    [{ limits: { messages: 10, attempts: 100, fish: 7, rawBytes: 1e12, dataLength: 1.5e6 + 0.5 } }, { limits: { attempts: 100 } }],
    [{ witnesses: { debugger: true, hook: 1, 'wire-tap': false } }, { witnesses: { 'wire-tap': false } }],
    [
      { rulesOff: [{ origin: 'https://a.test', rule: 'cut-off' }, { origin: 1, rule: 'x' }, null] },
      { rulesOff: [{ origin: 'https://a.test', rule: 'cut-off' }] },
    ],
    [
      {
        protocols: [
          { origin: 'https://a.test', found: 'mcp', as: '' },
          { origin: 'https://a.test', found: 'mcp' },
          { origin: 2, found: '', as: 'mcp' },
        ],
      },
      { protocols: [{ origin: 'https://a.test', found: 'mcp', as: '' }] },
    ],
    [{ sort: null, aLaterSetting: true }, {}],
    [JSON.parse('{"__proto__": {"strip": false}, "limits": {"__proto__": {"messages": 5000}}}') as object, {}],
  ];
  it.each(cases)('that are not right fall back one by one: %j', (saved, read) => {
    expect(readSettings(saved)).toEqual({ ...defaultSettings, ...read });
  });
});
