/** Whether data is JSON that was torn: a line break within a string, where the server should have begun a new `data` line only between values. */
import type { CodeUnits } from '../units.ts';

/** More is not worth the time. */
const LONGEST: CodeUnits = 100_000;

export function breaksBySplitting(data: string): boolean {
  if (data.length > LONGEST || !/^\s*[{[]/.test(data) || isJson(data)) return false;
  return isJson(data.replaceAll('\n', ''));
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
