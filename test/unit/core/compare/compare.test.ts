/** Two lists side by side: whatever is on one of them is told once, and partners are the same message. */
import { describe, expect, it } from 'vitest';
import { chooseJoin } from '../../../../src/core/compare/choose-join.ts';
import { COMPARE_KINDS, compareSides, type CompareKind, type Comparison } from '../../../../src/core/compare/compare.ts';
import type { JoinBy } from '../../../../src/core/compare/number-keys.ts';
import { risingRun } from '../../../../src/core/compare/rising-run.ts';
import { sideOf, type CompareSide } from '../../../../src/core/compare/side.ts';
import { comparisonMarkdown, comparisonNdjson } from '../../../../src/core/compare/write-comparison.ts';
import fc from '../../../property.ts';
import { captureFrom } from '../drawing.ts';

const ALL: ReadonlySet<CompareKind> = new Set(COMPARE_KINDS);

/** `data`, or `id=data`, at 10 ms each unless `@time` says otherwise. */
const side = (...messages: string[]): CompareSide & { texts: string[] } => {
  const all = messages.map((text, n) => {
    const [, id = '', data = '', at] = /^(?:(.*?)=)?([^@]*)(?:@(.*))?$/.exec(text)!;
    return { connection: 1, at: at === undefined ? n * 10 : Number(at), type: 'message', id, data };
  });
  return { length: all.length, message: (n) => all[n]!, texts: messages };
};

function run(left: CompareSide, right: CompareSide, by: JoinBy): Comparison {
  const steps = compareSides(left, right, by);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    expect(step.value).toBeGreaterThanOrEqual(0);
    expect(step.value).toBeLessThanOrEqual(1);
  }
}

/** `a|a`, `a|`, `|a`, and with `x2` what came twice. */
const drawn = (left: CompareSide, right: CompareSide, by: JoinBy, kinds = ALL): string[] => {
  const rows = run(left, right, by).rows(kinds);
  const name = (of: CompareSide, n: number): string => (n < 0 ? '' : of.message(n).data);
  return Array.from({ length: rows.length }, (_, n) => {
    const { kind, left: l, right: r, differs } = rows.row(n);
    return `${name(left, l)}|${name(right, r)}${kind === 'twice' ? ' x2' : ''}${differs ? ' ≠' : ''}`;
  });
};

describe('by content', () => {
  it('shows what one had and the other not, in its place', () => {
    expect(drawn(side('a', 'b', 'd', 'e'), side('a', 'c', 'd'), 'content')).toEqual(['a|a', '|c', 'b|', 'd|d', 'e|']);
  });

  it('matches what repeats itself by what stands around it', () => {
    expect(drawn(side('a', 'hb', 'b', 'hb', 'c'), side('a', 'b', 'hb', 'c'), 'content')).toEqual(['a|a', 'hb|', 'b|b', 'hb|hb', 'c|c']);
  });

  it('tells twice from missing: only where the other side has it once at most', () => {
    expect(drawn(side('a', 'b', 'b', 'c'), side('a', 'b', 'c'), 'content')).toEqual(['a|a', 'b|b', 'b| x2', 'c|c']);
    expect(drawn(side('x', 'x', 'x'), side('x', 'x'), 'content')).toEqual(['x|x', 'x|x', 'x|']);
    expect(drawn(side(), side('x', 'x'), 'content')).toEqual(['|x', '|x x2']);
  });
});

describe('by id', () => {
  it('joins across any order, says what differs, and what came again', () => {
    expect(drawn(side('1=a', '2=b', '3=c'), side('3=c', '1=a', '2=B', '1=a'), 'id')).toEqual(['a|a', 'b|B ≠', '|a x2', 'c|c']);
  });

  it('takes an id that sticks for what it is', () => {
    expect(drawn(side('1=a', '1=tick', '1=tick', '2=b'), side('1=a', '1=tick', '2=b', '2=tock'), 'id')).toEqual([
      'a|a',
      'tick|tick',
      'tick| x2',
      'b|b',
      '|tock',
    ]);
  });

  it('goes by content where there is no id', () => {
    expect(drawn(side('x', '1=a'), side('x', '1=a'), 'id')).toEqual(['x|x', 'a|a']);
  });
});

describe('timing', () => {
  it('drifts from the first message that both had', () => {
    const { sums, rows } = run(side('o@0', 'a@100', 'b@200', 'c@300'), side('a@5000', 'b@5130', 'c@5200'), 'content');
    expect(sums.drift).toEqual({ median: 0, least: 0, most: 30 });
    expect([0, 1, 2, 3].map((n) => rows(ALL).row(n).drift)).toEqual([undefined, 0, 30, 0]);
  });
});

