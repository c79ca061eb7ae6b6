/// What can be asked of the customers in a store.
public protocol CustomerReading {
  func customer(id: String) throws -> StoredCustomer?
  func customer(identity: CustomerIdentity) throws -> StoredCustomer?

  /// The identities of a customer, by kind and value.
  func identities(ofCustomer number: Int64) throws -> [CustomerIdentity]

  /// The accounts of a customer, by network and handle.
  func accounts(ofCustomer number: Int64) throws -> [StoredAccount]
  func account(ofCustomer number: Int64, network: String, handle: String) throws -> StoredAccount?

  /// The follower counts of a customer's accounts, the newest first.
  func counts(ofCustomer number: Int64) throws -> [ObservedCount]

  /// The purchases of a customer that were reported by themselves, the oldest first.
  func purchases(ofCustomer number: Int64) throws -> [StoredPurchase]

  /// How many customers are stored.
  func customerCount() throws -> Int
}
