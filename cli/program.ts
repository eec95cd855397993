/** One program: which command a command line means, and the help that lists them. A command is loaded when it is asked for. */
import { EXIT } from './exit.ts';
import { usageError } from './options.ts';
import type { Command } from './run-command.ts';

interface Entry {
  /** What stands after its name. */
  usage: string;
  about: string;
  load(): Promise<Command>;
}

/** In the order in which the help lists them. A command is one line here, `NAME-command.ts` and `NAME-options.ts`. */
const COMMANDS = {
  start: {
    usage: '[URL]',
    about: 'a browser with the extension, the page (else the demo page), and DevTools on the panel; what is done without a command',
    load: async () => (await import('./start-command.ts')).start,
  },
  capture: { usage: 'URL', about: 'what the event streams of a page do, as a file', load: async () => (await import('./capture-command.ts')).capture },
  replay: {
    usage: 'FILE',
    about: 'a server that answers as the servers in a capture did',
    load: async () => (await import('./replay-command.ts')).replayFile,
  },
  decode: {
    usage: 'FILE',
    about: 'what the streams of a file mean: answers of models, calls of tools',
    load: async () => (await import('./decode-command.ts')).decode,
  },
  export: {
    usage: 'FILE',
    about: 'a file in another format; also as a test: MSW, Playwright, Node',
    load: async () => (await import('./export-command.ts')).exportFile,
  },
  view: { usage: 'FILE', about: 'a capture in the viewer, in a Chromium with the extension', load: async () => (await import('./view-command.ts')).view },
  check: {
    usage: 'URL EXPECTATION',
    about: 'whether the event streams of a page do what is expected, for CI',
    load: async () => (await import('./check-command.ts')).check,
  },
} as const satisfies Record<string, Entry>;

const NAME = 'sse-scope';

const HELP = `${NAME} [COMMAND] [options]

${Object.entries(COMMANDS)
  .map(([name, { usage, about }]) => `  ${`${name} ${usage}`.padEnd(21)} ${about}`)
  .join('\n')}

${NAME} COMMAND --help tells the options of a command.`;

export interface Invocation {
  /** What lines for the user begin with. */
  name: string;
  command: Command;
  args: string[];
}

/** What `args`, the command line without the program, asks for. Whatever is wrong with it is thrown by the command. */
export function sseScope(args: readonly string[]): Invocation {
  const [first = '', ...rest] = args;
  if (Object.hasOwn(COMMANDS, first)) {
    const { load } = COMMANDS[first as keyof typeof COMMANDS];
    return { name: first, command: async (own, context) => (await load())(own, context), args: rest };
  }
  if (first === '--help' || first === '-h') return { name: NAME, command: help, args: rest };
  // One word is more often a command that is misspelt than a host without a domain.
  if (/^[a-z][a-z-]*$/i.test(first) && first !== 'localhost') return { name: NAME, command: () => Promise.reject(unknown(first)), args: rest };
  return { name: 'start', command: async (own, context) => (await COMMANDS.start.load())(own, context), args: [...args] };
}

const help: Command = (_, { stdout }) => {
  stdout.write(`${HELP}\n`);
  return Promise.resolve(EXIT.ok);
};

function unknown(word: string): Error {
  return usageError(new Error(`there is no command "${word}": ${Object.keys(COMMANDS).join(', ')}; a page of that host is http://${word}`));
}
