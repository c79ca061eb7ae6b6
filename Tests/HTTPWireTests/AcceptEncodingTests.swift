import Testing

@testable import HTTPWire

@Suite("Accept-Encoding")
struct AcceptEncodingTests {
  private func prefersGzip(_ values: [String]) -> Bool {
    let bytes = values.map { Array($0.utf8) }
    func read(_ index: Int, _ views: [UnsafeRawBufferPointer]) -> Bool {
      guard index < bytes.count else { return AcceptEncoding(views).prefersGzip }
      return bytes[index].withUnsafeBytes { read(index + 1, views + [$0]) }
    }
    return read(0, [])
  }

  @Test(
    "gzip is wanted",
    arguments: [
      ["gzip"], ["GZip"], ["x-gzip"], ["deflate, gzip"], ["gzip, deflate, br, zstd"], ["gzip;q=1.0"], ["gzip;q=0.001"],
      ["gzip ; q=0.5"], ["gzip;Q=0.5"], ["gzip;q=1."], ["*"], ["*;q=0.1"], ["br;q=1.0, *;q=0.5"],
      ["identity;q=0, gzip"],
      ["identity;q=0, *"], ["gzip, identity"], ["gzip;q=0.5, identity;q=0.5"], ["gzip;q=0.9, identity;q=0.899"],
      ["gzip, identity;q=0"], ["br", "gzip"], ["", "gzip"], [" , ,gzip,"], ["\tgzip\t"], ["gzip;q=1, *;q=0"],
      ["identity;q=0.5, *;q=0.6"], ["gzip;q=1.000"],
    ])
  func wanted(_ values: [String]) {
    #expect(prefersGzip(values))
  }

  @Test(
    "gzip is not wanted",
    arguments: [
      [], [""], ["identity"], ["br"], ["deflate"], ["gzip;q=0"], ["gzip;q=0.0"], ["gzip;q=0.000"], ["*;q=0"],
      ["gzip;q=0, *"], ["x-gzip;q=0, *"], ["*;q=0.5, gzip;q=0"], ["identity, gzip;q=0.5"], ["identity, *;q=0.5"],
      ["identity;q=0.6, *;q=0.5"], ["gzip, gzip;q=0"], ["gzip", "gzip;q=0"], ["gzipped"], ["gzi"], ["identity;q=0"],
      ["gzip;q=0, identity;q=0"],
    ])
  func unwanted(_ values: [String]) {
    #expect(!prefersGzip(values))
  }

  @Test(
    "what does not follow the grammar counts as nothing",
    arguments: [
      ["gzip;q=1.1"], ["gzip;q=2"], ["gzip;q=-1"], ["gzip;q=.5"], ["gzip;q=0.5555"], ["gzip;q=1.001"], ["gzip;q="],
      ["gzip;q"], ["gzip;"], ["gzip;q=a"], ["gzip;q =0.5"], ["gzip;q= 0.5"], ["gzip;level=1"], ["gzip;q=0.5;x=1"],
      ["gzip deflate"], ["gzip, d(x)"], ["\"gzip\""], ["gzip", ";q=1"], ["gzip=1"], ["gzip;q=0,5;"], ["gzip;q=0.5x"],
    ])
  func malformed(_ values: [String]) {
    #expect(!prefersGzip(values))
  }
}
