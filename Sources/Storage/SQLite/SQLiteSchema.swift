internal import GRDB

/// The tables, and how older ones become today's.
enum SQLiteSchema {
  /// "Heed" in ASCII: tells Heed's databases from those of other programs.
  static let applicationID: Int64 = 0x4865_6564

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    // Nothing refers by foreign keys, so there is nothing to check after a migration.
    migrator.registerMigration("v1: tickets", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: first)
    }
    migrator.registerMigration("v2: memory", foreignKeyChecks: .immediate, migrate: remember)
    migrator.registerMigration("v3: outbox", foreignKeyChecks: .immediate, migrate: addOutbox)
    return migrator
  }

  /// What changes often, a ticket's state, is apart from what is large, its bodies: 25 tickets share a page, so that the
  /// changes of one commit share writes.
  ///
  /// A ticket's `key` is `arrived_at - head_start_seconds`, stored so that an index alone tells the line. Of `state`
  /// there are 0 waiting, 1 leased, 2 done, 3 abandoned. The one row of `ledger` spares counting, and keeps numbers and
  /// fences from being given out again after their tickets were pruned.
  private static let first = """
    CREATE TABLE lanes (
      lane INTEGER PRIMARY KEY,
      desk TEXT NOT NULL,
      tier TEXT NOT NULL,
      promise_seconds REAL NOT NULL,
      UNIQUE (desk, tier, promise_seconds)
    ) STRICT;

    CREATE TABLE tickets (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
      lane INTEGER NOT NULL,
      key REAL NOT NULL,
      arrived_at REAL NOT NULL,
      head_start_seconds REAL NOT NULL,
      score REAL NOT NULL,
      version INTEGER NOT NULL DEFAULT 1,
      attempts INTEGER NOT NULL DEFAULT 0,
      forecast_p50_seconds REAL,
      forecast_p90_seconds REAL,
      forecast_position INTEGER,
      forecast_basis TEXT NOT NULL,
      agent TEXT,
      fence INTEGER,
      leased_at REAL,
      leased_until REAL,
      finished_at REAL,
      CHECK ((agent IS NULL) = (fence IS NULL)),
      CHECK ((agent IS NULL) = (leased_at IS NULL)),
      CHECK ((agent IS NULL) = (leased_until IS NULL)),
      CHECK (CASE state WHEN 0 THEN agent IS NULL WHEN 3 THEN 1 ELSE agent IS NOT NULL END),
      CHECK ((state >= 2) = (finished_at IS NOT NULL))
    ) STRICT;
    CREATE INDEX tickets_waiting ON tickets (lane, key, number) WHERE state = 0;
    CREATE UNIQUE INDEX tickets_leased ON tickets (fence) WHERE state = 1;
    CREATE INDEX tickets_finished ON tickets (finished_at) WHERE finished_at IS NOT NULL;

    CREATE TABLE ticket_bodies (
      number INTEGER PRIMARY KEY,
      request BLOB NOT NULL,
      decision BLOB NOT NULL,
      request_digest BLOB NOT NULL
    ) STRICT;

    CREATE TABLE idempotency_keys (
      key TEXT PRIMARY KEY,
      number INTEGER NOT NULL,
      digest BLOB NOT NULL,
      remembered_at REAL NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX idempotency_keys_number ON idempotency_keys (number);

    CREATE TABLE agents (
      id TEXT PRIMARY KEY,
      state TEXT NOT NULL,
      desks TEXT NOT NULL,
      seen_at REAL NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE ledger (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      waiting INTEGER NOT NULL CHECK (waiting >= 0),
      leased INTEGER NOT NULL CHECK (leased >= 0),
      done INTEGER NOT NULL,
      abandoned INTEGER NOT NULL,
      last_number INTEGER NOT NULL,
      last_fence INTEGER NOT NULL
    ) STRICT;
    INSERT INTO ledger VALUES (1, 0, 0, 0, 0, 0, 0);

    PRAGMA application_id = \(applicationID);
    """
}
