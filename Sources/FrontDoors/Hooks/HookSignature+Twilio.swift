extension HookSignature {
  /// Twilio signs the URL and behind it each parameter of the form, name and value, in the order of their names; where
  /// the body is no form, the URL alone, which then has the hash of the body in its query (`bodySHA256`).
  /// See "Validating signatures from Twilio" in Twilio's documentation on security.
  func checkTwilio(_ request: HookRequest, _ now: Double) throws(HookRefusal) {
    let name = "X-Twilio-Signature"
    let code = try base64(try needed(name, of: request), name, .sha1)
    var parameters: [(name: String, value: String)] = []
    if let hash = query("bodySHA256", of: request.url) {
      guard let hash = HookText.hex(hash), hash.count == HookDigest.sha256.count else {
        throw HookRefusal(.malformed, "bodySHA256 in the URL is not 64 hexadecimal digits")
      }
      guard HookDigest.areEqual(hash, HookDigest.sha256(request.body)) else {
        throw HookRefusal(.wrong, "the body is not the one that bodySHA256 in the URL stands for")
      }
    } else if request.isForm {
      guard let form = HookForm(request.body) else {
        throw HookRefusal(.malformed, "the form has more than \(HookForm.most) parameters")
      }
      parameters = form.parameters
    } else if !request.body.isEmpty {
      throw HookRefusal(.missing, "the body is no form, and the URL has no bodySHA256 that would be signed with it")
    }
    try compareTwilio(code, request.url, parameters)
    // TaskRouter's callbacks have their time among the parameters, so that it is signed. Names and values are signed
    // without anything between: with another name for the time a captured one would have none, so it must be there.
    guard parameters.contains(where: { $0.name == "EventType" }) else { return }
    guard let text = parameters.first(where: { $0.name == "Timestamp" })?.value, let time = HookText.time(text) else {
      throw HookRefusal(.missing, "the parameter Timestamp is missing, or is no time")
    }
    try checkAge(time, now)
  }

  /// Twilio writes the usual port into the URL that it signs, or not, as it called it.
  private func compareTwilio(
    _ code: [UInt8], _ url: String, _ parameters: [(name: String, value: String)]
  ) throws(HookRefusal) {
    let sorted = Dictionary(grouping: parameters, by: \.name).sorted {
      $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }
    let text = sorted.map { name, values in
      Set(values.map(\.value)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { name + $0 }.joined()
    }
    .joined()
    var refusal: HookRefusal?
    for url in urls(url) {
      do {
        return try compare([code], to: Array((url + text).utf8), .sha1)
      } catch {
        refusal = error
      }
    }
    guard var refusal else { return }
    refusal.detail += "; Twilio signs the URL that it calls, so see that public_url is that one"
    throw refusal
  }

  /// The URL as it stands, and with the scheme's usual port added or left out.
  private func urls(_ url: String) -> [String] {
    guard let scheme = ["https://", "http://"].first(where: url.lowercased().hasPrefix) else { return [url] }
    let port = scheme == "https://" ? ":443" : ":80"
    let rest = url.dropFirst(scheme.count)
    let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    let host = rest[..<end]
    let start = String(url.prefix(scheme.count))
    if host.hasSuffix(port) { return [url, start + String(host.dropLast(port.count) + rest[end...])] }
    let hasPort = host.last != "]" && host.contains { $0 == ":" }
    return hasPort ? [url] : [url, start + String(host + port + rest[end...])]
  }

  private func query(_ name: String, of url: String) -> String? {
    guard let mark = url.firstIndex(of: "?") else { return nil }
    return HookForm(Array(url[url.index(after: mark)...].utf8))?.parameters.first { $0.name == name }?.value
  }
}
