internal import GRDB

extension SQLiteSchema {
  /// Messages to other systems.
  static func addOutbox(_ db: Database) throws { try db.execute(sql: outbox) }

  /// `is_head` is set for the first pending message of each line, a target's on a ticket, and kept by every change: what is
  /// due is then found by `outbox_due` alone, however many wait behind. `outbox_targets` spares counting, and tells which
  /// targets to look for; one that has no message any more stays with zeros.
  private static let outbox = """
    CREATE TABLE outbox (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      target TEXT NOT NULL,
      ticket TEXT NOT NULL,
      customer TEXT,
      payload BLOB NOT NULL,
      created_at REAL NOT NULL,
      pending_since REAL NOT NULL,
      state INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1)),
      is_head INTEGER NOT NULL DEFAULT 0 CHECK (is_head = 0 OR state = 0),
      attempts INTEGER NOT NULL DEFAULT 0,
      next_at REAL NOT NULL,
      last_attempt_at REAL,
      last_status INTEGER,
      last_error TEXT,
      buried_at REAL,
      CHECK ((state = 1) = (buried_at IS NOT NULL))
    ) STRICT;
    CREATE INDEX outbox_line ON outbox (ticket, target, state, number);
    CREATE INDEX outbox_due ON outbox (target, next_at, number) WHERE is_head = 1;
    CREATE INDEX outbox_page ON outbox (target, state, number);
    CREATE INDEX outbox_customer ON outbox (customer) WHERE customer IS NOT NULL;
    CREATE INDEX outbox_buried ON outbox (buried_at) WHERE state = 1;

    CREATE TABLE outbox_targets (
      target TEXT PRIMARY KEY,
      pending INTEGER NOT NULL CHECK (pending >= 0),
      dead INTEGER NOT NULL CHECK (dead >= 0)
    ) STRICT, WITHOUT ROWID;

    ALTER TABLE ledger ADD COLUMN last_message INTEGER NOT NULL DEFAULT 0;
    """
}
