/** What a recording is called, and when it was made, in words. */
import type { Recording } from '../recordings/recording.ts';
import { t } from '../words/t.ts';
import { sayDateTime } from '../words/times.ts';

/** What the user calls it; else the page's title, or its address; else its number. */
export function recordingName({ id, name, page }: Pick<Recording, 'id' | 'name' | 'page'>): string {
  return name || page.title || page.url.replace(/^[a-z]+:\/\//, '').slice(0, 100) || t('recordings.nameless', { id: String(id) });
}

/** To the second. */
export const recordedAt = (at: number): string => sayDateTime(at).replace(/[.,]\d{3}$/, '');
