/** What is known of a text as a whole, and what can be done with it. */
import type { Attempt } from '../../../core/model/connection.ts';
import type { ConnectionId } from '../../../core/units.ts';
import type { RawWindow } from '../../../wire/protocol/questions.ts';
import { settingLabel } from '../../../words/setting-words.ts';
import { t } from '../../../words/t.ts';
import { ToolbarButton } from '../../parts/toolbar-button.tsx';
import type { PanelState } from '../../state/panel-state.ts';
import { fileNames } from '../export/file-name.ts';
import type { Copy } from '../export/use-copying.tsx';
import { copyOf, fileOf } from './raw-pieces.ts';
import { formatBytes } from '../../parts/format-bytes.ts';

/** Beyond any line: how many there are is not known while the text is still being read, or grows. */
const ALL_LINES = Number.MAX_SAFE_INTEGER;

/** What is told of the text beside its lines. */
export type RawSums = Omit<RawWindow, 'rows' | 'from'>;

interface RawHeadProps {
  state: PanelState;
  connection: ConnectionId;
  attempt: Attempt;
  sums: RawSums | null;
  copy: Copy;
  /** The file could not be made. */
  onFailure: (reason: unknown) => void;
}

export function RawHead({ state, connection, attempt, sums, copy, onFailure }: RawHeadProps) {
  const { host, settings, set } = state;
  const { lineEnds } = settings.value;
  const all = { connection, attempt: attempt.n, from: 0, to: ALL_LINES };
  const nothing = sums === null;
  const isUnwatched = state.connections.value.find(({ id }) => id === connection)?.unwatched === true;
  const save = async (): Promise<void> => {
    const file = await fileOf(host.ask, all);
    const { createdAt, page } = await host.exportMeta();
    if (file !== null) host.download(fileNames(page.url, createdAt, 'sse').name, file);
  };
  return (
    <div class="raw-head">
      <div class="raw-facts">{sums !== null && factsOf(sums, attempt, isUnwatched).map((fact) => <span key={fact}>{fact}</span>)}</div>
      <ToolbarButton label={settingLabel('lineEnds')} pressed={lineEnds} onClick={() => set({ lineEnds: !lineEnds })}>
        LF
      </ToolbarButton>
      <ToolbarButton icon="copy" label={t('raw.copyAll')} disabled={nothing} onClick={() => copy(copyOf(host.ask, all))} />
      <ToolbarButton icon="download" label={t('raw.save')} disabled={nothing} onClick={() => void save().catch(onFailure)} />
    </div>
  );
}

/** Lines, size, ends, who told it, and what is missing. `isUnwatched`: no witness of ours told it, and whether it is all nobody knows. */
export function factsOf(
  { lines, bytes, dropped, lineEnds, complete, witness, read }: RawSums,
  { endedAt, raw }: Pick<Attempt, 'endedAt' | 'raw'>,
  isUnwatched = false,
): string[] {
  const whole = complete ? t('raw.complete') : isUnwatched ? t('raw.asInFile') : endedAt === undefined ? t('raw.growing') : t('raw.incomplete');
  const ends = (['lf', 'crlf', 'cr'] as const).filter((end) => lineEnds[end] > 0).map((end) => end.toUpperCase());
  return [
    `${t('count.lines', { count: lines })}, ${formatBytes(bytes)}`,
    ...(ends.length > 0 ? [ends.join(' + ')] : []),
    isUnwatched ? t('raw.fromFile') : t(`raw.from.${witness}`),
    read ? whole : t('raw.reading'),
    ...(dropped > 0 ? [t('raw.missing', { bytes: formatBytes(dropped) })] : []),
    ...(raw?.decoded ? [t('raw.decoded')] : []),
  ];
}
