/** The list of recordings: what each is, and what can be done with it. */
import { useSignal, type Signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { ToolbarButton } from '../panel/parts/toolbar-button.tsx';
import type { Host } from '../panel/state/host.ts';
import { DiskFields } from '../panel/views/shell/disk-settings.tsx';
import type { Recording } from '../recordings/recording.ts';
import type { CompareSource } from './compare-messages.ts';
import { recordingTexts as texts } from './recording-texts.ts';
import type { RecordingsDesk } from './recordings-desk.ts';
import { texts as viewerTexts } from './texts.ts';

export interface RecordingsViewProps {
  desk: RecordingsDesk;
  disk: NonNullable<Host['disk']>;
  open: (recording: Recording) => void;
  compare: (left: CompareSource, right: CompareSource) => void;
}

/** Two sides are what a comparison has. */
const MAX_CHOSEN = 2;

export function RecordingsView({ desk, disk, open, compare }: RecordingsViewProps) {
  const chosen = useSignal<readonly number[]>([]);
  const all = desk.recordings.value;
  const settings = disk.settings.value;
  const saving = desk.saving.value;
  return (
    <section class="recordings" aria-labelledby="recordings-title">
      <div class="recordings-head">
        <h2 id="recordings-title">{texts.title}</h2>
        <span class="recordings-summary" role="status">
          {all !== null &&
            all.length > 0 &&
            texts.summary(
              all.length,
              all.reduce((sum, { bytes }) => sum + bytes, 0),
              settings.size,
            )}
        </span>
        {all !== null && all.length > 0 && <CompareButton all={all} chosen={chosen.value} compare={compare} />}
      </div>
      <div class="recordings-alerts" role="alert">
        {desk.problem.value !== null && <p class="viewer-line is-error">{desk.problem.value}</p>}
      </div>
      {saving !== null && (
        <p class="viewer-line" role="status">
          <span class="viewer-words">{texts.saving(saving.name, saving.done)}</span>
          <button type="button" class="notice-action" onClick={saving.cancel}>
            {viewerTexts.cancel}
          </button>
        </p>
      )}
      {all === null && <p class="recordings-none">{texts.loading}</p>}
      {all?.length === 0 && (
        <div class="recordings-none">
          <p class="empty-state-title">{texts.none}</p>
          <p>{settings.on ? texts.noneWords : texts.noneOff}</p>
        </div>
      )}
      {all !== null && all.length > 0 && <Table desk={desk} recordings={all} chosen={chosen} open={open} />}
      <details class="recordings-settings">
        <summary>{texts.settings}</summary>
        <div class="settings">
          <DiskFields settings={settings} save={disk.save} />
        </div>
      </details>
    </section>
  );
}

/** The older one stands on the left. */
function CompareButton({ all, chosen, compare }: { all: readonly Recording[]; chosen: readonly number[]; compare: RecordingsViewProps['compare'] }) {
  const sources = all
    .filter(({ id }) => chosen.includes(id))
    .toReversed()
    .map((recording): CompareSource => ({ kind: 'recording', id: recording.id, name: texts.nameOf(recording) }));
  const [left, right = left] = sources;
  return (
    <button
      type="button"
      class="notice-action"
      title={texts.compareHint}
      disabled={left === undefined}
      onClick={() => left !== undefined && right !== undefined && compare(left, right)}
    >
      {texts.compare}
    </button>
  );
}

interface TableProps {
  desk: RecordingsDesk;
  recordings: readonly Recording[];
  chosen: Signal<readonly number[]>;
  open: (recording: Recording) => void;
}

function Table({ desk, recordings, chosen, open }: TableProps) {
  const { choose, name, page, when, messages, connections, size, actions } = texts.columns;
  return (
    <div class="recordings-scroll">
      <table class="recordings-table" aria-labelledby="recordings-title">
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">{choose}</span>
            </th>
            <th scope="col">{name}</th>
            <th scope="col">{page}</th>
            <th scope="col">{when}</th>
            <th scope="col" class="is-number">
              {messages}
            </th>
            <th scope="col" class="is-number">
              {connections}
            </th>
            <th scope="col" class="is-number">
              {size}
            </th>
            <th scope="col">
              <span class="visually-hidden">{actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {recordings.map((recording) => (
            <Row key={recording.id} desk={desk} recording={recording} chosen={chosen} open={() => open(recording)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ desk, recording, chosen, open }: Pick<TableProps, 'desk' | 'chosen'> & { recording: Recording; open: () => void }) {
  const doing = useSignal<'rename' | 'delete' | null>(null);
  const name = texts.nameOf(recording);
  const live = desk.live.value.has(recording.id);
  const { id, page, startedAt, messages, connections, bytes, complete } = recording;
  return (
    <tr>
      <td>
        <input
          type="checkbox"
          aria-label={texts.choose(name)}
          checked={chosen.value.includes(id)}
          onChange={() => {
            const others = chosen.peek().filter((one) => one !== id);
            // A third one takes the place of the first.
            chosen.value = others.length < chosen.peek().length ? others : [...others, id].slice(-MAX_CHOSEN);
          }}
        />
      </td>
      <th scope="row">
        {doing.value === 'rename' ? (
          <NameField
            name={name}
            done={(next) => {
              doing.value = null;
              if (next !== null && next !== name) void desk.rename(id, next);
            }}
          />
        ) : (
          <button type="button" class="text-button" title={name} onClick={open}>
            {name}
          </button>
        )}
        {live && <span class="recordings-badge is-live">{texts.live}</span>}
        {!live && !complete && (
          <span class="recordings-badge" title={texts.cutHint}>
            {texts.cut}
          </span>
        )}
      </th>
      <td class="recordings-page" title={page.url}>
        {page.url}
      </td>
      <td>{texts.when(startedAt)}</td>
      <td class="is-number">{texts.count(messages)}</td>
      <td class="is-number">{texts.count(connections)}</td>
      <td class="is-number">{texts.size(bytes)}</td>
      <td class="recordings-actions">
        {doing.value === 'delete' ? (
          <Sure name={name} yes={() => void desk.remove(id)} no={() => (doing.value = null)} />
        ) : (
          <>
            <ToolbarButton label={texts.rename(name)} icon="rename" onClick={() => (doing.value = 'rename')} />
            <ToolbarButton label={texts.save(name)} icon="download" onClick={() => void desk.save(recording)} />
            <ToolbarButton label={live ? texts.removeLive : texts.remove(name)} icon="delete" disabled={live} onClick={() => (doing.value = 'delete')} />
          </>
        )}
      </td>
    </tr>
  );
}

/** Enter takes the name, Esc leaves it as it was. */
function NameField({ name, done }: { name: string; done: (name: string | null) => void }) {
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.select(), []);
  return (
    <input
      ref={field}
      class="recordings-name"
      value={name}
      maxLength={200}
      aria-label={texts.newName(name)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done(event.currentTarget.value);
        else if (event.key === 'Escape') done(null);
      }}
      onBlur={(event) => done(event.currentTarget.value)}
    />
  );
}

function Sure({ name, yes, no }: { name: string; yes: () => void; no: () => void }) {
  const keep = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => keep.current?.focus(), []);
  return (
    <span class="recordings-sure" role="group" aria-label={texts.sure(name)} onKeyDown={(event) => event.key === 'Escape' && no()}>
      <button type="button" class="notice-action is-danger" onClick={yes}>
        {texts.yes}
      </button>
      <button type="button" class="notice-action" ref={keep} onClick={no}>
        {texts.no}
      </button>
    </span>
  );
}
