/** The body of a response in a HAR: its text as the server sent it, or why the file has none. */
import { isObject } from '../model/field-kinds.ts';
import { decodeBase64 } from '../bytes/base64.ts';
import { decodeUtf8 } from '../bytes/utf8.ts';
import { repairUtf8 } from '../bytes/windows-1252.ts';
import { isStream } from './stream-sign.ts';

export interface HarBody {
  /** Undefined: not in this file. */
  text?: string;
  /** Where the file has them, and the text alone would not tell them. */
  bytes?: Uint8Array;
  /** The text stands there in Base64, and nothing says so. */
  unsaidBase64?: true;
  /** The writer of the file had taken the UTF-8 for windows-1252, and the text was read anew. */
  repaired?: true;
  /** Without a text: what the file says of it, in words for people; '' for nothing. */
  missing?: string;
  /** As the writer remarks, whether there is a text or not. */
  comment: string;
}

export interface BodyHints {
  /** As the file has them beside the text. */
  listed: readonly string[];
  /** The encoding is named, and the writer is one that reads it. */
  isDecoded: boolean;
}

/** What others write about a text is quoted up to here, in code units. */
const MAX_QUOTE = 200;
const GZIP = [0x1f, 0x8b];

/** Never throws: what is not as HAR has it is a body that is missing, with the reason. */
export function harBody(content: Record<string, unknown>, hints: BodyHints): HarBody {
  const comment = (typeof content.comment === 'string' ? content.comment : '').slice(0, MAX_QUOTE);
  const beside = [content['_file'], content['_sha1']].find((name) => typeof name === 'string' && name !== '') as string | undefined;
  const said = comment === '' ? '' : ` The file says: “${comment}”.`;
  if (typeof content.text !== 'string' || content.text === '') {
    const where = beside === undefined ? '' : ` It is in “${beside.slice(0, MAX_QUOTE)}” beside it: open that one.`;
    return { missing: `${where}${said}`, comment };
  }
  if (content.encoding === 'base64') return fromBytes(decodeBase64(content.text), comment);
  if (typeof content.encoding === 'string' && content.encoding !== '' && !/^(utf-?8|plain|text)$/i.test(content.encoding)) {
    return { missing: ` It is written there in an encoding that is not known here, “${content.encoding.slice(0, MAX_QUOTE)}”.${said}`, comment };
  }
  const unsaid = unsaidBase64(content.text);
  if (unsaid !== undefined) return { text: unsaid, unsaidBase64: true, comment };
  const repaired = repairOf(content.text, hints);
  return repaired === undefined ? { text: content.text, comment } : { text: repaired, repaired: true, comment };
}

function fromBytes(bytes: Uint8Array | undefined, comment: string): HarBody {
  if (bytes === undefined) return { missing: ' What stands there is no Base64.', comment };
  if (GZIP.every((byte, at) => bytes[at] === byte))
    return { missing: ' It stands there compressed (gzip), as it was sent, which cannot be read here.', comment };
  const { text, valid } = decodeUtf8(bytes);
  if (!valid && bytes.includes(0)) return { missing: ' What stands there is no text: it may be compressed, as it was sent.', comment };
  return valid ? { text, comment } : { text, bytes, comment };
}

/** Only where it is certain: as it stands it has no field of a stream, and decoded it is one. */
function unsaidBase64(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/\r\n]+={0,2}\s*$/.test(text)) return undefined;
  const bytes = decodeBase64(text);
  const decoded = bytes === undefined ? undefined : decodeUtf8(bytes);
  return decoded?.valid === true && isStream(decoded.text) ? decoded.text : undefined;
}

/** Only where it is certain: the messages that stand beside the text say so, or nobody can have read the encoding. */
function repairOf(text: string, { listed, isDecoded }: BodyHints): string | undefined {
  const repaired = repairUtf8(text);
  if (repaired === undefined) return undefined;
  // oxlint-disable-next-line no-control-regex -- ASCII is the same in all of them
  const telling = listed.find((data) => /[^\u0000-\u007f]/.test(data))?.split('\n', 1)[0];
  if (telling !== undefined && telling !== '') return repaired.includes(telling) && !text.includes(telling) ? repaired : undefined;
  return isDecoded ? undefined : repaired;
}

/** The data of what stands in `_eventSourceMessages`. */
export function listedData(listed: readonly unknown[]): string[] {
  return listed.flatMap((item) => (isObject(item) && typeof item.data === 'string' ? [item.data] : []));
}
