/// The request methods the server implements. `CONNECT`, `TRACE` and unknown ones are refused with 501.
public enum Method: String, Hashable, Sendable, CaseIterable {
  case get = "GET"
  case head = "HEAD"
  case post = "POST"
  case put = "PUT"
  case patch = "PATCH"
  case delete = "DELETE"
  case options = "OPTIONS"

  /// The method spelled by `bytes`, case-sensitive; nil if it is not implemented.
  init?(_ bytes: UnsafeRawBufferPointer) {
    switch bytes.count {
    case 3 where bytes.equals("GET"): self = .get
    case 3 where bytes.equals("PUT"): self = .put
    case 4 where bytes.equals("POST"): self = .post
    case 4 where bytes.equals("HEAD"): self = .head
    case 5 where bytes.equals("PATCH"): self = .patch
    case 6 where bytes.equals("DELETE"): self = .delete
    case 7 where bytes.equals("OPTIONS"): self = .options
    default: return nil
    }
  }
}
