extension Badge {
  /// The badge as an SVG document, 20 pixels high: complete in itself, without scripts, ids or references, so that it
  /// serves as an image and within a page. On dark pages it is dark, where the browser tells it.
  ///
  /// UTF-8, `image/svg+xml`.
  public var svg: [UInt8] { Array(document.utf8) }

  private var document: String {
    let label = BadgeText(label, atMost: 150)
    let message = BadgeText(message, atMost: 250)
    // Six pixels at the ends, five on both sides of the seam, whole pixels for the seam and the end to be sharp.
    let seam = label.text.isEmpty ? 0 : (label.width + 9) / 10 + 11
    let end = seam + (message.width + 9) / 10 + 11
    let spoken = sentence.escapedForXML
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(end)" height="20" viewBox="0 0 \(end) 20" role="img" \
      aria-label="\(spoken)"><title>\(spoken)</title><style>@media (prefers-color-scheme:dark){\(darkRules)}</style>\
      \(panels(seam: seam, end: end))\
      <g font-family="Verdana,'DejaVu Sans',Geneva,sans-serif" font-size="11" text-rendering="geometricPrecision">\
      \(text(label, from: 6, color: .labelText, name: Self.labelTextClass))\
      \(text(message, from: seam == 0 ? 6 : seam + 5, color: .messageText, name: Self.messageTextClass))</g></svg>

      """
  }

  /// The two halves, their outer corners round.
  private func panels(seam: Int, end: Int) -> String {
    let right = "H\(end - 3)a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H"
    guard seam > 0 else {
      return panel("M3 0\(right)3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z", color, name: messageClass)
    }
    return panel("M3 0H\(seam)v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z", .label, name: Self.labelClass)
      + panel("M\(seam) 0\(right)\(seam)z", color, name: messageClass)
  }

  private func panel(_ path: String, _ color: BadgeColor, name: String) -> String {
    "<path class=\"\(name)\" fill=\"#\(color.light.digits)\" d=\"\(path)\"/>"
  }

  /// A text that browsers fit into its width, whatever font they have.
  private func text(_ text: BadgeText, from start: Int, color: BadgeColor, name: String) -> String {
    guard !text.text.isEmpty else { return "" }
    let length = "\(text.width / 10).\(text.width % 10)"
    return """
      <text class="\(name)" fill="#\(color.light.digits)" x="\(start)" y="14" textLength="\(length)" \
      lengthAdjust="spacingAndGlyphs">\(text.text.escapedForXML)</text>
      """
  }

  /// What is different on dark pages. The light colors are attributes, which programs without style sheets know, too.
  private var darkRules: String {
    [
      (Self.labelClass, BadgeColor.label), (Self.labelTextClass, .labelText), (messageClass, color),
      (Self.messageTextClass, .messageText),
    ].map { ".\($0){fill:#\($1.dark.digits)}" }.joined()
  }

  // Rules are for a whole page where the document is part of one: so the names are Heed's own, and one that belongs to
  // a color has it in its name.
  private var messageClass: String { "heed-\(color.light.digits)" }
  private static let messageTextClass = "heed-message"
  private static let labelClass = "heed-label"
  private static let labelTextClass = "heed-name"
}
