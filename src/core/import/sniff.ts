/** Tells a file's format by its begin; its name counts only where the begin could be anything. */
import { FORMAT } from '../capture-file/format.ts';
import { isObject } from '../model/field-kinds.ts';
import type { CodeUnits } from '../units.ts';
import { isLines } from './read-lines.ts';
import { isStreamText } from './read-stream.ts';

export const IMPORT_FORMATS = { ndjson: 'capture file', json: 'JSON of SSE Scope', har: 'HAR', sse: 'event stream', lines: 'JSON lines' } as const;
export type ImportFormatName = keyof typeof IMPORT_FORMATS;

/** As much of a file is looked at. The header of a capture file may have a `data:` URL in it. */
export const SNIFF_LENGTH: CodeUnits = 64 * 1024;

/**
 * The format of a file that begins with `head`; null when it is none that can be read. `undefined`: more is needed, which cannot be
 * when the head has `SNIFF_LENGTH` or `isWhole`.
 */
export function sniff(head: string, name: string, isWhole: boolean): ImportFormatName | null | undefined {
  const text = head.replace(/^\ufeff/, '');
  const enough = isWhole || head.length >= SNIFF_LENGTH;
  const first = /^\s*(?=\S)/.exec(text)?.[0].length;
  if (first === undefined) return enough ? (hasStreamName(name) ? 'sse' : null) : undefined;
  if (text[first] === '{') return sniffObject(text.slice(first), name, enough, isWhole);
  if (!enough) return undefined;
  if (isStreamText(text, isWhole) || hasStreamName(name)) return 'sse';
  return isLines(text, isWhole) ? 'lines' : null;
}

function sniffObject(text: string, name: string, enough: boolean, isWhole: boolean): ImportFormatName | null | undefined {
  const end = text.indexOf('\n');
  if (end < 0 && !enough) return undefined;
  const line = parse(end < 0 ? text : text.slice(0, end));
  if (isObject(line)) {
    if (line.format === FORMAT) return 'records' in line ? 'json' : 'ndjson';
    if ('log' in line && typeof line.log !== 'string') return 'har';
    // Docker and loggers have each line of an output in such an object.
    if (isStreamText(text, false) || (enough && isStreamText(text, true))) return 'sse';
    if (!enough) return undefined;
    // A record of ours says its kind: a capture file that has lost its first line is no stream of somebody else's.
    const isOurs = typeof line['kind'] === 'string';
    // Logs are objects on lines, too: the name has to say that these are a stream.
    return !isOurs && /\.(ndjson|jsonl)(\.gz)?$/i.test(name) && isLines(text, isWhole) ? 'lines' : sniffByName(name);
  }
  if (/^\{\s*"log"\s*:/.test(text)) return 'har';
  if (!enough) return undefined;
  if (/"format"\s*:\s*"ssescope"/.test(text)) return /"records"\s*:\s*\[/.test(text) || end === 1 ? 'json' : 'ndjson';
  return /"log"\s*:\s*\{/.test(text) ? 'har' : sniffByName(name);
}

/** An object of no format that can be told: its reader says best what it lacks. */
function sniffByName(name: string): ImportFormatName | null {
  const extension = /\.(\w+?)(?:\.gz)?$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (extension === 'jsonl') return 'ndjson';
  return extension === 'ndjson' || extension === 'json' || extension === 'har' ? extension : null;
}

function hasStreamName(name: string): boolean {
  return /\.(sse|eventstream|event-stream)(\.gz)?$/i.test(name);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
