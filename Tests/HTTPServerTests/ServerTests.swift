import Testing

/// Tests with real sockets. One after the other: some count time.
@Suite(.serialized)
struct ServerTests {}
