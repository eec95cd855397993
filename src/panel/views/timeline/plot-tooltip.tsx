/** What is under the pointer, beside it: the moment, and the attempt if there is one. */
import { sayNumber, t } from '../../../words/t.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { connectingFor, expectedText, observedText, openFor, outcomeText } from '../facts/attempt-facts.ts';
import { AXIS_HEIGHT } from './draw-timeline.ts';
import { formatClock } from '../../parts/format-time.ts';
import { formatSpan } from '../facts/durations.ts';
import type { Bar, LaneLayout } from './lane-layout.ts';
import { findingTitle } from '../../../words/finding-words.ts';
import { formatOffset } from './ticks.ts';
import type { TimelineModel } from './timeline-model.ts';

/** CSS pixels between the pointer and the tooltip. */
const OFFSET = 14;
/** The tooltip's largest size, as in timeline.css: it turns to the other side where it would not fit. */
const WIDTH = 280;
const HEIGHT = 150;

export function PlotTooltip({ state, model }: { state: PanelState; model: TimelineModel }) {
  const at = model.pointer.value;
  const view = model.view.value;
  const extent = model.extent.value;
  if (!at || !view || !extent) return null;
  // Read for the subscription: what lies under a pointer that rests changes with every frame.
  const layouts = model.layouts.value;
  const { width, height } = model.size.value;
  const time = model.timeAt(at.x) ?? view.from;
  const hit = model.hit(at.x, at.y);
  // Over nothing there is nothing to say.
  if (!hit?.bar && at.y >= AXIS_HEIGHT) return null;
  const layout = hit ? layouts.get(hit.connection) : undefined;
  const offset = formatOffset(time - extent.from, (view.to - view.from) / width, Math.abs(time - extent.from) >= 60_000);
  const place = {
    left: at.x + OFFSET + WIDTH > width ? undefined : `${at.x + OFFSET}px`,
    right: at.x + OFFSET + WIDTH > width ? `${width - at.x + OFFSET}px` : undefined,
    top: at.y + OFFSET + HEIGHT > height ? undefined : `${at.y + OFFSET}px`,
    bottom: at.y + OFFSET + HEIGHT > height ? `${Math.max(2, height - at.y + OFFSET)}px` : undefined,
  };
  const inColumn = layout?.columns[Math.floor(at.x)] ?? 0;
  return (
    <div class="timeline-tooltip" style={place} aria-hidden="true">
      <div class="timeline-tooltip-time">
        <span>{offset}</span>
        <span>{formatClock(time)}</span>
      </div>
      {hit?.bar && <BarFacts bar={hit.bar} now={state.now.value} />}
      {inColumn > 0 && layout && (
        <div class="timeline-tooltip-note">
          {t('timeline.inColumn', { messages: t('count.messages', { count: inColumn }), span: formatSpan((view.to - view.from) / width) })}
        </div>
      )}
      {at.y < AXIS_HEIGHT && <div class="timeline-tooltip-note">{t('timeline.dragHint')}</div>}
      {layout && cutNote(layout)}
    </div>
  );
}

function BarFacts({ bar, now }: { bar: Bar; now: number }) {
  const { attempt, hidden } = bar;
  const open = openFor(attempt, now);
  const facts: [string, string | undefined][] = [
    [t('outcome'), outcomeText(attempt)],
    [t('timeline.facts.connecting'), formatSpan(connectingFor(attempt, now))],
    [t('openFor'), open === undefined ? undefined : formatSpan(open)],
    [t('messages'), sayNumber(attempt.messages)],
    [t('timeline.facts.expected'), expectedText(attempt)],
    [t('timeline.facts.observed'), observedText(attempt)],
    [t('finding'), attempt.finding && findingTitle(attempt.finding.rule)],
  ];
  return (
    <>
      <div class="timeline-tooltip-title">
        {hidden > 0 ? t('timeline.hiddenAttempts', { from: attempt.n, to: attempt.n + hidden }) : t('timeline.attempt', { n: attempt.n })}
      </div>
      <dl>{facts.map(([name, value]) => value !== undefined && [<dt key={`${name}:`}>{name}</dt>, <dd key={name}>{value}</dd>])}</dl>
    </>
  );
}

function cutNote(layout: LaneLayout) {
  return layout.lane.attemptsCut && <div class="timeline-tooltip-note">{t('timeline.cut')}</div>;
}
