private import Foundation
internal import GRDB

extension SQLiteSchema {
  /// Decisions have a table of their own, in which none replaces another; customers, stories, incidents and contacts come.
  static func remember(_ db: Database) throws {
    try db.execute(sql: second)
    let (unhex, name) = (Self.unhex, Self.name)
    db.add(function: unhex)
    db.add(function: name)
    try db.execute(sql: carryOver)
    db.remove(function: unhex)
    db.remove(function: name)
  }

  /// A ticket's facts for contacts are in its own row, where they cost no tree of their own; they move to `contacts` when
  /// the ticket is pruned. So a contact is in one of two tables, and never in both. `outcomes` belongs to either.
  ///
  /// `tickets.decision` is the row that the ticket stands by. Decisions are found by customer through the numbers of
  /// tickets and contacts, and `former_customers` for those whose ticket changed hands: an index of theirs would be one
  /// more place to write for every ticket.
  private static let second = """
    CREATE TABLE decisions (
      row INTEGER PRIMARY KEY,
      id BLOB NOT NULL CHECK (length(id) = 16),
      number INTEGER NOT NULL,
      ticket TEXT NOT NULL,
      customer TEXT,
      decided_at REAL NOT NULL,
      request BLOB NOT NULL,
      known BLOB,
      decision BLOB NOT NULL
    ) STRICT;
    CREATE INDEX decisions_id ON decisions (id);
    CREATE INDEX decisions_number ON decisions (number);
    CREATE INDEX decisions_decided ON decisions (decided_at);

    ALTER TABLE tickets ADD COLUMN decision INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE tickets ADD COLUMN request_digest BLOB NOT NULL DEFAULT x'';
    ALTER TABLE tickets ADD COLUMN customer TEXT;
    ALTER TABLE tickets ADD COLUMN topic TEXT;
    ALTER TABLE tickets ADD COLUMN story TEXT;
    ALTER TABLE tickets ADD COLUMN channel TEXT;
    ALTER TABLE tickets ADD COLUMN is_loud INTEGER NOT NULL DEFAULT 0;

    CREATE TABLE contacts (
      number INTEGER PRIMARY KEY,
      id TEXT,
      customer TEXT,
      topic TEXT,
      story TEXT,
      channel TEXT,
      arrived_at REAL NOT NULL,
      is_loud INTEGER NOT NULL,
      state INTEGER NOT NULL CHECK (state IN (2, 3))
    ) STRICT;
    CREATE INDEX contacts_id ON contacts (id) WHERE id IS NOT NULL;
    CREATE INDEX contacts_customer ON contacts (customer, arrived_at) WHERE customer IS NOT NULL;
    CREATE INDEX contacts_arrived ON contacts (arrived_at);

    CREATE TABLE former_customers (
      customer TEXT NOT NULL,
      number INTEGER NOT NULL,
      PRIMARY KEY (customer, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX former_customers_number ON former_customers (number);

    CREATE TABLE outcomes (
      number INTEGER PRIMARY KEY,
      is_founded INTEGER,
      is_company_fault INTEGER,
      is_resolved INTEGER,
      is_abuse INTEGER,
      satisfaction REAL,
      sentiment REAL,
      reported_at REAL NOT NULL
    ) STRICT;

    CREATE TABLE customers (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      version INTEGER NOT NULL DEFAULT 1,
      profile BLOB NOT NULL,
      updated_at REAL NOT NULL
    ) STRICT;

    CREATE TABLE customer_identities (
      kind TEXT NOT NULL,
      value TEXT NOT NULL,
      customer INTEGER NOT NULL,
      PRIMARY KEY (kind, value)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX customer_identities_customer ON customer_identities (customer);

    CREATE TABLE accounts (
      customer INTEGER NOT NULL,
      network TEXT NOT NULL,
      handle TEXT NOT NULL,
      facts BLOB NOT NULL,
      observed_at REAL NOT NULL,
      source TEXT,
      PRIMARY KEY (customer, network, handle)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE account_counts (
      customer INTEGER NOT NULL,
      network TEXT NOT NULL,
      handle TEXT NOT NULL,
      observed_at REAL NOT NULL,
      followers INTEGER NOT NULL,
      source TEXT,
      PRIMARY KEY (customer, network, handle, observed_at)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE purchases (
      number INTEGER PRIMARY KEY,
      customer INTEGER NOT NULL,
      id TEXT,
      purchased_at REAL NOT NULL,
      value REAL NOT NULL
    ) STRICT;
    CREATE INDEX purchases_customer ON purchases (customer, purchased_at);
    CREATE UNIQUE INDEX purchases_id ON purchases (customer, id) WHERE id IS NOT NULL;

    CREATE TABLE stories (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      posted_at REAL NOT NULL,
      time REAL NOT NULL,
      shares REAL NOT NULL,
      exposure REAL NOT NULL,
      fresh_posts REAL NOT NULL,
      sharers INTEGER NOT NULL,
      last_share_at REAL NOT NULL,
      published_probability REAL NOT NULL,
      published_sharers INTEGER NOT NULL,
      is_live INTEGER NOT NULL,
      customer TEXT,
      topic TEXT,
      excerpt TEXT,
      url TEXT,
      sketch BLOB
    ) STRICT;
    CREATE INDEX stories_live ON stories (is_live) WHERE is_live = 1;
    CREATE INDEX stories_shared ON stories (last_share_at);
    CREATE INDEX stories_customer ON stories (customer) WHERE customer IS NOT NULL;

    CREATE TABLE story_copies (
      number INTEGER PRIMARY KEY,
      copy TEXT NOT NULL UNIQUE,
      story INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX story_copies_story ON story_copies (story);

    CREATE TABLE story_shares (
      story INTEGER NOT NULL,
      sharer INTEGER NOT NULL,
      PRIMARY KEY (story, sharer)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE incidents (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      topic TEXT NOT NULL,
      started_at REAL NOT NULL,
      opened_at REAL NOT NULL,
      ended_at REAL,
      size INTEGER NOT NULL,
      expected REAL NOT NULL,
      probability REAL NOT NULL,
      peak_probability REAL NOT NULL
    ) STRICT;
    CREATE INDEX incidents_ended ON incidents (ended_at);

    CREATE TABLE states (
      name TEXT PRIMARY KEY,
      state BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

    ALTER TABLE ledger ADD COLUMN last_decision INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE ledger ADD COLUMN customers INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE ledger ADD COLUMN last_customer INTEGER NOT NULL DEFAULT 0;
    """

