/// What can be changed of the customers in a store. A number that is no customer's is a conflict.
public protocol CustomerTransaction: CustomerReading {
  /// Stores a customer's profile, in place of the one before.
  /// - Returns: the customer, in version 1 where there was none of that id.
  func putCustomer(id: String, profile: [UInt8], at: Double) throws -> StoredCustomer

  /// Increases a customer's version by 1, where something else than the profile was changed.
  func touchCustomer(number: Int64) throws

  /// Stores a customer's identities, in place of those before.
  /// - Throws: a conflict whose detail names the identity (kind:value), where it is another customer's; nothing is changed then.
  func setIdentities(_ identities: [CustomerIdentity], ofCustomer number: Int64) throws

  /// Stores an account, in place of the one of the same network and handle.
  func putAccount(_ account: StoredAccount, ofCustomer number: Int64) throws

  /// Forgets an account and the history of its counts.
  /// - Returns: whether there was one.
  func removeAccount(ofCustomer number: Int64, network: String, handle: String) throws -> Bool

  /// Adds to the history of an account's counts, one for each time of observation, the last said, and keeps the newest
  /// `keep` of them. The account itself need not be stored.
  func record(_ count: ObservedCount, ofCustomer number: Int64, keep: Int) throws

  /// Stores a purchase.
  /// - Returns: false where one of the same id is stored; then nothing is changed.
  func addPurchase(_ purchase: StoredPurchase, ofCustomer number: Int64) throws -> Bool

  /// Erases all that is stored of a customer, whether or not there is a profile: identities, accounts, counts, purchases,
  /// the tickets that are over, the decisions on all tickets and their idempotency keys, the messages in the outbox. What
  /// is another customer's by now stays. Contacts stay as numbers, without the customer, the ticket's id and the story's.
  /// The customer's stories lose author, text and address, but go on to be watched.
  ///
  /// Tickets that wait or are leased have to be scored again beforehand without what they say of the customer
  /// (``TicketTransaction/rescore(number:_:)`` with a change that names no customer). They stand by that decision and keep
  /// their ids; the decisions before it go too.
  /// - Throws: a conflict where a ticket that waits or is leased names the customer; nothing is changed then.
  /// - Returns: whether anything was erased.
  func eraseCustomer(id: String) throws -> Bool
}
