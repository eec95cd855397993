/** Lets lists of headers in. */
import type { Header } from '../../core/model/observation.ts';
import { isRecord } from './guard.ts';

export const isHeaders = (value: unknown): value is readonly Header[] =>
  Array.isArray(value) && value.every((header: unknown) => isRecord(header) && typeof header.name === 'string' && typeof header.value === 'string');
