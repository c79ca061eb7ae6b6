import Scoring
import Storage

/// What the watch of incidents has learnt, as it is stored: numbers one after the other, a state for each topic and one
/// for all together. And the outages of follower counts.
enum WatchStates {
  struct Change: Equatable, Sendable {
    let name: String
    /// Nil: it is forgotten.
    let state: [UInt8]?
  }

  private static let common = "incidents"
  private static let outageName = "outages"
  private static let topics = "incidents/"

  /// What there is to store, what is forgotten first.
  static func changes(_ changes: WatchChanges) -> [Change] {
    changes.forgotten.map { Change(name: topics + $0, state: nil) }
      + changes.topics.map { Change(name: topics + $0.topic, state: bytes(numbers($0))) }
      + (changes.watch.map { [Change(name: common, state: bytes(numbers($0)))] } ?? [])
  }

  /// The watch as it was stored; nil where none was, or one that cannot be.
  static func incidents(from reading: any StoreReading, _ settings: IncidentSettings) throws -> IncidentWatch? {
    guard let watch = try reading.state(common).flatMap(doubles).flatMap(watch) else { return nil }
    var records: [TopicRecord] = []
    try reading.eachState(prefix: topics) { name, state in
      if let record = doubles(state).flatMap({ topic(String(name.dropFirst(topics.count)), $0) }) {
        records.append(record)
      }
    }
    return IncidentWatch(restoring: watch, topics: records, settings: settings)
  }

  /// Outages of follower counts.
  static func change(_ outages: [ClosedRange<Double>]) -> Change {
    Change(name: outageName, state: bytes(outages.flatMap { [$0.lowerBound, $0.upperBound] }))
  }

  static func outages(from reading: any StoreReading) throws -> [ClosedRange<Double>] {
    let numbers = try reading.state(outageName).flatMap(doubles) ?? []
    return stride(from: 0, to: numbers.count - 1, by: 2).compactMap { index in
      numbers[index] <= numbers[index + 1] ? numbers[index]...numbers[index + 1] : nil
    }
  }

  private static func numbers(_ watch: WatchRecord) -> [Double] {
    [
      watch.startedAt, watch.time, watch.hourTickets, watch.hourSeconds, watch.wobbleWeight, watch.wobbleSum,
      watch.topicRate, watch.topicShape,
    ] + watch.counts + watch.hours
  }

  private static func watch(_ numbers: [Double]) -> WatchRecord? {
    let slots = 168
    guard numbers.count == 8 + 2 * slots else { return nil }
    return WatchRecord(
      startedAt: numbers[0], time: numbers[1], hourTickets: numbers[2], hourSeconds: numbers[3],
      counts: Array(numbers[8..<8 + slots]), hours: Array(numbers[(8 + slots)...]), wobbleWeight: numbers[4],
      wobbleSum: numbers[5], topicRate: numbers[6], topicShape: numbers[7])
  }

  private static func numbers(_ topic: TopicRecord) -> [Double] {
    let all = [
      topic.firstSeenAt, topic.time, topic.normal, topic.fresh, topic.fast, topic.slow, topic.rise,
      topic.riseStartedAt, Double(topic.riseTickets), topic.fadingSince ?? .nan,
      topic.sustainedAt,
    ]
    guard let incident = topic.incident else { return all }
    return all + [
      incident.startedAt, Double(incident.size), incident.expected, incident.probability, incident.peakProbability,
    ]
  }

  private static func topic(_ name: String, _ numbers: [Double]) -> TopicRecord? {
    guard numbers.count == 11 || numbers.count == 16, let tickets = Int(exactly: numbers[8]) else { return nil }
    var topic = TopicRecord(topic: name, firstSeenAt: numbers[0])
    topic.time = numbers[1]
    topic.normal = numbers[2]
    topic.fresh = numbers[3]
    topic.fast = numbers[4]
    topic.slow = numbers[5]
    topic.rise = numbers[6]
    topic.riseStartedAt = numbers[7]
    topic.riseTickets = tickets
    topic.fadingSince = numbers[9].isNaN ? nil : numbers[9]
    topic.sustainedAt = numbers[10]
    if numbers.count == 16, let size = Int(exactly: numbers[12]) {
      topic.incident = Incident(
        topic: name, startedAt: numbers[11], size: size, expected: numbers[13], probability: numbers[14],
        peakProbability: numbers[15])
    }
    return topic
  }

  private static func bytes(_ numbers: [Double]) -> [UInt8] {
    numbers.flatMap { number in withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) } }
  }

  private static func doubles(_ bytes: [UInt8]) -> [Double]? {
    guard bytes.count % 8 == 0 else { return nil }
    return bytes.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: 8).map {
        Double(bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self)))
      }
    }
  }
}
