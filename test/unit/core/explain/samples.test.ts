/** Every rule finds its samples, says so in a whole sentence, and is silent of the others. */
import { describe, expect, it } from 'vitest';
import { RULES } from '../../../../src/core/explain/registry.ts';
import type { Params } from '../../../../src/core/explain/rule.ts';
import type { Sample } from '../../../../src/core/explain/sample.ts';
import { saidOf } from './sample-facts.ts';

/** A stream without any fault: as headers and times tell, and as its text does. */
const GOOD: readonly Sample[] = [{}, { text: 'event: a\nid: 1\nretry: 100\ndata: x\n\n' }];

describe.each(RULES)('$id', (rule) => {
  const { found, silent, sentence, form } = rule;
  const numbered = <Each>(samples: readonly Each[]): [number, Each][] => samples.map((sample, n) => [n, sample]);

  it('has samples', () => {
    expect(found).not.toEqual([]);
    expect(silent).not.toEqual([]);
  });

  it.each(numbered(found))('finds sample %i', (_, { hit, ...sample }) => {
    expect(saidOf(rule, sample)).toEqual(hit);
  });

  it.each(numbered(silent))('is silent of sample %i', (_, sample) => {
    expect(saidOf(rule, sample) ?? []).toEqual([]);
  });

  it('is silent of what is as it should be', () => {
    for (const sample of GOOD) expect(saidOf(rule, sample) ?? []).toEqual([]);
  });

  it('has evidence for all that its sentence says, in each form', () => {
    const forms = typeof sentence === 'string' ? { is: sentence } : sentence;
    const seen = new Set<string>();
    for (const params of found.flatMap(({ hit }) => hit).map((each): Params => each.params ?? {})) {
      const name = form?.(params) ?? 'is';
      seen.add(name);
      expect([...forms[name]!.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).filter((value) => !(value in params))).toEqual([]);
    }
    // What depends on the reader, only the diagnosis adds.
    if (form?.({ reader: 'unknown' }) === form?.({})) expect([...seen].toSorted()).toEqual(Object.keys(forms).toSorted());
  });
});
