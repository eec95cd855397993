/** A decoded stream as text for people: the answer alone, or a transcript in Markdown. */
import type { Decoded } from './decode.ts';
import type { CallPart, ErrorPart, HtmlPart, StatePart, TextPart, ValuePart } from './part.ts';

/** As much of a part as is written. */
type WrittenCall = Pick<CallPart, 'kind' | 'name' | 'arguments' | 'result' | 'error'>;
export type WrittenPart = Pick<TextPart, 'kind' | 'text'> | WrittenCall | ValuePart | Omit<StatePart, 'changes'> | HtmlPart | ErrorPart;
export type Written = Pick<Decoded, 'facts' | 'verdict' | 'reason'> & { readonly parts: readonly WrittenPart[] };

/** What a reader was to see: texts and refusals, one after the other; several answers apart. */
export function answerText({ parts }: Pick<Written, 'parts'>): string {
  const texts = parts.filter((part) => (part.kind === 'text' || part.kind === 'refusal') && part.text !== '');
  return texts.map((part) => ('text' in part ? part.text : '')).join('\n\n');
}

/** @param name of the protocol, for people */
export function transcript(name: string, { parts, facts, verdict, reason }: Written): string {
  const { model, usage } = facts;
  const heading = `## ${[name, model].filter((text) => text !== undefined).join(': ')}`;
  const tokens = usage?.input === undefined && usage?.output === undefined ? [] : [`${usage.input ?? '?'} → ${usage.output ?? '?'} tokens`];
  const end = [verdict, ...(reason === undefined || reason === verdict ? [] : [reason]), ...tokens].join(' · ');
  return [heading, `*${oneLine(end)}*`, ...parts.map(markdownOf)].filter((block) => block !== '').join('\n\n');
}

function markdownOf(part: WrittenPart): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'refusal':
      return `**Refused:** ${part.text}`;
    case 'reasoning':
      return part.text
        .split('\n')
        .map((line) => `> ${line}`.trimEnd())
        .join('\n');
    case 'call':
      return callOf(part);
    case 'value':
      return `**${oneLine(part.name)}**\n\n${fenced(asText(part.value), 'json')}`;
    case 'state':
      return `**State ${oneLine(part.name)}**\n\n${fenced(asText(part.value), 'json')}`;
    case 'html':
      return `**${oneLine(`${part.action} ${part.target}`.trim())}**\n\n${fenced(part.text, 'html')}`;
    case 'error':
      return `**Error:** ${part.text}`;
  }
}

function callOf({ name = 'call', arguments: given, result, error }: WrittenCall): string {
  const blocks = [`**Call ${oneLine(name)}**`];
  if (given !== undefined) blocks.push(fenced(asText(given), 'json'));
  if (result !== undefined) blocks.push('Result:', fenced(asText(result), 'json'));
  if (error !== undefined) blocks.push('Error:', fenced(asText(error), 'json'));
  return blocks.join('\n\n');
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** The fence is longer than any in the text, so that nothing in it ends the block. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
