/** A request for the clipboard. */
import { copyAsCurl } from '../core/export/copy-as/curl.ts';
import { copyAsEventSource } from '../core/export/copy-as/eventsource.ts';
import { copyAsFetch } from '../core/export/copy-as/fetch.ts';
import { copyAsPowerShell } from '../core/export/copy-as/powershell.ts';
import { indexAt } from '../core/model/index-list.ts';
import { isMessage } from '../core/model/message-block.ts';
import { blockOf } from '../core/model/message-log.ts';
import type { Capture, ConnectionEntry } from '../core/model/types.ts';
import { assertExhaustive } from '../core/units.ts';
import type { CopyRequest } from '../wire/protocol/questions.ts';

/** The newest messages of a connection, in which types are looked for that the page does not listen to: a few milliseconds of work. */
const MAX_LOOKED_AT = 100_000;

/** Null when the connection is not held (any more). */
export function copyAs(capture: Capture, { kind, connection: id, attempt: number, redact, resume }: CopyRequest): string | null {
  const entry = capture.connections.get(id);
  if (entry === undefined) return null;
  const { connection } = entry;
  const attempt = number === undefined ? connection.attempts.at(-1) : connection.attempts.find(({ n }) => n === number);
  const options = { redact, resumeFrom: resume === true ? connection.lastEventId : undefined };
  switch (kind) {
    case 'curl-posix':
      return copyAsCurl(connection, attempt, 'posix', options);
    case 'curl-cmd':
      return copyAsCurl(connection, attempt, 'cmd', options);
    case 'powershell':
      return copyAsPowerShell(connection, attempt, options);
    case 'fetch':
      return copyAsFetch(connection, attempt, options);
    case 'eventsource':
      return copyAsEventSource(connection, seenTypes(capture, entry), options);
    default:
      return assertExhaustive(kind);
  }
}

function seenTypes({ log }: Capture, { positions }: ConnectionEntry): Set<string> {
  const types = new Set<string>();
  for (let place = Math.max(0, positions.length - MAX_LOOKED_AT); place < positions.length; place += 1) {
    const index = indexAt(positions, place);
    const block = blockOf(log, index);
    if (block !== undefined && isMessage(block.flags[index - block.first]!)) types.add(block.typeNames[block.types[index - block.first]!]!);
  }
  return types;
}
