/** Lines `from` (inclusive) to `to` (exclusive) of an attempt's text, from 0; null when no text of it is known. */
import { pipe } from 'valibot';
import { decodeUtf8 } from '../../core/bytes/utf8.ts';
import type { Capture, RawText, Slot } from '../../core/model/types.ts';
import type { CodeUnits, MessageIndex } from '../../core/units.ts';
import { RAW_LINE_LENGTH, type RawLine, type RawLineKind, type RawWindow } from '../../wire/protocol/questions.ts';
import { cutText } from '../cut-text.ts';
import type { FindingMarks } from '../finding-marks.ts';
import type { RawLines } from '../raw-lines.ts';
import { createRowFinder } from '../raw-rows.ts';
import { linesOf } from '../raw-memo.ts';
import { count, fields, isWindow } from './fields.ts';
import { question } from './question.ts';

const args = pipe(fields({ connection: count, attempt: count, from: count, to: count }), isWindow());

export const raw = question(args, (recorder, { connection, attempt, from, to }): RawWindow | null => {
  const found = linesOf(recorder, connection, attempt);
  if (found === undefined) return null;
  const { slot, text, lines } = found;
  lines.step(recorder.slice());
  if (!lines.done) recorder.search();
  return rawWindow(recorder.capture, slot, text, lines, from, to, recorder.desk.marks());
});

/** A code unit takes at most three bytes of UTF-8; more of a line than is shown is not decoded. */
const BYTES_SHOWN = (RAW_LINE_LENGTH + 2) * 3;

/** Lines `from` (inclusive) to `to` (exclusive), counted from 0 in the order of the text; their numbers count from 1. */
function rawWindow(capture: Capture, slot: Slot, text: RawText, lines: RawLines, from: number, to: number, marks: FindingMarks): RawWindow {
  const rowAt = createRowFinder(capture, slot, lines);
  const connection = slot.owner.connection.id;
  const { n } = slot.attempt;
  const rows: RawLine[] = [];
  for (let line = Math.min(from, lines.count); line < Math.min(to, lines.count); line += 1)
    rows.push({ ...rawLine(lines, line, rowAt), finding: marks.line(connection, n, line + 1) });
  const { complete, from: witness, length, dropped } = text;
  return {
    rows,
    from: Math.min(from, lines.count),
    lines: lines.count,
    bytes: length,
    dropped,
    lineEnds: { ...lines.lineEnds },
    complete,
    witness,
    read: lines.done,
  };
}

function rawLine(lines: RawLines, line: number, rowAt: (line: number) => MessageIndex | undefined): RawLine {
  const { from, to } = lines.span(line);
  const kind = lines.kind(line);
  const end = lines.end(line);
  const whole = decodeUtf8(lines.read(from, Math.min(to, from + BYTES_SHOWN))).text.replace(/(?:\r\n|\r|\n)$/, '');
  const text = cutText(whole, RAW_LINE_LENGTH);
  return {
    line: line + 1,
    offset: lines.offset(from),
    text,
    cut: text.length < whole.length || to - from > BYTES_SHOWN,
    kind,
    value: valueColumn(text, kind),
    end,
    oddities: [...lines.oddities(line)],
    at: lines.at(Math.max(from, to - 1)),
    index: rowAt(line),
  };
}

/** [spec] "If value starts with a U+0020 SPACE character, remove it from value." A comment has all that stands after its colon. */
function valueColumn(text: string, kind: RawLineKind): CodeUnits {
  if (kind === 'record') return 0;
  if (kind === 'blank' || kind === 'unfinished') return text.length;
  const colon = text.indexOf(':');
  if (colon < 0) return text.length;
  return kind !== 'comment' && text[colon + 1] === ' ' ? colon + 2 : colon + 1;
}
