import FrontDoors
import Foundation
import HTTPServer
import Logging

extension ServiceConfiguration {
  /// Reads a configuration file over the defaults.
  ///
  /// - Throws: ``FileError`` with all mistakes.
  public static func load(path: String) throws(FileError) -> ServiceConfiguration {
    var configuration = ServiceConfiguration()
    try configuration.read(path: path)
    return configuration
  }

  /// Takes what a configuration file says. The policy is `policy.yaml` beside it unless it names another; the folder of
  /// data stays what it was unless it names one.
  ///
  /// - Throws: ``FileError`` with all mistakes; what is good in the file has been taken all the same.
  public mutating func read(path: String) throws(FileError) {
    policy = "policy.yaml"
    let unnamed = data
    data = ""
    defer {
      resolve(from: path)
      if data == "" { data = unnamed }
    }
    let text: String
    do {
      text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
    } catch {
      let problem = FileProblem(
        line: nil, field: "", found: FileReason.reading(path),
        expected: "a file in UTF-8; name a configuration with --config or HEED_CONFIG")
      throw FileError(path: path, problems: [problem])
    }
    try YAMLReport.read(text, path: path) { fields, report in
      read(&fields)
      for problem in problems() {
        report.add(problem.field, found: problem.found, expected: problem.expected)
      }
    }
  }

  /// Makes paths that are relative to `file` relative to the current folder.
  private mutating func resolve(from file: String) {
    func resolve(_ path: String) -> String {
      URL(filePath: path, relativeTo: URL(filePath: file)).path(percentEncoded: false)
    }
    policy = resolve(policy)
    access.keys = access.keys.map(resolve)
    data = data.map { $0.isEmpty ? $0 : resolve($0) }
    tls.resolve(from: file)
    hooks = hooks.mapValues { $0.resolved(from: file) }
    badges.secret = badges.secret?.resolved(from: file)
    writeBack.resolve(from: file)
  }

  /// Takes what the environment sets: `HEED_HOST`, `HEED_PORT`, `HEED_REUSE_PORT`, `HEED_THREADS`, `HEED_POLICY`,
  /// `HEED_DATA`, `HEED_KEYS`, `HEED_LOG_LEVEL`, `HEED_ALLOW_OPEN_ACCESS`, `HEED_TLS_CERT`, `HEED_TLS_KEY`.
  ///
  /// - Throws: ``FileError`` with all mistakes.
  public mutating func apply(environment: [String: String]) throws(FileError) {
    var problems: [FileProblem] = []
    func refuse(_ name: String, _ expected: String) {
      let found = "\"\(environment[name] ?? "")\""
      problems.append(FileProblem(line: nil, field: name, found: found, expected: expected))
    }
    if let value = environment["HEED_HOST"] { host = value }
    if let value = environment["HEED_POLICY"] { policy = value }
    if let value = environment["HEED_DATA"] { name(data: value) }
    if let value = environment["HEED_KEYS"] { access.name(keys: value) }
    if let value = environment["HEED_PORT"] {
      if let number = Int(value) { port = number } else { refuse("HEED_PORT", "a whole number") }
    }
    if let value = environment["HEED_REUSE_PORT"] {
      if let flag = Bool(value) { reusePort = flag } else { refuse("HEED_REUSE_PORT", "true or false") }
    }
    if let value = environment["HEED_THREADS"] {
      if let number = Int(value) { threads = number } else { refuse("HEED_THREADS", "a whole number") }
    }
    if let value = environment["HEED_LOG_LEVEL"] {
      if let level = Logger.Level(rawValue: value) {
        logLevel = level
      } else {
        refuse("HEED_LOG_LEVEL", Self.logLevels)
      }
    }
    if let value = environment["HEED_ALLOW_OPEN_ACCESS"] {
      if let flag = Bool(value) { allowOpenAccess = flag } else { refuse("HEED_ALLOW_OPEN_ACCESS", "true or false") }
    }
    tls.replace(certificate: environment["HEED_TLS_CERT"], key: environment["HEED_TLS_KEY"])
    problems += self.problems()
    if !problems.isEmpty { throw FileError(path: "environment", problems: problems) }
  }

