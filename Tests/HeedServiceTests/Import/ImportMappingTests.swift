import Scoring
import Storage
import TestSupport
import Testing

@testable import HeedService

@Suite("Mappings of columns")
struct ImportMappingTests {
  private func days(since seconds: Double) -> Double { (ImportRows.now - seconds) / 86_400 }

  private func identities(_ customer: ImportedCustomer) -> Set<String> {
    Set(customer.document.allIdentities.map(\.text))
  }

  @Test("Salesforce's accounts")
  func salesforce() throws {
    let rows = try ImportRows(sample: "salesforce-accounts.csv", .csv, mapping: ImportPreset.salesforce.mapping())
    #expect(rows.refused.isEmpty)
    #expect(rows.unused == ["Account Name", "Type", "AnnualRevenue"])
    #expect(rows.customers.map(\.id) == ["001Kd00001AbCdEFGH", "001Kd00001AbCdEFGI", "001Kd00001AbCdEFGJ"])
    let ann = rows.customers[0].document
    #expect(ann.customer.lifetimeValue == 12_400)
    #expect(ann.customer.loyaltyLevel == "gold")
    #expect(ann.consent == true)
    #expect(ann.customer.tenureDays == days(since: 1_551_432_600))
    let purchases = try #require(ann.customer.purchases)
    #expect(purchases.count == 14 && purchases.averageValue == 310.5)
    #expect(purchases.firstDaysAgo == days(since: 1_552_089_600) && purchases.lastDaysAgo == days(since: 1_793_318_400))
    #expect(ann.accounts.map(\.handle) == ["ann_example"] && ann.accounts.first?.account.followers == 1200)
    #expect(identities(rows.customers[0]) == ["phone:+15550100101", "email:ann@example.com", "twitter:ann_example"])
    // A handle without counts finds the customer and says nothing of the account.
    #expect(rows.customers[1].document.accounts.isEmpty)
    #expect(
      identities(rows.customers[1])
        == [
          "phone:5550100102", "phone:5550100103", "email:bob@example.com", "email:shop@example.com",
          "twitter:bobsbikes",
        ])
    #expect(rows.customers[1].document.customer.loyaltyLevel == "silver")
    // A level that the mapping does not list is none.
    #expect(rows.customers[2].document.customer.loyaltyLevel == nil)
    #expect(rows.customers[2].document.consent == false)
    #expect(rows.customers[2].document.customer.purchases?.averageValue == 89.9)
  }

  @Test("HubSpot's contacts")
  func hubspot() throws {
    let rows = try ImportRows(sample: "hubspot-contacts.csv", .csv, mapping: ImportPreset.hubspot.mapping())
    #expect(rows.refused.isEmpty)
    #expect(rows.customers.map(\.id) == ["51", "52", "53"])
    #expect(rows.customers[0].document.customer.lifetimeValue == 12_400)
    #expect(rows.customers[0].document.customer.loyaltyLevel == "gold")
    #expect(rows.customers[1].document.customer.lifetimeValue == 980.5)
    #expect(identities(rows.customers[1]) == ["email:bob@example.com", "phone:+15550100102", "twitter:bobsbikes"])
    // What is no phone number is left out, and said.
    #expect(identities(rows.customers[2]) == ["email:cleo@example.com"])
    #expect(rows.customers[2].warnings.count == 1)
    #expect(rows.customers[2].warnings.first?.hasPrefix("Phone Number: expected a phone number") == true)
  }

  @Test("Zendesk's users, as NDJSON and as CSV")
  func zendesk() throws {
    let mapping = try ImportPreset.zendesk.mapping()
    let rows = try ImportRows(sample: "zendesk-users.ndjson", .ndjson, mapping: mapping)
    #expect(rows.refused.isEmpty)
    #expect(rows.customers.map(\.id) == ["35436", "35437", "35438"])
    let ann = rows.customers[0].document
    #expect(ann.customer.lifetimeValue == 12_400 && ann.customer.loyaltyLevel == "gold" && ann.consent == true)
    #expect(ann.accounts.first?.account.followers == 1200)
    #expect(rows.customers[1].document.customer.loyaltyLevel == "silver")
    #expect(rows.customers[1].document.customer.conduct.foundedClaims == 2)
    #expect(rows.customers[1].document.conduct == [.foundedClaims, .unfoundedClaims])
    #expect(rows.customers[2].document.customer.loyaltyLevel == nil)
    let csv = try ImportRows(sample: "zendesk-users.csv", .csv, mapping: mapping)
    #expect(csv.refused.isEmpty)
    #expect(csv.customers.map(\.document.customer.tenureDays) == rows.customers.map(\.document.customer.tenureDays))
    #expect(csv.customers[0].document.customer.loyaltyLevel == "gold")
  }

  @Test("Headings that are the fields' own names need no mapping")
  func headings() throws {
    let rows = try ImportRows(sample: "customers.csv", .csv, mapping: nil)
    #expect(rows.refused.isEmpty && rows.unused.isEmpty)
    #expect(rows.customers.map(\.id) == ["c-42", "c-43", "c-44"])
    #expect(rows.customers[0].document.accounts.first?.account.followers == 1200)
    #expect(rows.customers[2].document.consent == false)
    let other = try ImportRows("Customer.ID\tcustomer.lifetime_value\tsocial.consent\tshoe size\n7\t5\tY\t41\n", .tsv)
    #expect(other.customers.first?.id == "7")
    #expect(other.customers.first?.document.customer.lifetimeValue == 5)
    #expect(other.customers.first?.document.consent == true)
    #expect(other.unused == ["shoe size"])
    // Every field can be named so.
    let all = ImportMapping(headings: ImportMapping.headings)
    #expect(Set(all.fields.keys) == Set(ImportField.allCases))
    #expect(Set(all.accounts.first?.keys.map(\.self) ?? []) == Set(AccountField.allCases))
  }

  @Test("A refused row names its line, the column, what was expected and what was found")
  func refusals() throws {
    let mapping = try ImportRows.mapping(
      """
      id: Kundennummer
      decimal: ","
      dates: eu
      lifetime_value: Umsatz
      customer_since: Kunde seit
      consent: {column: Einwilligung, yes: [ja], no: [nein]}
      loyalty_level: {column: Stufe, values: {Gold: gold, Silber: silver}, other_values: refuse}
      purchases: {count: {constant: "3"}, first_days_ago: Erster, last_days_ago: Letzter}
      identities: {phone: Telefon}
      accounts: [{network: {constant: instagram}, followers: Follower}]
      """)
    let heading = "Kundennummer;Umsatz;Kunde seit;Einwilligung;Stufe;Erster;Letzter;Telefon;Follower\n"
    let good = "1;1.234,50;22.11.2020;ja;Gold;100;20;030 123456;5\n"
    let rows = try ImportRows(heading + good, mapping: mapping)
    #expect(rows.refused.isEmpty)
    let document = try #require(rows.customers.first?.document)
    #expect(document.customer.lifetimeValue == 1234.5)
    #expect(document.customer.purchases == Purchases(count: 3, firstDaysAgo: 100, lastDaysAgo: 20))
    #expect(document.customer.loyaltyLevel == "gold" && document.consent == true)
    for (bad, words) in [
      (";1;;;;;;;", ["Kundennummer", "expected an id"]),
      ("1;viel;;;;;;;", ["Umsatz", "expected a number such as 1.234,50", "\"viel\""]),
      ("1;1e300;;;;;;;", ["Umsatz", "from -1000000000000 to 1000000000000"]),
      ("1;;2020;;;;;;", ["Kunde seit", "expected a date such as 22.11.2026"]),
      ("1;;1.1.2099;;;;;;", ["Kunde seit", "a date that is past"]),
      ("1;;;vielleicht;;;;;", ["Einwilligung", "expected yes or no", "ja"]),
      ("1;;;;Blech;;;;", ["Stufe", "one of gold, silber", "\"Blech\""]),
      ("1;;;;;20;100;;", ["Letzter", "at most first_days_ago"]),
      ("1;;;;;;;;-5", ["Follower", "from 0 to 10000000000"]),
      ("1;;;;;;;;1,5", ["Follower", "a whole number"]),
      ("1;;;;;;;;;;x", ["expected 9 cells", "found 11"]),
      ("1;\"2\"3;;;;;;;", ["quote"]),
    ] {
      let rows = try ImportRows(heading + good + bad + "\n" + good, mapping: mapping)
      #expect(rows.customers.count == 2, "\(bad)")
      #expect(rows.refused.map(\.line) == [3], "\(bad)")
      for word in words { #expect(rows.refused.first?.detail.contains(word) == true, "\(bad): \(rows.refused)") }
    }
  }

  @Test("Objects without a mapping are what PUT takes, with the id beside; broken lines are refused")
  func objects() throws {
    let rows = try ImportRows(
      """
      {"id":"a","customer":{"lifetime_value":5},"identities":["phone:+49 30 1"],"shoe":41}
      {"id":7,"social":{"consent":true}}
      {"customer":{}}
      {"id":"b","customer":{"lifetime_value":"5"}}
      {"id":"c"
      [1]
      {"id":"d","id":"e"}

      """, .ndjson)
    #expect(rows.customers.map(\.id) == ["a", "7"])
    #expect(rows.customers[0].warnings == ["/shoe: unknown field, not used"])
    #expect(rows.customers[1].warnings.isEmpty)
    #expect(rows.refused.map(\.line) == [3, 4, 5, 6, 7])
    #expect(rows.refused[1].detail.contains("/customer/lifetime_value: expected a number"))
  }

  @Test("Days that a file counts go on from its date, and its date is kept where it is old")
  func dates() throws {
    let week = 7 * 86_400.0
    let text = "id,tenure_days,customer_since,observed_at\n1,100,,\n2,,2020-01-01,\n3,100,,2026-11-01T00:00:00Z\n"
    let rows = try ImportRows(text, asOf: ImportRows.now - week)
    #expect(rows.customers[0].document.customer.tenureDays == 107)
    #expect(rows.customers[0].document.customer.observedAt?.secondsSince1970 == ImportRows.now - week)
    #expect(rows.customers[1].document.customer.tenureDays == days(since: 1_577_836_800))
    #expect(rows.customers[2].document.customer.observedAt?.secondsSince1970 == 1_793_491_200)
    #expect(rows.customers[2].document.customer.tenureDays == 100 + (ImportRows.now - 1_793_491_200) / 86_400)
    #expect(try ImportRows(text).customers[0].document.customer.observedAt == nil)
  }

  @Test(
    "A mapping's mistakes are named with their fields",
    arguments: [
      ("lifetime_value: x", "id"), ("id: ", "id"), ("id: a\nshoe: b", "shoe"), ("id: a\ndates: french", "dates"),
      ("id: a\naccounts: [{followers: b}]", "accounts[0].network"), ("id: {colum: a}", "id"),
      ("id: a\npurchases: {cout: b}", "purchases.cout"),
      ("id: a\nmissing_columns: maybe", "missing_columns"),
    ])
  func mistakes(_ yaml: String, _ field: String) throws {
    let error = #expect(throws: FileError.self) { try ImportRows.mapping(yaml) }
    #expect(error?.problems.contains { $0.field.hasPrefix(field) } == true, "\(error.map { "\($0)" } ?? "")")
  }

  @Test("A file that lacks what a mapping names is refused with the names, unless the mapping says otherwise")
  func missingColumns() throws {
    let mapping = "id: [Nr, Number]\nlifetime_value: Value\nconsent: Consent\n"
    let error = #expect(throws: FileError.self) {
      try ImportRows("Number,Worth\n1,2\n", mapping: ImportRows.mapping(mapping))
    }
    #expect(error?.problems.first?.expected == "Consent, Value")
    #expect(error?.problems.first?.found == "the columns Number, Worth")
    let lenient = try ImportRows.mapping(mapping + "missing_columns: ignore\n")
    #expect(try ImportRows("NUMBER,Worth\n1,2\n", mapping: lenient).customers.map(\.id) == ["1"])
    #expect(throws: FileError.self) { try ImportRows("Worth\n2\n", mapping: lenient) }
    #expect(throws: FileError.self) { try ImportRows("Nr,nr\n2,3\n", mapping: lenient) }
    #expect(throws: FileError.self) { try ImportRows("") }
  }
}
