/** Why an import ended early: where, and what was expected there. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
  /** From 1. */
  readonly line: number;
  readonly reason: string;
  constructor(line: number, reason: string) {
    super(`line ${line}: ${reason}`);
    this.line = line;
    this.reason = reason;
  }
}
