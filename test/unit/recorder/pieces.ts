/** A file of a recorder, piece by piece as a panel asks for it. */
import type { Recorder } from '../../../src/recorder/recorder.ts';
import type { ExportPiece, ExportRequest } from '../../../src/wire/protocol/questions.ts';

/** All pieces, as they arrive; `between` is called before each but the first. */
export async function piecesOf(
  recorder: Pick<Recorder, 'ask'>,
  request: ExportRequest,
  between: (piece: ExportPiece) => void = () => {},
): Promise<ExportPiece[]> {
  const id = await recorder.ask('beginExport', structuredClone(request));
  const found: ExportPiece[] = [];
  while (found.length < 10_000) {
    const piece: ExportPiece = await recorder.ask('exportPiece', { id });
    found.push(structuredClone(piece));
    if (piece.finished) return found;
    between(piece);
  }
  throw new Error('it does not end');
}

export const textOf = (pieces: readonly ExportPiece[]): string => pieces.map(({ text }) => text).join('');
