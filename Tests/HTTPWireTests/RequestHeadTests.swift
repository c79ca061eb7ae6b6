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

  @Test("each method by its name", arguments: Method.allCases)
  func methods(method: Method) {
    let target = method == .options ? "*" : "/"
    let driver = Driver()
    driver.receive("\(method.rawValue) \(target) HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
    #expect(driver.log == ["\(method.rawValue) \(target == "*" ? "" : "/")"])
  }
}
