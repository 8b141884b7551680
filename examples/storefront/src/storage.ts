/**
 * The shop's own small notes: the answer to the consent question and the cart. Both are what the shopper asked for, so
 * they need no consent; what was looked at is never kept here. Without storage they last as long as the page.
 */
const inMemory = new Map<string, string>();

/** The note under `key`, or undefined when there is none or it cannot be read. */
export function readNote<T>(key: string): T | undefined {
  try {
    const text = localStorage.getItem(`wren-${key}`);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    const text = inMemory.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }
}

/** Keeps a note; undefined deletes it. */
export function writeNote(key: string, value: unknown): void {
  const text = JSON.stringify(value);
  try {
    if (value === undefined) localStorage.removeItem(`wren-${key}`);
    else localStorage.setItem(`wren-${key}`, text);
  } catch {
    if (value === undefined) inMemory.delete(key);
    else inMemory.set(key, text);
  }
}

/** Calls back when another tab changes a note. */
export function onNoteChanged(key: string, listener: () => void): void {
  addEventListener('storage', (event) => {
    if (event.key === `wren-${key}` || event.key === null) listener();
  });
}