describe('whatever the sides are', () => {
  const texts = fc.array(
    fc.oneof(
      fc.constantFrom('a', 'b', 'c', '1=a', '2=b', '3=c', '1=c'),
      fc.nat(40).map(String),
      fc.nat(40).map((n) => `${n}=m${n}`),
    ),
    { maxLength: 60 },
  );

  it.each(['id', 'content'] as const)('each message is told once, by %s', (by) => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const [left, right] = [side(...a), side(...b)];
        const comparison = run(left, right, by);
        const rows = comparison.rows(ALL);
        const all = Array.from({ length: rows.length }, (_, n) => rows.row(n));
        expect(all.map((row) => row.left).filter((n) => n >= 0)).toEqual(a.map((_, n) => n));
        expect(
          all
            .map((row) => row.right)
            .filter((n) => n >= 0)
            .toSorted((x, y) => x - y),
        ).toEqual(b.map((_, n) => n));
        for (const { kind, left: l, right: r, differs } of all) {
          expect(kind === 'both').toBe(l >= 0 && r >= 0);
          if (kind === 'both' && by === 'content') expect([left.message(l).data, differs]).toEqual([right.message(r).data, false]);
          if (kind === 'left') expect(l).toBeGreaterThanOrEqual(0);
          if (kind === 'right') expect(r).toBeGreaterThanOrEqual(0);
        }
        if (by === 'content') expect(all.map((row) => row.right).filter((n) => n >= 0)).toEqual(b.map((_, n) => n));
        const { counts } = comparison.sums;
        for (const kind of COMPARE_KINDS) expect(comparison.rows(new Set([kind])).length).toBe(counts[kind]);
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(rows.length);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['id', 'content'] as const)('a side and itself have all in common, by %s', (by) => {
    fc.assert(
      fc.property(texts, (a) => {
        const { sums } = run(side(...a), side(...a), by);
        expect(sums).toMatchObject({ counts: { both: a.length, left: 0, right: 0, twice: 0 }, differing: 0 });
      }),
    );
  });

  it('what was taken out of unlike messages is what is found missing', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 80 }), fc.array(fc.boolean(), { maxLength: 80 }), (onLeft, onRight) => {
        const all = Array.from({ length: 80 }, (_, n) => `m${n}`);
        const left = all.filter((_, n) => onLeft[n] !== false);
        const right = all.filter((_, n) => onRight[n] !== false);
        const only = (mine: string[], other: string[]): number => mine.filter((text) => !other.includes(text)).length;
        expect(run(side(...left), side(...right), 'content').sums.counts).toMatchObject({ left: only(left, right), right: only(right, left), twice: 0 });
      }),
    );
  });

  it('the longest rising run is one, and none is longer', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 12 }), (numbers) => {
        const found = risingRun(numbers).map((place) => numbers[place]!);
        expect(found).toEqual([...new Set(found)].toSorted((a, b) => a - b));
        const longest = numbers.map(() => 1);
        numbers.forEach((number, n) => numbers.slice(0, n).forEach((before, m) => before < number && (longest[n] = Math.max(longest[n]!, longest[m]! + 1))));
        expect(found.length).toBe(Math.max(0, ...longest));
      }),
    );
  });

  it('looks at each message a fixed number of times', () => {
    let looks = 0;
    const many = (count: number): CompareSide => ({
      length: count,
      message(n) {
        looks += 1;
        return { connection: 1, at: n, type: 't', id: '', data: n % 3 === 0 ? 'hb' : `m${n}` };
      },
    });
    run(many(2000), many(2000), 'content');
    const few = looks;
    looks = 0;
    run(many(20_000), many(20_000), 'content');
    expect(looks).toBe(few * 10);
  });
});

describe('of a capture', () => {
  const capture = captureFrom(`
    a 0ms create https://s.test/a
    b 0ms create https://s.test/b
    a 1ms open
    b 1ms open
    a 2ms message tick #1 one
    b 3ms message tick #1 one
    a 4ms message tick #2 two <b>|*
  `);
  const [left, right] = [sideOf(capture, new Set([1])), sideOf(capture, new Set([2]))];

  it('two connections are two sides', () => {
    expect([sideOf(capture).length, left.length, right.length, chooseJoin(left, right)]).toEqual([3, 2, 1, 'id']);
    expect(drawn(left, right, 'id')).toEqual(['one|one', 'two <b>|*|']);
  });

  it('is written for programs and for people, and is no markup', () => {
    const written = { comparison: run(left, right, 'id'), kinds: ALL, by: 'id' as const, left: { name: 'a', side: left }, right: { name: 'b|c', side: right } };
    const lines = [...comparisonNdjson(written)]
      .join('')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines[0]).toMatchObject({ format: 'ssescope-comparison', by: 'id', left: 2, right: 1, counts: { both: 1, left: 1 } });
    expect(lines.slice(1)).toMatchObject([
      { kind: 'both', drift: 0, left: { data: 'one', id: '1' } },
      { kind: 'left', left: { data: 'two <b>|*' } },
    ]);
    const table = comparisonMarkdown(written);
    expect(table).toContain('two \\<b\\>\\|\\*');
    expect(table).toContain('1 in both (0 differ), 1 only left');
  });
});
