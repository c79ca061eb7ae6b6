import Testing

@testable import HTTPWire

@Suite("The head of a request")
struct RequestHeadTests {
  @Test("views of everything that was sent")
  func views() {
    let driver = Driver()
    driver.defersAnswers = true
    driver.receive(
      "\r\nPUT /a%20b?c=d HTTP/1.1\r\nHost: example.org\r\nX-One:  a b \t\r\nx-ONE: c\r\nContent-Length: 2\r\n\r\nhi")
    let head = driver.machine.head
    #expect(head.method == .put)
    #expect(head.target.equals("/a%20b?c=d"))
    #expect(head.path.equals("/a%20b"))
    #expect(head.query?.equals("c=d") == true)
    #expect(head.minorVersion == 1)
    #expect(head.contentLength == 2)
    #expect(head.keepsAlive == true)
    #expect(head.fieldCount == 4)
    #expect(head["x-one"]?.equals("a b") == true)
    #expect(head["x-two"] == nil)
    #expect(head.count(of: "x-one") == 2)
    #expect(head.field(at: 2).name.equals("x-ONE"))
    #expect(head.field(at: 2).value.equals("c"))
    #expect(driver.machine.body.equals("hi"))
  }

  @Test("the field lines as received", arguments: ["", "\r\n"])
  func fieldLines(before: String) {
    let driver = Driver()
    driver.defersAnswers = true
    let lines = "hOST:  a\t\r\nX: b\r\nx:\r\n"
    driver.receive("\(before)GET /a HTTP/1.1\r\n\(lines)\r\nGET /b HTTP/1.0\r\n\r\n")
    #expect(String(decoding: driver.machine.head.fieldLines, as: UTF8.self) == lines)
    driver.answerDeferred(body: "")
    #expect(driver.log == ["GET /a", "GET /b"])
    #expect(driver.machine.head.fieldLines.isEmpty)
  }

  @Test(
    "OPTIONS about the whole server has no path", arguments: [("*", true), ("http://a", true), ("http://a?", false)])
  func wholeServer(target: String, isWhole: Bool) {
    let driver = Driver()
    driver.defersAnswers = true
    driver.receive("OPTIONS \(target) HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(driver.machine.head.path.isEmpty == isWhole)
  }

  @Test("each method by its name", arguments: Method.allCases)
  func methods(method: Method) {
    let target = method == .options ? "*" : "/"
    let driver = Driver()
    driver.receive("\(method.rawValue) \(target) HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
    #expect(driver.log == ["\(method.rawValue) \(target == "*" ? "" : "/")"])
  }
}
