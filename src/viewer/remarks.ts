/** Whatever makes a file less than the whole truth, in words. Pure. */
import { t } from '../words/t.ts';
import type { FileFacts } from './file-facts.ts';

export function remarksOf({ header, notes, packed, encoding, timesKnown, dropped }: FileFacts): string[] {
  return [
    ...(packed ? [t('viewer.unpacked')] : []),
    ...(encoding === 'utf-8' ? [] : [t('viewer.utf16')]),
    ...(timesKnown ? [] : [t('viewer.noTimes')]),
    ...(header?.redacted === true ? [t('viewer.redacted')] : []),
    ...(header?.filtered === true ? [t('viewer.filtered')] : []),
    ...(dropped > 0 ? [t('viewer.dropped', { count: dropped })] : []),
    ...notes,
  ];
}

/** Why a file cannot be shown at all. */
export function refusalOf({ name, error }: FileFacts): string {
  const { line, message } = error!;
  return line > 0 ? t('viewer.refusedAt', { name, line: t('lineNumber', { line }), reason: message }) : t('viewer.refused', { name, reason: message });
}

/** Why only a part of it is shown, and how much that is. */
export function stopOf({ error, connections, messages }: FileFacts): string {
  const { line, message } = error!;
  return t('viewer.stoppedAt', {
    where: line > 0 ? t('lineNumber', { line }) : t('viewer.stopped'),
    reason: message,
    held: t('viewer.held', { connections: t('count.connections', { count: connections }), messages: t('count.messages', { count: messages }) }),
  });
}
