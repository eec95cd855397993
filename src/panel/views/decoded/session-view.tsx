/** A session of MCP: its calls as a table, and below it what the server logs. */
import './session.css';
import { useSignal } from '@preact/signals';
import { at, textOf } from '../../../core/decoders/json-shape.ts';
import type { MessageIndex } from '../../../core/units.ts';
import type { DecodedAnswer } from '../../../wire/protocol/decoded.ts';
import { t } from '../../../words/t.ts';
import { formatClock } from '../../parts/format-time.ts';
import { Icon } from '../../parts/icon.tsx';
import { ValueTree } from '../../parts/value-tree/value-tree.tsx';
import { useBox } from '../../parts/use-box.ts';
import { VisibleText } from '../../parts/visible-text.tsx';
import { formatSpan } from '../facts/durations.ts';
import { CallContents } from './call-view.tsx';
import { brief, callState, outcomeOf, type SessionLines, type ShownCall, type ShownValue } from './session-lines.ts';

/** Lines that are drawn at once, the newest; more on demand. */
const SHOWN = 200;
/** Code units of a cell: none is as wide. */
const CELL = 300;
/** Columns, and from which width of the table on they are there: in CSS pixels. What is left out stands in the row that is opened, and beside its message. */
const COLUMNS = { name: 0, method: 760, arguments: 560, state: 0, outcome: 380, when: 680, took: 0 } as const;
type Column = keyof typeof COLUMNS;
const NAMES = Object.keys(COLUMNS) as Column[];

interface Selecting {
  selected: MessageIndex | null;
  onSelect: (message: MessageIndex) => void;
}

export interface SessionViewProps extends Selecting {
  lines: SessionLines;
  answer: DecodedAnswer;
}

export function SessionView({ lines: { calls, logs }, answer, selected, onSelect }: SessionViewProps) {
  const more = answer.facts.more ?? {};
  return (
    <div class="session">
      {Object.keys(more).length > 0 && <ValueTree name={t('session.facts')} value={more} />}
      {calls.length > 0 && <Calls {...{ calls, answer, selected, onSelect }} />}
      {logs.length > 0 && <Logs {...{ logs, selected, onSelect }} />}
    </div>
  );
}