  /// Old tickets with the decision of each: it takes the row of the ticket's number. When it was made nobody noted; the
  /// ticket's arrival is not after it. Whom and what a ticket is about stands in its request.
  private static let carryOver = """
    INSERT INTO decisions (row, id, number, ticket, customer, decided_at, request, known, decision)
    SELECT t.number, heed_unhex(\(member("b.decision", "$.decision"))), t.number, t.id,
      heed_name(\(member("b.request", "$.customer.id"))), t.arrived_at, b.request, NULL, b.decision
    FROM tickets t JOIN ticket_bodies b ON b.number = t.number ORDER BY t.number;

    UPDATE tickets SET decision = tickets.number, request_digest = b.request_digest,
      customer = heed_name(\(member("b.request", "$.customer.id"))),
      topic = heed_name(\(member("b.request", "$.ticket.topic"))),
      channel = heed_name(\(member("b.request", "$.ticket.channel")))
    FROM ticket_bodies b WHERE b.number = tickets.number;

    DROP TABLE ticket_bodies;
    UPDATE ledger SET last_decision = last_number;

    CREATE INDEX tickets_arrived ON tickets (arrived_at);
    CREATE INDEX tickets_customer ON tickets (customer, arrived_at) WHERE customer IS NOT NULL;
    CREATE INDEX tickets_open_topic ON tickets (topic) WHERE finished_at IS NULL AND topic IS NOT NULL;
    CREATE INDEX tickets_open_story ON tickets (story) WHERE finished_at IS NULL AND story IS NOT NULL;
    """

  /// A member of a JSON text; null where there is none, or where the bytes are no JSON.
  private static func member(_ column: String, _ path: String) -> String {
    "CASE WHEN json_valid(CAST(\(column) AS TEXT)) THEN json_extract(CAST(\(column) AS TEXT), '\(path)') END"
  }

  /// The 16 bytes that 32 hexadecimal digits stand for. What is none gets an id that nobody asks for.
  private static var unhex: DatabaseFunction {
    DatabaseFunction("heed_unhex", argumentCount: 1) { values in
      let digits = String.fromDatabaseValue(values[0]).map { Array($0.utf8) } ?? []
      let halves = digits.compactMap { Character(UnicodeScalar($0)).hexDigitValue.map { UInt8($0) } }
      guard digits.count == 32, halves.count == 32 else {
        return Data((0..<16).map { _ in UInt8.random(in: 0...255) })
      }
      return Data(stride(from: 0, to: 32, by: 2).map { halves[$0] << 4 | halves[$0 + 1] })
    }
  }

  /// A text that can be looked for; null in place of anything else.
  private static var name: DatabaseFunction {
    DatabaseFunction("heed_name", argumentCount: 1, pure: true) { values in
      guard case .string(let text) = values[0].storage, !text.utf8.contains(0) else { return nil }
      return text
    }
  }
}
