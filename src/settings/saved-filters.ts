/** Filters that the user keeps, by name. */
import { isRecord } from '../wire/protocol/guard.ts';
import type { Shape } from './shapes.ts';

export interface SavedFilter {
  name: string;
  /** As typed. */
  query: string;
}

/** As many as a menu can hold for somebody who looks for one. */
export const MAX_SAVED = 50;
export const MAX_SAVED_NAME = 100;
/** More than a person types, and 50 of them still no weight for the settings. */
const MAX_SAVED_QUERY = 2000;

/** What is not right is left out; of one name the first stays. */
function readSavedFilters(saved: unknown): SavedFilter[] {
  if (!Array.isArray(saved)) return [];
  const kept = new Map<string, SavedFilter>();
  for (const one of saved) {
    if (!isRecord(one) || typeof one['name'] !== 'string' || typeof one['query'] !== 'string') continue;
    const { name, query } = one;
    if (!canSave(name, query) || kept.has(name) || kept.size >= MAX_SAVED) continue;
    kept.set(name, { name, query });
  }
  return [...kept.values()];
}

export const SAVED_FILTERS: Shape<readonly SavedFilter[]> = {
  is: (value): value is readonly SavedFilter[] => Array.isArray(value) && readSavedFilters(value).length === value.length,
  keep: readSavedFilters,
};

export function canSave(name: string, query: string): boolean {
  return name.trim() !== '' && name.length <= MAX_SAVED_NAME && query.trim() !== '' && query.length <= MAX_SAVED_QUERY;
}

/** With `filter`, in the place of the one that has its name. The list itself when there are too many, or when it cannot be kept. */
export function withSaved(list: readonly SavedFilter[], { name, query }: SavedFilter): readonly SavedFilter[] {
  if (!canSave(name, query)) return list;
  const filter = { name: name.trim(), query: query.trim() };
  const place = list.findIndex((one) => one.name === filter.name);
  if (place >= 0) return list.with(place, filter);
  return list.length >= MAX_SAVED ? list : [...list, filter];
}
