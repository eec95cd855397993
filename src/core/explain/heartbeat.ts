/** Which messages say nothing but that the server is there. */
import type { CodeUnits } from '../units.ts';

/** Names that servers give to them. */
const NAME = /^[-_. ]*(ping|pong|heart[-_. ]?beat|keep[-_. ]?alive|hello|connected|noop|hb)[-_. ]*$/i;
/** `{"type":"ping"}`, with whatever else there is, such as a time. */
const IN_JSON = /^\s*\{\s*"(type|event|op|kind)"\s*:\s*"([^"]*)"/;
/** Signs of life are short. */
const LONGEST: CodeUnits = 100;

/** By its name alone. */
export function isHeartbeatType(type: string): boolean {
  return NAME.test(type);
}

/** By its name, or by what it says. */
export function isHeartbeat(type: string, data: string): boolean {
  if (isHeartbeatType(type)) return true;
  if (data.length > LONGEST) return false;
  return NAME.test(data.trim()) || NAME.test(IN_JSON.exec(data)?.[2] ?? '');
}
