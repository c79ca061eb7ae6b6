import Scoring
import TestSupport
import Testing

@testable import HeedService

@Suite("Files of transactions")
struct TransactionFileTests {
  private func read(_ text: String, _ columns: String? = nil) throws -> TransactionFile {
    let columns = try columns.map { try #require(TransactionColumns($0)) } ?? .usual
    return try TransactionFile(Array(text.utf8), path: "sales", columns: columns)
  }

  /// Three purchases of two customers: on 2 January, and on 2 and 9 January 1997.
  private func expectThree(_ file: TransactionFile, _ text: String) throws {
    #expect(file.refused == 0 && file.customers == 2 && file.log.count == 3, "\(text): \(file.complaints)")
    let sample = try file.log.sample()
    #expect(sample.firstDay == 9863 && sample.observationEnd == 9870, "\(text)")
    #expect(sample.histories == [.init(x: 1, tx: 1, T: 1, meanValue: 29.5), .init(x: 0, tx: 0, T: 1)], "\(text)")
  }

  @Test(
    "Commas, semicolons, tabs and spaces, with headings and without, quoted or not, are told apart",
    arguments: [
      ("customer,date,value\na,1997-01-02,11.77\na,1997-01-09,29.5\nb,1997-01-02,12\n", nil),
      ("# a comment, here\nCustomer, Date ,VALUE\r\na,19970102,1\r\na,19970109,29.50\r\n\r\nb,19970102,12", nil),
      ("\u{FEFF}customer,date,value\na,1997-01-02,11.77\na,1997-01-09,29.5\nb,1997-01-02,12", nil),
      ("a;1997-01-02;11,77\na;1997-01-09;29,5\nb;1997-01-02;12", nil),
      ("total\tclient\twhen\n1\ta\t1997-01-02\n29.5\ta\t1997-01-09\n2\tb\t1997-01-02\n", "client,when,total"),
      (" 4 a 19970102  2   29.33\n 4 a 19970109  2   29.5\n 5 b 19970102 1 3\n", "2,3,5"),
      ("id,on,sum\na,1997-01-02,1\na,1997-01-09,29.5\nb,1997-01-02,1", "1,2,3"),
      ("value,customer,date\n1,\"a\",1997-01-02\n\"29.5\",a,1997-01-09\n2,\"b\",1997-01-02", nil),
      ("\"a\";\"1997-01-02\";\"11,77\"\n\"a\";\"1997-01-09\";\"29,5\"\n\"b\";\"1997-01-02\";\"12\"", "1,2,3"),
      ("a,1997-01-02T23:59:59-08:00,1\na,1997-01-09 10:00:00,29.5\nb,1997-01-02T00:00:00Z,12", nil),
    ] as [(String, String?)])
  func formats(text: String, columns: String?) throws {
    try expectThree(try read(text, columns), text)
  }

  @Test("Rows that cannot be read are named by line, returns are counted, and the rest is read")
  func refused() throws {
    let file = try read(
      """
      customer,date,value
      a,1997-01-02,11.77
      ,1997-01-02,5
      a,1997-02-30,5
      a,tomorrow,5
      a,1997-01-03,"five, or so"
      a,1997-01-03,nan
      a,1997-01-03
      b,1997-01-04,-5
      a,1997-01-05,0
      """)
    #expect(file.refused == 6 && file.returns == 1 && file.log.count == 2 && file.customers == 1)
    for (complaint, words) in zip(
      file.complaints,
      [
        "line 3: expected a customer, found nothing", "line 4: expected a date", "line 5: expected a date",
        "line 6: expected a value such as 19.90, found five, or so", "line 7: expected a value",
        "line 8: expected 3 columns, found 2",
      ])
    {
      #expect(complaint.hasPrefix(words), "\(complaint)")
    }
    let many = try read("customer,date,value\n" + String(repeating: "a,b,c\n", count: 100))
    #expect(many.refused == 100 && many.complaints.count == 20)
  }

  @Test("Columns that are not there are named, and what are no columns is refused")
  func columns() {
    for (text, columns, expected) in [
      ("a,b,c\n1,2,3\n", nil, "customer, date and value; or say which are, as in --columns 1,2,3"),
      ("a,b,c\n1,2,3\n", "a,when,total", "when, total"), ("1,19970102,5\n", "1,2,4", "column 4"),
    ] as [(String, String?, String)] {
      #expect {
        try read(text, columns)
      } throws: {
        ($0 as? FileError)?.problems.first?.expected == expected
      }
    }
    for text in ["", "a,b", "a,b,c,d", "a,,c", "0,1,2"] { #expect(TransactionColumns(text) == nil, "\(text)") }
    #expect(throws: Never.self) { try read("") }
  }

  @Test("Progress is told of as rows are read")
  func progress() throws {
    var told: [Int] = []
    let rows = String(repeating: "a,19970102,1\n", count: 250_000)
    let file = try TransactionFile(Array(rows.utf8), path: "sales") { told.append($0) }
    #expect(told == [100_000, 200_000] && file.log.count == 250_000)
  }
}
