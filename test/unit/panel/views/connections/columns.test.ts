import { describe, expect, it } from 'vitest';
import { columns, fitColumns, sizeName } from '../../../../../src/panel/views/connections/columns.ts';
import fc from '../../../../property.ts';

const names = (space: number, sizes = {}): string[] => fitColumns(space, sizes).map((column) => column.name);

describe('columns', () => {
  it('are all there when there is room', () => {
    expect(names(1200)).toEqual(['state', 'number', 'url', 'messages', 'rate', 'activity', 'retry', 'attempts', 'id', 'frame']);
  });

  it('go in the order of their rank as it gets narrow; state and URL stay', () => {
    expect(names(700)).toEqual(['state', 'number', 'url', 'messages', 'rate', 'activity', 'retry']);
    expect(names(480)).toEqual(['state', 'number', 'url', 'messages', 'rate']);
    expect(names(200)).toEqual(['state', 'url']);
  });

  it('obey the user, within reason', () => {
    const width = (name: string, sizes: Record<string, number>): number | undefined => fitColumns(1200, sizes).find((column) => column.name === name)?.width;
    expect(width('rate', { [sizeName('rate')]: 200 })).toBe(200);
    expect(width('rate', { [sizeName('rate')]: 1 })).toBe(columns.find((column) => column.name === 'rate')?.min);
  });

  it('fill the space, and are never narrower than their least width', () => {
    const size = fc.dictionary(fc.constantFrom(...columns.map((column) => sizeName(column.name))), fc.integer({ min: 0, max: 3000 }));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), size, (space, sizes) => {
        const fitted = fitColumns(space, sizes);
        for (const column of fitted) expect(column.width).toBeGreaterThanOrEqual(Math.min(column.min, 26));
        const url = fitted.find((column) => column.name === 'url');
        const sum = fitted.reduce((all, column) => all + column.width, 0);
        if (url !== undefined && url.width > url.min) expect(sum).toBe(space);
        expect(sum).toBeGreaterThanOrEqual(Math.min(space, sum));
      }),
    );
  });
});
