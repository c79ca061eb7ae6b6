/// What keeps the store from doing its work.
public struct StorageError: Error, Equatable, Sendable {
  /// What an operator would tell apart.
  public enum Kind: String, Sendable, CaseIterable {
    /// No room is left on the disk.
    case full
    /// The file or its folder cannot be written.
    case readOnly = "read-only"
    /// Another process holds it.
    case locked
    /// The file is damaged, or is no database.
    case corrupt
    /// It was written by a newer version.
    case newer
    /// What is stored is not in the state that the change starts from: the id is taken, the ticket waits no longer, the
    /// lease has ended. Nothing was changed, and the transaction can go on.
    case conflict
    /// A text has a character that databases have no place for (U+0000), or a number is none. Nothing was changed, and the
    /// transaction can go on.
    case unstorable
    /// Reading or writing failed.
    case failed
  }

  /// Whether the store works, and what it was asked for is not possible: the transaction can go on.
  public var isRefusal: Bool { kind == .conflict || kind == .unstorable }

  public let kind: Kind
  /// One sentence for the operator: what happened, and what to do.
  public let detail: String
  /// Whether the transaction may be durable for all that: its commit failed, as where the disk did not confirm it, and
  /// only the store can tell, once it works again.
  public let mayBeDurable: Bool

  public init(_ kind: Kind, _ detail: String, mayBeDurable: Bool = false) {
    self.kind = kind
    self.detail = detail
    self.mayBeDurable = mayBeDurable
  }
}
