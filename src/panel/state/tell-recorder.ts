/** Sends the recorder the settings that it obeys: all of them at first, since it may have heard others before, and then what has changed. */
import { effect, type ReadonlySignal } from '@preact/signals';
import { FILE_SETTINGS, RECORDER_SETTINGS, type RecorderSettings, type Settings } from '../../settings/settings.ts';
import { isRecord } from '../../wire/protocol/guard.ts';
import type { Host } from './host.ts';

/**
 * @param failed called with the reason when the recorder cannot be told.
 * @returns ends it.
 */
export function tellRecorder(host: Host, settings: ReadonlySignal<Settings>, failed: (reason: unknown) => void): () => void {
  const names = host.file === undefined ? RECORDER_SETTINGS : FILE_SETTINGS;
  let sent: Partial<Settings> = {};
  return effect(() => {
    const now = settings.value;
    const changes = names.map((name) => [name, changeOf(now[name], sent[name])] as const).filter(([, change]) => change !== undefined);
    sent = now;
    if (changes.length > 0) host.ask('setSettings', { settings: Object.fromEntries(changes) as RecorderSettings }).catch(failed);
  });
}

/** Undefined when there is none. Of a set of switches only those that have changed: what a witness does by itself meanwhile it may go on doing. */
function changeOf(now: unknown, before: unknown): unknown {
  if (now === before) return undefined;
  if (!isRecord(now)) return now;
  const changed = Object.entries(now).filter(([name, value]) => !isRecord(before) || before[name] !== value);
  return changed.length === 0 ? undefined : Object.fromEntries(changed);
}