  private mutating func read(_ fields: inout YAMLFields) {
    fields.string("host", into: &host)
    fields.integer("port", into: &port)
    fields.bool("reuse_port", into: &reusePort)
    fields.integer("threads", into: &threads)
    fields.string("policy", into: &policy)
    var folder = data ?? Self.none
    fields.string("data", into: &folder)
    name(data: folder)
    fields.fields("queue") { queue.read(&$0) }
    fields.fields("memory") { memory.read(&$0) }
    fields.fields("hooks") { readHooks(&$0) }
    writeBack.read(&fields)
    fields.fields("badges") { badges.read(&$0) }
    fields.fields("telephony") { telephony.read(&$0) }
    fields.number("policy_check_seconds", into: &policyCheckSeconds)
    fields.choice("log_level", into: &logLevel)
    fields.bool("allow_open_access", into: &allowOpenAccess)
    fields.fields("access") { access.read(&$0) }
    fields.fields("limits") { fields in
      fields.integer("body_bytes", into: &limits.bodyBytes)
      fields.integer("batch_body_bytes", into: &limits.batchBodyBytes)
      fields.integer("batch_items", into: &limits.batchItems)
      fields.integer("connections", into: &limits.connections)
      fields.integer("connections_per_address", into: &limits.connectionsPerAddress)
      fields.number("header_seconds", into: &limits.headerSeconds)
      fields.number("idle_seconds", into: &limits.idleSeconds)
      fields.integer("body_bytes_per_second", into: &limits.bodyBytesPerSecond)
      fields.number("write_stall_seconds", into: &limits.writeStallSeconds)
    }
    fields.fields("tls") { tls.read(&$0) }
    fields.fields("gzip") { fields in
      fields.bool("responses", into: &gzip.responses)
      fields.integer("least_bytes", into: &gzip.leastBytes)
    }
    fields.fields("drain") { fields in
      fields.number("pause_seconds", into: &drain.pauseSeconds)
      fields.number("idle_seconds", into: &drain.idleSeconds)
      fields.number("deadline_seconds", into: &drain.deadlineSeconds)
    }
  }

  /// Entries by name; one with the name of a system need not say which it is.
  private mutating func readHooks(_ fields: inout YAMLFields) {
    for name in fields.keys {
      var hook = hooks[name] ?? HookConfiguration(system: .generic)
      fields.fields(name) { hook.read(&$0) }
      hooks[name] = hook
    }
  }

  /// All values that are out of range.
  public func problems() -> [FileProblem] {
    var problems: [FileProblem] = []
    func check(_ field: String, _ value: Double, _ range: ClosedRange<Double>) {
      if range.contains(value) { return }
      let bounds = [range.lowerBound, range.upperBound].map { String(format: "%.10g", $0) }
      problems.append(
        FileProblem(
          line: nil, field: field, found: String(format: "%.10g", value),
          expected: "a number from \(bounds[0]) to \(bounds[1])"))
    }
    check("port", Double(port), 0...65535)
    check("threads", Double(threads), 0...1024)
    check("policy_check_seconds", policyCheckSeconds, 0.1...3600)
    check("limits.body_bytes", Double(limits.bodyBytes), 1024...1_048_576)
    check("limits.batch_body_bytes", Double(limits.batchBodyBytes), 1024...67_108_864)
    check("limits.batch_items", Double(limits.batchItems), 1...1_000_000)
    check("limits.connections", Double(limits.connections), 1...1_000_000)
    check("limits.connections_per_address", Double(limits.connectionsPerAddress), 0...1_000_000)
    check("limits.header_seconds", limits.headerSeconds, 0.1...3600)
    check("limits.idle_seconds", limits.idleSeconds, 0.1...86400)
    check("limits.body_bytes_per_second", Double(limits.bodyBytesPerSecond), 1...1_048_576)
    check("limits.write_stall_seconds", limits.writeStallSeconds, 0.1...3600)
    for (field, value, range) in queue.ranges + memory.ranges + badges.ranges + telephony.ranges {
      check(field, value, range)
    }
    check("gzip.least_bytes", Double(gzip.leastBytes), 0...1_048_576)
    check("drain.pause_seconds", drain.pauseSeconds, 0...3600)
    check("drain.idle_seconds", drain.idleSeconds, 0...3600)
    check("drain.deadline_seconds", drain.deadlineSeconds, 0...3600)
    return problems + access.problems() + tls.problems
  }

  private static let logLevels = "one of " + Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
}
