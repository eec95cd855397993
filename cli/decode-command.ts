/** `decode`: what the streams of a file mean: answers of models, calls of tools, state. */
import { decodeCapture, type DecodedStream } from '../src/core/decoders/decode-capture.ts';
import { decodedRecord } from '../src/core/decoders/decoded-record.ts';
import { PROTOCOLS, type ProtocolId } from '../src/core/decoders/decoder.ts';
import { DECODERS } from '../src/core/decoders/decoders.ts';
import { answerText, transcript } from '../src/core/decoders/transcript.ts';
import type { Capture } from '../src/core/model/types.ts';
import { fileSink, streamSink } from './capture-sink.ts';
import { counted } from './connection-table.ts';
import { type ExitCode, EXIT } from './exit.ts';
import { parsed, readOptions, textOption, usageError } from './options.ts';
import { placed, readCaptureFile } from './read-capture-file.ts';
import type { CommandContext } from './run-command.ts';

const FORMS = ['json', 'text', 'markdown'] as const;
type Form = (typeof FORMS)[number];

export const DECODE_HELP = `sse-scope decode FILE [options]

Reads a capture, a HAR, an event stream (.sse) or JSON lines (.ndjson), and writes what its streams mean, one JSON object a line for each stream
whose protocol is recognised.

  --format FORM    json, text (the answers alone) or markdown (a transcript); else: json
  --protocol NAME  only streams of this protocol: ${PROTOCOLS.slice(0, 5).join(', ')} … (docs/decoded.md lists them)
  --out FILE       where to write (else: standard output; then run npm with -s, or its own lines get in)
  --help           this text

Exit status: 0 written, 2 bad option, 5 the file could not be read to its end, or the result not be written.`;

/** @throws CliError */
export async function decode(args: string[], { stdout, say }: Pick<CommandContext, 'stdout' | 'say'>): Promise<ExitCode> {
  const { values, positionals } = readOptions(args, [], ['format', 'protocol', 'out']);
  if (values['help'] === true) {
    stdout.write(`${DECODE_HELP}\n`);
    return EXIT.ok;
  }
  const [file] = positionals;
  if (file === undefined) throw usageError(new Error('which file? Give its path'));
  const form = parsed(textOption(values, 'format'), parseForm, 'format') ?? 'json';
  const protocol = parsed(textOption(values, 'protocol'), parseProtocol, 'protocol');
  const out = textOption(values, 'out');

  const { capture, error } = await readCaptureFile(file);
  const sink = out === undefined ? streamSink(stdout) : await fileSink(out);
  let decoded = 0;
  for (const stream of decodeCapture(capture, protocol === undefined ? undefined : new Set([protocol]))) {
    await sink.write(`${decoded > 0 && form !== 'json' ? '\n' : ''}${write(capture, stream, form)}\n`);
    decoded += 1;
  }
  await sink.finish();
  if (decoded === 0) say(`no protocol is recognised in ${counted(capture.connections.size, 'connection')} of ${file}`);
  if (error === null) return EXIT.ok;
  say(`${file} is read up to an error: ${placed(error)}`);
  return EXIT.file;
}

function write(capture: Capture, stream: DecodedStream, form: Form): string {
  switch (form) {
    case 'json':
      return JSON.stringify(decodedRecord(capture, stream));
    case 'text':
      return answerText(stream);
    case 'markdown':
      return transcript(DECODERS.find(({ id }) => id === stream.protocol)!.name, stream);
  }
}

/** @throws RangeError that names all */
function parseForm(text: string): Form {
  const found = FORMS.find((form) => form === text);
  if (found === undefined) throw new RangeError(`there is no form "${text}": ${FORMS.join(', ')}`);
  return found;
}

/** @throws RangeError that names all */
function parseProtocol(text: string): ProtocolId {
  const found = PROTOCOLS.find((name) => name === text);
  if (found === undefined) throw new RangeError(`there is no protocol "${text}": ${PROTOCOLS.join(', ')}`);
  return found;
}
