import Database from 'better-sqlite3';

const LAYOUT = `
  CREATE TABLE IF NOT EXISTS receipts (hash BLOB PRIMARY KEY, body TEXT NOT NULL, seen_ms INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS events (
    tenant TEXT NOT NULL, event_id TEXT NOT NULL, pseudonym BLOB NOT NULL, session INTEGER NOT NULL, position INTEGER NOT NULL,
    kind TEXT NOT NULL, purposes INTEGER NOT NULL, time_ms INTEGER NOT NULL, received_ms INTEGER NOT NULL, item_id TEXT NOT NULL,
    dwell_ms INTEGER, scroll_percent INTEGER, quantity INTEGER, price REAL, rating REAL, receipt BLOB NOT NULL,
    PRIMARY KEY (tenant, event_id)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS events_by_pseudonym ON events (tenant, pseudonym, session, position);
  CREATE INDEX IF NOT EXISTS events_by_time ON events (tenant, time_ms);
`;
const FIELDS = ['session', 'position', 'kind', 'time_ms', 'item_id', 'dwell_ms', 'scroll_percent', 'quantity', 'price', 'rating'];

/** Opens the database; every append() is on the disk when it returns. */
export function openStore(path) {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('cache_size = -65536');
  db.exec(LAYOUT);
  const addReceipt = db.prepare('INSERT INTO receipts VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  const addEvent = db.prepare(`INSERT INTO events VALUES (${Array(16).fill('?').join(', ')}) ON CONFLICT DO NOTHING`);
  const findEvent = db.prepare(`SELECT pseudonym, ${FIELDS.join(', ')} FROM events WHERE tenant = ? AND event_id = ?`);

  const same = (tenant, event, pseudonym) => {
    const stored = findEvent.get(tenant, event.id);
    return stored.pseudonym.equals(pseudonym) && FIELDS.every((name) => stored[name] === (event[name] ?? null));
  };

  const append = db.transaction((tenant, receipts, rows, now, tell) => {
    for (const {hash, body} of receipts) addReceipt.run(hash, body, now);
    for (const {i, event, receipt, pseudonym} of rows) {
      const {changes} = addEvent.run(
        tenant, event.id, pseudonym, event.session ?? 0, event.position ?? 0, event.kind, receipt.purposes, event.time_ms, now,
        event.item_id, event.dwell_ms ?? null, event.scroll_percent ?? null, event.quantity ?? null, event.price ?? null,
        event.rating ?? null, receipt.hash,
      );
      if (changes === 1) tell(i, 'stored');
      else tell(i, same(tenant, event, pseudonym) ? 'duplicate' : 'conflict');
    }
  });
  return {append: append.immediate};
}
