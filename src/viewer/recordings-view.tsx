/** The list of recordings: what each is, and what can be done with it. */
import { useSignal, type Signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { ToolbarButton } from '../panel/parts/toolbar-button.tsx';
import type { Host } from '../panel/state/host.ts';
import { DiskFields } from '../panel/views/shell/disk-settings.tsx';
import type { Recording } from '../recordings/recording.ts';
import { t, sayNumber } from '../words/t.ts';
import type { CompareSource } from './compare-messages.ts';
import type { RecordingsDesk } from './recordings-desk.ts';
import { formatBytes } from '../panel/parts/format-bytes.ts';
import { recordedAt, recordingName } from './recording-name.ts';

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
        <h2 id="recordings-title">{t('recordings.title')}</h2>
        <span class="recordings-summary" role="status">
          {all !== null &&
            all.length > 0 &&
            t('recordings.summary', { count: all.length, used: formatBytes(all.reduce((sum, { bytes }) => sum + bytes, 0)), size: formatBytes(settings.size) })}
        </span>
        {all !== null && all.length > 0 && <CompareButton all={all} chosen={chosen.value} compare={compare} />}
      </div>
      <div class="recordings-alerts" role="alert">
        {desk.problem.value !== null && <p class="viewer-line is-error">{desk.problem.value}</p>}
      </div>
      {saving !== null && (
        <p class="viewer-line" role="status">
          <span class="viewer-words">{t('recordings.saving', { name: saving.name, done: formatBytes(saving.done) })}</span>
          <button type="button" class="notice-action" onClick={saving.cancel}>
            {t('cancel')}
          </button>
        </p>
      )}
      {all === null && <p class="recordings-none">{t('recordings.loading')}</p>}
      {all?.length === 0 && (
        <div class="recordings-none">
          <p class="empty-state-title">{t('recordings.none')}</p>
          <p>{settings.on ? t('recordings.noneWords') : t('recordings.noneOff')}</p>
        </div>
      )}
      {all !== null && all.length > 0 && <Table desk={desk} recordings={all} chosen={chosen} open={open} />}
      <details class="recordings-settings">
        <summary>{t('recordings.settings')}</summary>
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
    .map((recording): CompareSource => ({ kind: 'recording', id: recording.id, name: recordingName(recording) }));
  const [left, right = left] = sources;
  return (
    <button
      type="button"
      class="notice-action"
      title={t('recordings.compareHint')}
      disabled={left === undefined}
      onClick={() => left !== undefined && right !== undefined && compare(left, right)}
    >
      {t('compare')}
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
  return (
    <div class="recordings-scroll">
      <table class="recordings-table" aria-labelledby="recordings-title">
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">{t('compare')}</span>
            </th>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('recordings.columns.page')}</th>
            <th scope="col">{t('recordings.columns.when')}</th>
            <th scope="col" class="is-number">
              {t('messages')}
            </th>
            <th scope="col" class="is-number">
              {t('connections')}
            </th>
            <th scope="col" class="is-number">
              {t('recordings.columns.size')}
            </th>
            <th scope="col">
              <span class="visually-hidden">{t('recordings.columns.actions')}</span>
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
  const name = recordingName(recording);
  const live = desk.live.value.has(recording.id);
  const { id, page, startedAt, messages, connections, bytes, complete } = recording;
  return (
    <tr>
      <td>
        <input
          type="checkbox"
          aria-label={t('recordings.choose', { name })}
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
        {live && <span class="recordings-badge is-live">{t('recordings.live')}</span>}
        {!live && !complete && (
          <span class="recordings-badge" title={t('recordings.cutHint')}>
            {t('recordings.cut')}
          </span>
        )}
      </th>
      <td class="recordings-page" title={page.url}>
        {page.url}
      </td>
      <td>{recordedAt(startedAt)}</td>
      <td class="is-number">{sayNumber(messages)}</td>
      <td class="is-number">{sayNumber(connections)}</td>
      <td class="is-number">{formatBytes(bytes)}</td>
      <td class="recordings-actions">
        {doing.value === 'delete' ? (
          <Sure name={name} yes={() => void desk.remove(id)} no={() => (doing.value = null)} />
        ) : (
          <>
            <ToolbarButton label={t('recordings.rename', { name })} icon="rename" onClick={() => (doing.value = 'rename')} />
            <ToolbarButton label={t('recordings.save', { name })} icon="download" onClick={() => void desk.save(recording)} />
            <ToolbarButton
              label={live ? t('recordings.removeLive') : t('recordings.remove', { name })}
              icon="delete"
              disabled={live}
              onClick={() => (doing.value = 'delete')}
            />
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
      aria-label={t('recordings.newName', { name })}
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
    <span class="recordings-sure" role="group" aria-label={t('recordings.sure', { name })} onKeyDown={(event) => event.key === 'Escape' && no()}>
      <button type="button" class="notice-action is-danger" onClick={yes}>
        {t('recordings.yes')}
      </button>
      <button type="button" class="notice-action" ref={keep} onClick={no}>
        {t('recordings.no')}
      </button>
    </span>
  );
}
