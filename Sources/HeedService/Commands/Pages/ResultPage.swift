/// A page for people: HTML that needs nothing else, no script and no request, light and dark.
struct ResultPage {
  /// What stands in the tab, after the program's name.
  let title: String
  let heading: String
  /// Rules of this page alone.
  var style = ""
  /// The command line that gave the results, for whoever wants to repeat it; nil where there is none.
  var command: String?
  /// What stands between the heading and the foot, as HTML.
  let content: String

  /// The document.
  var text: String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Heed: \(escaped(title))</title>
    <style>
    \(PageStyle.sheet)
    \(style)
    </style>
    </head>
    <body>
    <main>
    <h1>\(escaped(heading))</h1>
    \(content)
    \(footer)
    </main>
    </body>
    </html>

    """
  }

  private var footer: String {
    guard let command else { return "" }
    return """
      <footer>
      <p>Repeat it with</p>
      <pre tabindex="0"><code>\(escaped(command))</code></pre>
      </footer>
      """
  }

  /// A section with a heading that names it to screen readers.
  static func section(_ id: String, _ title: String, _ content: String) -> String {
    """
    <section aria-labelledby="\(id)">
    <h2 id="\(id)">\(escaped(title))</h2>
    \(content)
    </section>
    """
  }

  /// A table that scrolls where it is too wide; the first cell of a row is its heading.
  static func table(_ headings: [String], _ rows: [[String]], labelledBy id: String) -> String {
    let head = headings.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
    let body = rows.map { row in
      let cells = row.dropFirst().map { "<td>\(escaped($0))</td>" }.joined()
      return "<tr><th scope=\"row\">\(escaped(row.first ?? ""))</th>\(cells)</tr>"
    }
    return """
      <div class="scroll" tabindex="0" role="region" aria-labelledby="\(id)"><table>
      <thead><tr>\(head)</tr></thead>
      <tbody>\(body.joined(separator: "\n"))</tbody>
      </table></div>
      """
  }
}
