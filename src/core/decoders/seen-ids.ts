/** Which event ids were seen: a message that is sent again after a resumption is not folded twice. */
export class SeenIds {
  readonly #first = new Map<string, string>();
  /** The id in force; '' where none was sent. */
  last = '';

  /** Whether a message with this id and data came before. An id stays in force for messages that send none: so the data must be that of the first with this id. */
  again(id: string, data: string): boolean {
    if (id === '') return false;
    this.last = id;
    const first = this.#first.get(id);
    if (first === undefined) this.#first.set(id, data);
    return first === data;
  }
}
