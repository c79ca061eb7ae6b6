import FrontDoors
import Foundation

/// Reads one entry of `write_back`.
enum WriteBackReader {
  /// The entry; nil with its mistakes reported.
  ///
  /// - Parameter names: those of the entries before it.
  static func read(_ fields: inout YAMLFields, _ names: inout Set<String>) -> WriteBackConfiguration.Entry? {
    var (name, system) = ("", WriteBackSystem.webhook)
    fields.string("name", into: &name)
    if name.wholeMatch(of: #/[a-z0-9][a-z0-9_-]{0,31}/#) == nil {
      fields.wrong("name", expected: "up to 32 of a…z, 0…9, _ and -, the first a letter or digit")
    } else if !names.insert(name).inserted {
      fields.wrong("name", found: "the name of another", expected: "one of its own")
    }
    fields.choice("system", into: &system)
    if !fields.has("system") {
      let all = WriteBackSystem.allCases.map(\.rawValue).joined(separator: ", ")
      fields.wrong("system", expected: "one of \(all)")
    }
    var target = WriteBackTarget(name: name, system: system, url: address(&fields, system) ?? "")
    target.account = identity("account", &fields, system.accountMeaning)
    target.user = identity("user", &fields, system.userMeaning)
    target.ticketPrefix = system.defaultTicketPrefix
    fields.string("tickets", into: &target.ticketPrefix)
    if let events = events(&fields, system) { target.events = events }
    target.priorities = priorities(&fields, system)
    timing(&fields, &target)
    let key = system == .webhook ? "secret" : "token"
    var secret: SecretSource?
    fields.secret(key, into: &secret)
    if !fields.has(key) { fields.wrong(key, expected: SecretSource.rule) }
    return secret.map { WriteBackConfiguration.Entry(target: target, secret: $0) }
  }

  /// The address without a slash at its end. It is never repeated: it may have a password in it.
  private static func address(_ fields: inout YAMLFields, _ system: WriteBackSystem) -> String? {
    var (text, allowsPlain) = (system.defaultURL ?? "", false)
    fields.string("url", into: &text)
    fields.bool("allow_plain", into: &allowsPlain)
    func refuse(_ found: String, _ expected: String) -> String? {
      fields.wrong("url", found: found, expected: expected)
      return nil
    }
    let rule = "an address such as https://helpdesk.example.com"
    if text.isEmpty { return refuse("nothing", rule) }
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), let parts = URLComponents(string: text),
      let scheme = parts.scheme?.lowercased(), scheme == "https" || scheme == "http", let host = parts.host,
      !host.isEmpty, parts.fragment == nil
    else { return refuse("something else", rule) }
    if parts.user != nil || parts.password != nil { return refuse("an address with a user in it", rule) }
    if parts.query != nil, system != .webhook { return refuse("an address with a query", rule) }
    let name = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    if scheme == "http", !allowsPlain, !Loopback.contains(name) {
      return refuse(
        "http, by which everybody on the way can read the secret",
        "https, or allow_plain: true for a network of your own")
    }
    if system == .webhook { return text }
    return String(text.reversed().drop { $0 == "/" }.reversed())
  }

  /// An account or a user, where the system has such; a number in the file is as good as a text.
  private static func identity(_ key: String, _ fields: inout YAMLFields, _ meaning: String?) -> String {
    guard let meaning else { return "" }
    var text = ""
    fields.string(key, into: &text)
    let isFit = !text.isEmpty && text.utf8.count <= 200 && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    if !isFit || (key == "user" && text.contains(":")) { fields.wrong(key, expected: meaning) }
    return text
  }

  private static func events(_ fields: inout YAMLFields, _ system: WriteBackSystem) -> Set<Notice.Event>? {
    guard fields.has("on") else { return nil }
    var names: [String] = []
    fields.strings("on", into: &names)
    let known = names.compactMap { Notice.Event(name: $0) }.filter(system.events.contains)
    if known.count < names.count || known.isEmpty {
      let expected = Notice.Event.allCases.filter(system.events.contains).map(\.name).joined(separator: ", ")
      fields.wrong("on", expected: "a list of some of \(expected)")
    }
    return Set(known)
  }

  private static func priorities(_ fields: inout YAMLFields, _ system: WriteBackSystem) -> [String: String] {
    var priorities: [String: String] = [:]
    fields.fields("priorities") { inner in
      for tier in inner.keys {
        var word = ""
        inner.string(tier, into: &word)
        if !system.isPriority(word) { inner.wrong(tier, expected: system.priorityRule) }
        priorities[tier] = word
      }
    }
    return priorities
  }

  private static func timing(_ fields: inout YAMLFields, _ target: inout WriteBackTarget) {
    var hours = target.retries.giveUpAfterSeconds / 3600
    fields.number("timeout_seconds", into: &target.timeoutSeconds)
    fields.number("give_up_hours", into: &hours)
    if !(0.1...120).contains(target.timeoutSeconds) {
      fields.wrong("timeout_seconds", expected: "a number from 0.1 to 120")
    }
    if !(0...8760).contains(hours) { fields.wrong("give_up_hours", expected: "a number from 0 to 8760") }
    target.retries.giveUpAfterSeconds = hours * 3600
  }
}
