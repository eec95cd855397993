/** Rules over the raw text differ in what they look for, not in how. */
import type { AttemptFacts } from './facts.ts';
import type { Hit, Params } from './rule.ts';

/** A hit when the text of the attempt has a remark of that name; its value is the evidence. */
export function whenText(name: string): (facts: AttemptFacts) => Hit | undefined {
  return ({ text }) => {
    const remark = text?.remarks.get(name);
    if (remark === undefined) return undefined;
    const params: Params = remark.value === '' ? {} : { value: remark.value };
    return { params, line: remark.line, count: remark.count };
  };
}
