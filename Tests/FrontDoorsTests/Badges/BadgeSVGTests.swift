import Foundation
import FrontDoors
import Testing

@Suite("Badges as pictures")
struct BadgeSVGTests {
  @Test("Every badge is one SVG element of 20 pixels that says in a sentence what it shows", arguments: Badge.gallery)
  func structure(badge: Badge) throws {
    let root = try Self.root(of: badge)
    #expect(root.name == "svg" && root.attributes["height"] == "20" && root.attributes["role"] == "img")
    #expect(root.attributes["aria-label"] == badge.sentence)
    #expect(root.child("title")?.text == badge.sentence)
    let texts = root.all("text").map(\.text)
    #expect(texts == [badge.label, badge.message].filter { !$0.isEmpty })
  }

  @Test("No text leaves its half, whatever the font", arguments: Badge.gallery)
  func widths(badge: Badge) throws {
    let root = try Self.root(of: badge)
    let width = try #require(root.attributes["width"].flatMap(Double.init))
    #expect(root.attributes["viewBox"] == "0 0 \(Int(width)) 20")
    let spans = try root.all("text").map { text in
      let start = try #require(text.attributes["x"].flatMap(Double.init))
      let length = try #require(text.attributes["textLength"].flatMap(Double.init))
      #expect(text.attributes["lengthAdjust"] == "spacingAndGlyphs")
      return start...(start + length)
    }
    #expect(spans.allSatisfy { $0.lowerBound >= 5 && $0.upperBound <= width - 5 }, "\(spans) of \(width)")
    if spans.count == 2 { #expect(spans[0].upperBound + 10 <= spans[1].lowerBound, "\(spans)") }
    #expect(width <= 430)
  }

  @Test("Nothing is fetched, run or referred to", arguments: Badge.gallery)
  func selfContained(badge: Badge) throws {
    let root = try Self.root(of: badge)
    let names = Set(root.everything.map(\.name))
    #expect(names.isSubset(of: ["svg", "title", "style", "path", "g", "text"]))
    let attributes = Set(root.everything.flatMap(\.attributes.keys))
    #expect(attributes.isDisjoint(with: ["href", "xlink:href", "src", "style", "id"]))
    #expect(!attributes.contains { $0.hasPrefix("on") })
    let rules = root.child("style")?.text ?? ""
    #expect(!rules.contains("url") && !rules.contains("@import") && rules.contains("prefers-color-scheme:dark"))
  }

  @Test("Letters stand out from what is behind them by 4.5 to 1 at least, light and dark", arguments: Badge.gallery)
  func contrast(badge: Badge) throws {
    let root = try Self.root(of: badge)
    let rules = root.child("style")?.text ?? ""
    let panels = root.all("path")
    let texts = root.all("text")
    // A message without a label has the one panel.
    for (panel, text) in zip(panels.reversed(), texts.reversed()) {
      let light = try Self.contrast(#require(panel.attributes["fill"]), #require(text.attributes["fill"]))
      let dark = try Self.contrast(Self.dark(panel, in: rules), Self.dark(text, in: rules))
      #expect(light >= 4.5 && dark >= 4.5, "light \(light), dark \(dark): \(badge)")
    }
  }

  @Test("A rule for dark pages is the same in every badge of a page, as all of them may be part of it")
  func inlined() throws {
    var known: [String: String] = [:]
    for badge in Badge.gallery {
      let rules = try Self.root(of: badge).child("style")?.text ?? ""
      for match in rules.matches(of: #/\.([a-z0-9-]+)\{fill:(#[0-9a-f]{6})\}/#) {
        let (name, color) = (String(match.output.1), String(match.output.2))
        #expect(known[name] ?? color == color)
        known[name] = color
      }
    }
    #expect(known.count > 10)
  }

  private static func root(of badge: Badge) throws -> XMLTree {
    try #require(XMLTree(parsing: badge.svg), "\(String(decoding: badge.svg, as: UTF8.self))")
  }

  /// The color that an element has on dark pages.
  private static func dark(_ element: XMLTree, in rules: String) throws -> String {
    let name = try #require(element.attributes["class"])
    let rule = try #require(rules.range(of: ".\(name){fill:"))
    return String(rules[rule.upperBound...].prefix(7))
  }

  /// The contrast ratio of two colors by WCAG 2.2.
  private static func contrast(_ first: String, _ second: String) throws -> Double {
    let luminances = try [first, second].map { text in
      let digits = try #require(UInt32(text.dropFirst(), radix: 16))
      let channels = [16, 8, 0].map { shift in
        let value = Double(digits >> UInt32(shift) & 0xFF) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    }.sorted()
    return (luminances[1] + 0.05) / (luminances[0] + 0.05)
  }
}
