import { describe, expect, it } from 'vitest';
import { columnTemplate, widthOf, withWidth } from '../../../../src/panel/parts/grid/column-widths.ts';
import { formatBytes, formatCount } from '../../../../src/panel/parts/format-bytes.ts';
import { formatClock, formatOffset } from '../../../../src/panel/parts/format-time.ts';
import { fitSize } from '../../../../src/panel/parts/split-pane.tsx';
import { tabAfterKey } from '../../../../src/panel/parts/tabs.tsx';
import { visibleControls } from '../../../../src/panel/parts/visible-controls.ts';

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [1234, '1.2 kB'],
    [9960, '10 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [10_485_760, '10 MB'],
    [3e15, '3,000 TB'],
  ])('%i is %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
  it('groups digits', () => {
    expect([0, 999, 1000, 1_234_567].map(formatCount)).toEqual(['0', '999', '1,000', '1,234,567']);
  });
});

describe('times', () => {
  it('is the clock of this machine', () => {
    expect(formatClock(new Date(2026, 10, 21, 4, 3, 7, 42).getTime() + 0.9)).toBe('04:03:07.042');
  });
});

describe('what cannot be seen', () => {
  const drawn = (text: string): string =>
    visibleControls(text)
      .map((part) => (part.control ? `[${part.text}]` : part.text))
      .join('');
  it('is made visible', () => {
    expect(drawn('a\nb\tc\r\u0000\u001b\u007f')).toBe('a[↵]b[⇥]c[␍][␀][␛][␡]');
    expect(drawn('\u202Egnp.exe\u200b\ufeff')).toBe('[U+202E]gnp.exe[U+200B][U+FEFF]');
  });
  it('leaves all else alone', () => {
    expect(visibleControls('Zürich 東京 😀 a\u00a0b')).toEqual([{ text: 'Zürich 東京 😀 a\u00a0b', control: false }]);
    expect(visibleControls('')).toEqual([]);
  });
});

describe('split panes', () => {
  it('serves the other pane first', () => {
    expect(fitSize(300, { min: 100, minOther: 50, space: 500 })).toBe(300);
    expect(fitSize(480, { min: 100, minOther: 50, space: 500 })).toBe(450);
    expect(fitSize(10, { min: 100, minOther: 50, space: 500 })).toBe(100);
    expect(fitSize(300, { min: 100, minOther: 200, space: 250 })).toBe(50);
    expect(fitSize(300, { min: 100, minOther: 50, space: 0 })).toBe(300);
  });
});

describe('tabs', () => {
  const tabs = [
    { id: 'a', label: 'A' },
    { id: 'b', label: 'B', disabled: true },
    { id: 'c', label: 'C' },
  ] as const;
  it.each([
    ['a', 'ArrowRight', 'c'],
    ['c', 'ArrowRight', 'a'],
    ['a', 'ArrowLeft', 'c'],
    ['c', 'Home', 'a'],
    ['a', 'End', 'c'],
    ['a', 'x', null],
  ] as const)('from %s %s leads to %s', (from, key, to) => expect(tabAfterKey(tabs, from, key)).toBe(to));
});

describe('columns', () => {
  const columns = [
    { id: 'a', width: 90, min: 40 },
    { id: 'b', width: 200, min: 60 },
  ];
  it('gives the last column what is left', () => {
    expect(columnTemplate(columns, {})).toBe('90px minmax(60px, 1fr)');
    expect(columnTemplate(columns, { a: 120 })).toBe('120px minmax(60px, 1fr)');
  });
  it('keeps widths sensible, wherever they come from', () => {
    const [a] = columns;
    if (!a) throw new Error('no column');
    expect(widthOf(a, { a: Number.NaN })).toBe(90);
    expect(widthOf(a, { a: 1e9 })).toBe(2000);
    expect(withWidth({ z: 5 }, a, 3)).toEqual({ z: 5, a: 40 });
    expect(withWidth({ a: 300 }, a, null)).toEqual({ a: 90 });
  });
});

describe('offsets', () => {
  it.each([
    [0, '+0.000 s'],
    [0.4, '+0.000 s'],
    [-0.4, '+0.000 s'],
    [42, '+0.042 s'],
    [59_999.6, '+1:00.000'],
    [62_345, '+1:02.345'],
    [-1500, '−1.500 s'],
    [3_723_456, '+1:02:03.456'],
  ])('%d ms is %s', (ms, text) => expect(formatOffset(ms)).toBe(text));
});
