/** What streams mean, one JSON object on each line for each stream, or session, that a decoder recognises: docs/decoded.md. */
import { decodeCapture } from '../../decoders/decode-capture.ts';
import { decodedRecord } from '../../decoders/decoded-record.ts';
import { PAUSE, type ExportFormat } from '../job.ts';

export const decoded = {
  label: 'Decoded',
  hint: 'What streams mean: answers of models, calls, state',
  extension: 'ndjson',
  mediaType: 'application/x-ndjson',
  lossless: false,
  /**
   * As of the piece in which the stream is written.
   * @note A stream is folded in one go, however long: in between it may lose rows, and a fold cannot go back.
   */
  *write(job) {
    for (const stream of decodeCapture(job.capture)) {
      if (!stream.streams.some(({ connection }) => job.wants(connection))) continue;
      // Arguments and facts are from requests, too, so all of it is redacted as a body is.
      yield `${job.redaction.body(JSON.stringify(decodedRecord(job.capture, stream)))}\n`;
      yield PAUSE;
    }
  },
} as const satisfies ExportFormat;
