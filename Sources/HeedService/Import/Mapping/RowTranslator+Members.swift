import JSON

// Members by the kind of their values. A group is written once there is something in it.
extension RowTranslator {
  enum Kind {
    case text, number, yesNo, time
  }

  func text(_ field: ImportField, _ key: StaticString) { write(rule(field), key, as: .text) }
  func number(_ field: ImportField, _ key: StaticString) { write(rule(field), key, as: .number) }
  func yesNo(_ field: ImportField, _ key: StaticString) { write(rule(field), key, as: .yesNo) }
  func time(_ field: ImportField, _ key: StaticString) { write(rule(field), key, as: .time) }

  func group(_ name: StaticString, _ members: () -> Void) {
    groups.append(name)
    members()
    if opened == groups.count {
      json.endObject()
      opened -= 1
    }
    groups.removeLast()
  }

  func member(_ key: StaticString, _ value: () -> Void) {
    while opened < groups.count {
      json.key(groups[opened]).beginObject()
      opened += 1
    }
    json.key(key)
    value()
  }

  func write(_ rule: BoundRule?, _ key: StaticString, as kind: Kind) {
    guard let rule, let row else { return }
    let cell = finder.cell(rule, of: row)
    if cell.isEmpty { return }
    if let expected = rule.refusal(of: cell) { return wrong(rule, cell, expected) }
    switch kind {
    case .text: member(key) { json.string(utf8: cell) }
    case .number:
      number(cell, rule) { bytes in member(key) { bytes.withUnsafeBytes { json.raw($0) } } }
    case .yesNo:
      if let isYes = rule.isYes(cell, mapping) {
        member(key) { json.bool(isYes) }
      } else {
        wrong(rule, cell, "yes or no, as one of \(rule.words(mapping))")
      }
    case .time:
      if let seconds = seconds(cell, rule) { member(key) { json.time(Int(seconds.rounded(.down))) } }
    }
  }

  /// Days that a column counts, or that have passed since the date in another.
  func days(_ field: ImportField, or date: ImportField, _ key: StaticString, olderBy age: Double) {
    if let column = rule(date), let row {
      let cell = finder.cell(column, of: row)
      if !cell.isEmpty {
        guard let seconds = seconds(cell, column) else { return }
        // Today may have begun elsewhere and not in UTC.
        guard seconds <= now + 86_400 else { return wrong(column, cell, "a date that is past") }
        return member(key) { json.number(max(0, now - seconds) / 86_400) }
      }
    }
    guard let column = rule(field), let row else { return }
    let cell = finder.cell(column, of: row)
    if cell.isEmpty { return }
    number(cell, column) { bytes in
      let days = age > 0 ? Double(String(decoding: bytes, as: UTF8.self)) ?? 0 : -1
      member(key) {
        // What is wrong is to be shown as it stands.
        if days >= 0 { json.number(days + age) } else { bytes.withUnsafeBytes { json.raw($0) } }
      }
    }
  }

  func number(_ cell: Cell, _ rule: BoundRule, _ body: ([UInt8]) -> Void) {
    if rule.number.read(cell) { body(rule.number.json) } else { wrong(rule, cell, rule.number.expectation) }
  }

  func seconds(_ rule: BoundRule?) -> Double? {
    guard let rule, let row else { return nil }
    let cell = finder.cell(rule, of: row)
    return cell.isEmpty ? nil : seconds(cell, rule)
  }

  func seconds(_ cell: Cell, _ rule: BoundRule) -> Double? {
    let seconds = rule.date.seconds(cell)
    if seconds == nil { wrong(rule, cell, rule.date.expectation) }
    return seconds
  }

  func text(_ rule: BoundRule?) -> String? {
    guard let rule, let row else { return nil }
    let cell = finder.cell(rule, of: row)
    return cell.isEmpty ? nil : cell.text
  }

  func wrong(_ rule: BoundRule, _ cell: Cell, _ expected: String) {
    let problem = "\(rule.name): expected \(expected), found \(cell.shown)"
    if !problems.contains(problem) { problems.append(problem) }
  }
}
