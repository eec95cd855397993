/** The shared word of a page and its content script: 128 random bits in hexadecimal. Also the session's id. */
export type PageWord = string;

/** Commands to the hook. `listen`: tell all that was kept and all that comes. `quiet`: keep it. `flush`: tell it now. */
export type HookCommand = 'listen' | 'quiet' | 'flush';
