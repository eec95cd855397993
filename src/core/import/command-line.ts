/** The command that stands before what it printed, as people paste it from a terminal: what was asked, as far as it says. */
import type { CodeUnits } from '../units.ts';
import type { Header } from '../model/observation.ts';
import type { DumpRequest } from './dump-exchange.ts';

const PROMPT = String.raw`(?:(?:\([\w.-]+\) )?[\w.@:~/\\ -]*[$#%❯➜>] *)?`;
const COMMAND = new RegExp(String.raw`^${PROMPT}(curl|wget|https?|xh|xhs|curlie)(?:\.exe)? +(?=\S)`);
/** No line that is longer is taken for a command. */
const LONGEST: CodeUnits = 4096;
const METHOD = /(?:-X *|--request[ =]|--method[ =])['"]?([A-Z]{3,10})\b/;
const BODY = /\s(?:-d|--data(?:-\w+)?|--json|--post-data|--body-data)\b/;
const HEADER = /\s(?:-H|--header)[ =]?(?:'([^']*)'|"([^"]*)")/g;

/** Undefined: the line is no command of a program that asks by HTTP. */
export function isCommand(line: string): boolean {
  return line.length <= LONGEST && !/^(?:data|event|id|retry)?:/.test(line) && COMMAND.test(line);
}

/** A prompt after which nothing was typed. */
export function isPrompt(line: string): boolean {
  return /^(?:[\w.-]+@[\w.:~/-]+ ?)?[$%❯➜] ?$/.test(line);
}

/** @param line with the lines that it goes on in */
export function requestOf(line: string): DumpRequest {
  const command = line.replace(COMMAND, '$1 ');
  const headers = Array.from(command.matchAll(HEADER), ([, one = '', other = '']) => headerOf(one || other)).filter(({ name }) => name !== '');
  const named = METHOD.exec(command)?.[1] ?? /^(?:https?|xhs?) (?:-\S+ )*(GET|POST|PUT|PATCH|DELETE)\b/i.exec(command)?.[1]?.toUpperCase();
  const method = named ?? (BODY.test(command) ? 'POST' : /^curl .*\s?-\w*I/.test(command) ? 'HEAD' : 'GET');
  return { firstLine: line, headers, method, target: /https?:\/\/[^\s'"]+/.exec(command)?.[0] ?? '', httpVersion: '', isCommand: true };
}

function headerOf(text: string): Header {
  const colon = text.indexOf(':');
  return { name: text.slice(0, Math.max(0, colon)).trim(), value: text.slice(colon + 1).trim() };
}