function Calls({ calls, answer, selected, onSelect }: Selecting & { calls: SessionLines['calls']; answer: DecodedAnswer }) {
  const { shown, earlier } = useNewest(calls);
  const { ref, width } = useBox();
  const columns = NAMES.filter((column) => width.value >= COLUMNS[column]);
  return (
    <div ref={ref}>
      {earlier}
      <table class="session-calls" aria-label={t('session.calls')}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" class={`is-${column}`}>
                {t(`session.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ line, place }) =>
            line.kind === 'call' ? (
              <Call key={place} {...{ columns, call: line, answer, selected, onSelect }} />
            ) : (
              <Resumed key={place} from={line} width={columns.length} />
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

/** The row selects the message of the answer, or the newest that there is; its button opens what was asked and answered. */
function Call({ columns, call, answer, selected, onSelect }: Selecting & { columns: readonly Column[]; call: ShownCall; answer: DecodedAnswer }) {
  const isOpen = useSignal(false);
  const { method, name, from, arguments: given, askedAt, answeredAt, messages } = call;
  const newest = messages.at(-1);
  const state = callState(call, answer.verdict);
  const label = name ?? method ?? t('session.unknownMethod', { id: call.id ?? '?' });
  const isSelected = selected !== null && messages.includes(selected);
  return (
    <>
      <tr class={`session-call is-${state}${isSelected ? ' is-selected' : ''}`} onClick={() => newest !== undefined && onSelect(newest)}>
        <th scope="row" title={label}>
          <button type="button" class="session-opener" aria-expanded={isOpen.value} onClick={() => (isOpen.value = !isOpen.peek())}>
            <Icon name="chevron" />
            <span class="session-name">
              {from === 'server' && (
                <span title={t('session.fromServer')}>
                  <span aria-hidden="true">← </span>
                  <span class="visually-hidden">{t('session.fromServer')}: </span>
                </span>
              )}
              <VisibleText text={label} />
            </span>
          </button>
        </th>
        {columns.includes('method') && <Cell text={method ?? ''} />}
        {columns.includes('arguments') && <Cell class="is-arguments" text={brief(given)} />}
        <td class="is-state">
          <Progress call={call} words={t(`session.state.${state}`)} isOpen={state === 'waiting'} />
        </td>
        {columns.includes('outcome') && <Cell class="is-outcome" text={outcomeOf(call)} />}
        {columns.includes('when') && <td class="is-when">{askedAt !== undefined && formatClock(askedAt)}</td>}
        <td class="is-took">{askedAt !== undefined && answeredAt !== undefined && formatSpan(answeredAt - askedAt)}</td>
      </tr>
      {isOpen.value && (
        <tr>
          <td class="session-contents" colSpan={columns.length}>
            {call.progress !== undefined && <ValueTree name={t('session.progress')} value={call.progress} />}
            <CallContents call={call} selected={selected} onSelect={onSelect} />
          </td>
        </tr>
      )}
    </>
  );
}

function Cell({ text, class: name }: { text: string; class?: string }) {
  const cut = text.slice(0, CELL);
  return (
    <td class={name} title={cut}>
      <VisibleText text={cut} />
    </td>
  );
}

/** How far a call is, as long as it has no answer; else how it stands. */
function Progress({ call: { progress }, words, isOpen }: { call: ShownCall; words: string; isOpen: boolean }) {
  const last = isOpen ? progress?.at(-1) : undefined;
  if (last === undefined) return words;
  const { progress: done, total, message = '' } = last;
  const said = `${done}${total === undefined ? '' : `/${total}`}`;
  return (
    <span class="session-progress" title={message}>
      <progress aria-label={t('session.progress')} value={total === undefined ? undefined : done} max={total} /> {said}
      <span class="visually-hidden">, {words}</span>
    </span>
  );
}

function Resumed({ from: { value, at: time }, width }: { from: ShownValue; width: number }) {
  return (
    <tr class="session-resumed">
      <td colSpan={width}>
        {time !== undefined && `${formatClock(time)} `}
        <VisibleText text={t('session.resumed', { id: brief(value) })} />
      </td>
    </tr>
  );
}

function Logs({ logs, selected, onSelect }: Selecting & { logs: readonly ShownValue[] }) {
  const { shown, earlier } = useNewest(logs);
  return (
    <section class="session-log">
      <h3 class="decoded-title">{t('session.log')}</h3>
      {earlier}
      <ul aria-label={t('session.log')}>
        {shown.map(({ line, place }) => (
          <LogLine key={place} {...{ line, selected, onSelect }} />
        ))}
      </ul>
    </section>
  );
}

function LogLine({ line: { value, at: time, messages }, selected, onSelect }: Selecting & { line: ShownValue }) {
  const [message] = messages;
  const isSelected = selected !== null && messages.includes(selected);
  const level = textOf(at(value, 'level')) ?? '';
  const words = [level, textOf(at(value, 'logger')), brief(at(value, 'data'))].filter((word) => word !== undefined && word !== '').join(' ');
  return (
    <li class={isSelected ? 'decoded-title is-selected' : ''}>
      <button type="button" class={`decoded-link is-${level}`} title={t('decoded.showMessage')} onClick={() => message !== undefined && onSelect(message)}>
        {time !== undefined && <span class="session-time">{formatClock(time)} </span>}
        <VisibleText text={words} />
      </button>
    </li>
  );
}

/** The newest lines, each with its place among all, and the button that shows those before them. */
function useNewest<Line>(lines: readonly Line[]) {
  const limit = useSignal(SHOWN);
  const from = Math.max(0, lines.length - limit.value);
  return {
    shown: lines.slice(from).map((line, i) => ({ line, place: from + i })),
    earlier: from > 0 && (
      <button type="button" class="value-more" onClick={() => (limit.value = Infinity)}>
        {t('session.earlier', { count: from })}
      </button>
    ),
  };
}
