/// A customer as a row tells of them.
struct ImportedCustomer: Sendable {
  /// The line that the row begins on, from 1.
  var line: Int
  var id: String
  var document: CustomerDocument
  /// Columns and fields that were left out, each as a sentence.
  var warnings: [String] = []
}
