/** The extension's IndexedDB: its stores, and its requests as promises. */

const NAME = 'recordings';
const VERSION = 1;

/** `recordings`: one `Recording` each. `blocks`: `RecordingBlock` by `[recording, number]`. `facts`: lines by `[recording, connection, attempt]`. */
export const STORES = ['recordings', 'blocks', 'facts'] as const;

let opening: Promise<IDBDatabase> | undefined;

/** Opens it once. Rejects with the browser's words where there is none, as in some private windows. */
export function openDatabase(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const database = request.result;
      database.createObjectStore('recordings', { keyPath: 'id', autoIncrement: true });
      database.createObjectStore('blocks');
      database.createObjectStore('facts');
    };
    request.onblocked = () => reject(new Error('an older version of the extension holds the recordings'));
    request.onerror = () => reject(wordsOf(request.error));
    request.onsuccess = () => {
      const database = request.result;
      // A newer version of the extension, or the user, wants it gone: the next one to ask opens it again.
      database.onversionchange = () => database.close();
      database.onclose = () => (opening = undefined);
      resolve(database);
    };
  }).catch((error: unknown) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

/** The result of a request. */
export function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(wordsOf(request.error));
  });
}

/** Resolves when all of it is written; rejects when nothing is. */
export function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(wordsOf(transaction.error));
  });
}

/** Whether the browser has no more room for us. */
export function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

function wordsOf(error: DOMException | null): Error {
  return error ?? new Error('the browser gave no reason');
}
