/** Findings as a SARIF file, in the words of the user's language. Loaded when it is wanted. */
import { sarifOf } from '../../../core/export/sarif.ts';
import { sumTaken } from '../../../core/export/taken.ts';
import { findingSentence, findingTitle } from '../../../words/finding-words.ts';
import { language } from '../../../words/say.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { FILE_KINDS } from './file-kinds.ts';
import type { MadeFile } from './pull-export.ts';

/**
 * Those of the chosen connection, or of all: at most as many as the recorder lists.
 * @param generator such as `SSE Scope 1.2.3`
 */
export async function sarifFile({ host, selectedConnection }: PanelState, { generator, redact }: { generator: string; redact: boolean }): Promise<MadeFile> {
  const connection = selectedConnection.peek() ?? undefined;
  const [{ findings }, rows] = await Promise.all([
    host.ask('findings', { filter: connection === undefined ? {} : { connection } }),
    host.ask('connections', { now: host.now() }),
  ]);
  const urls = new Map(rows.map(({ id, url }) => [id, url]));
  const version = generator.split(' ').at(-1)!;
  const sums = sumTaken();
  const input = { findings, onTaken: sums.onTaken, version, redact, language: language(), title: findingTitle, sentence: findingSentence };
  const text = sarifOf({ ...input, urlOf: (id) => urls.get(id) });
  return { file: new Blob([text], { type: FILE_KINDS.sarif.mediaType }), taken: sums.list() };
}
