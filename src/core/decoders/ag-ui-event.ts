/** The types of events of AG-UI. */

/** The id that each type of event cannot be without; '' where it has none, or one that may be missing. */
export const NEEDS = {
  RUN_STARTED: 'threadId',
  RUN_FINISHED: 'threadId',
  RUN_ERROR: '',
  STEP_STARTED: '',
  STEP_FINISHED: '',
  TEXT_MESSAGE_START: 'messageId',
  TEXT_MESSAGE_CONTENT: 'messageId',
  TEXT_MESSAGE_END: 'messageId',
  TEXT_MESSAGE_CHUNK: '',
  TOOL_CALL_START: 'toolCallId',
  TOOL_CALL_ARGS: 'toolCallId',
  TOOL_CALL_END: 'toolCallId',
  TOOL_CALL_CHUNK: '',
  TOOL_CALL_RESULT: 'toolCallId',
  REASONING_START: 'messageId',
  REASONING_MESSAGE_START: 'messageId',
  REASONING_MESSAGE_CONTENT: 'messageId',
  REASONING_MESSAGE_END: 'messageId',
  REASONING_MESSAGE_CHUNK: '',
  REASONING_END: 'messageId',
  REASONING_ENCRYPTED_VALUE: '',
  STATE_SNAPSHOT: '',
  STATE_DELTA: '',
  MESSAGES_SNAPSHOT: '',
  ACTIVITY_SNAPSHOT: 'messageId',
  ACTIVITY_DELTA: 'messageId',
  SUBAGENT_STARTED: 'subagentRunId',
  SUBAGENT_FINISHED: 'subagentRunId',
  SUBAGENT_ERROR: 'subagentRunId',
  CUSTOM: '',
  RAW: '',
} as const;
export type EventName = keyof typeof NEEDS;

/** Before 1.0, without ids. */
const OLD_NAMES: ReadonlyMap<string, EventName> = new Map([
  ['THINKING_START', 'REASONING_START'],
  ['THINKING_END', 'REASONING_END'],
  ['THINKING_TEXT_MESSAGE_START', 'REASONING_MESSAGE_START'],
  ['THINKING_TEXT_MESSAGE_CONTENT', 'REASONING_MESSAGE_CONTENT'],
  ['THINKING_TEXT_MESSAGE_END', 'REASONING_MESSAGE_END'],
]);

/** Events that leave the open chunk of their agent open. */
export const LEAVE_CHUNKS: ReadonlySet<EventName> = new Set(['RAW', 'ACTIVITY_SNAPSHOT', 'ACTIVITY_DELTA', 'REASONING_ENCRYPTED_VALUE', 'SUBAGENT_STARTED']);
export const END_ALL_CHUNKS: ReadonlySet<EventName> = new Set(['RUN_STARTED', 'RUN_FINISHED', 'RUN_ERROR', 'MESSAGES_SNAPSHOT']);
/** A type of 1.0. */
export function eventName(type: unknown): EventName | undefined {
  return typeof type === 'string' && Object.hasOwn(NEEDS, type) ? (type as EventName) : undefined;
}

/** A type of 1.0, or what one of before is called now. */
export function anyEventName(type: unknown): EventName | undefined {
  return eventName(type) ?? (typeof type === 'string' ? OLD_NAMES.get(type) : undefined);
}
