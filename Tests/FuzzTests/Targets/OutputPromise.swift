import Foundation

@testable import ChangeModel
@testable import Reports

/// What holds for everything that is printed, whatever stands in it. Seen over scalars or bytes, as its readers do.
enum OutputPromise {
  /// Nothing but text and line ends.
  static func terminal(_ text: String) {
    for scalar in text.unicodeScalars where scalar != "\n" {
      demand(!scalar.isActive, "U+\(String(scalar.value, radix: 16)) is printed")
    }
  }

  /// The same, beside our own colors and hyperlinks, each of which ends in its line.
  static func painted(_ text: String) {
    var plain = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    var isLink = false
    while let scalar = rest.popFirst() {
      guard scalar == "\u{1B}" else {
        demand(scalar != "\n" || !isLink, "a hyperlink over the end of a line")
        plain.append(scalar)
        continue
      }
      let kind = rest.popFirst()
      if kind == "]" {
        let address = hyperlink(&rest)
        demand(address.isEmpty == isLink, "hyperlinks within each other")
        isLink = !address.isEmpty
        continue
      }
      demand(kind == "[", "an escape that is neither a color nor a hyperlink")
      while let next = rest.popFirst(), next != "m" {
        demand(("0"..."9").contains(next) || next == ";", "an escape that is not a color")
      }
    }
    demand(!isLink, "a hyperlink that does not end")
    terminal(String(plain))
  }

  /// The address in an OSC 8 that has begun, which ends by ST alone.
  private static func hyperlink(_ rest: inout Substring.UnicodeScalarView) -> String {
    let start = "8;;".unicodeScalars
    demand(rest.starts(with: start), "an escape that is not a hyperlink")
    rest = rest.dropFirst(start.count)
    var address = String.UnicodeScalarView()
    while let scalar = rest.popFirst(), scalar != "\u{1B}" {
      demand((0x21...0x7E).contains(scalar.value), "an address of other characters")
      address.append(scalar)
    }
    demand(rest.popFirst() == "\\", "an address that does not end")
    let text = String(address)
    demand(text.isEmpty || text.hasPrefix("https://") || text.hasPrefix("http://"), text)
    return text
  }

  /// No markup but ours: what opens a tag or a link stands after a backslash.
  static func markdown(_ text: String) {
    terminal(text)
    var isEscaped = false
    var isCode = false
    var isFenced = false
    for line in text.unicodeScalars.split(separator: "\n") {
      if line.starts(with: "```".unicodeScalars) {
        isFenced.toggle()
        continue
      }
      if isFenced { continue }
      let scalars = Array(line)
      var inLink = false
      var skipped = 0
      for (place, scalar) in scalars.enumerated() {
        if place < skipped {
          // The address of a link, which was looked at.
        } else if isEscaped {
          isEscaped = false
        } else if scalar == "\\" {
          isEscaped = !isCode
        } else if scalar == "`" {
          isCode.toggle()
        } else if !isCode, scalar == "<" {
          demand(
            scalars[place...].starts(with: "<!-- -->".unicodeScalars),
            "a tag in: \(String(String.UnicodeScalarView(line)))")
        } else if !isCode, scalar == "[" {
          demand(!inLink, "a link in a link in: \(String(String.UnicodeScalarView(line)))")
          inLink = true
        } else if !isCode, scalar == "]" {
          let rest = scalars[(place + 1)...]
          let address = rest.dropFirst().prefix { $0 != ")" }
          demand(
            inLink && rest.first == "(" && rest.count > address.count + 1
              && leadsToKnownPlace(String(String.UnicodeScalarView(address))),
            "a link in: \(String(String.UnicodeScalarView(line)))")
          inLink = false
          skipped = place + address.count + 3
        }
      }
      demand(!inLink, "a link that does not end: \(String(String.UnicodeScalarView(line)))")
      demand(!isCode, "code that does not end: \(String(String.UnicodeScalarView(line)))")
    }
    demand(!isFenced, "a block that does not end")
  }

  private static let elements: Set = [
    "!doctype", "html", "head", "meta", "title", "style", "body", "main", "header", "footer", "p",
    "h1", "h2", "h3", "h4", "div", "dl", "dt", "dd", "nav", "a", "section", "ol", "ul", "li",
    "article", "span", "code", "strong", "details", "summary", "table", "thead", "tbody", "tr",
    "th", "td", "caption", "data", "form", "label", "input", "select", "option", "button",
    "output", "script", "svg", "rect", "figure", "figcaption", "pre", "wbr",
  ]

  /// No element or attribute but ours, and no address but those of the page and of places where commits and bugs are.
  static func html(_ text: String) {
    terminal(text)
    let bytes = Array(text.utf8)
    var place = 0
    while let start = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
      var end = start + 1
      var quote: UInt8?
      while end < bytes.count, quote != nil || bytes[end] != UInt8(ascii: ">") {
        if bytes[end] == UInt8(ascii: "\"") { quote = quote == nil ? bytes[end] : nil }
        end += 1
      }
      demand(end < bytes.count, "a tag that does not end")
      let tag = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
      let name = tag.drop { $0 == "/" }.prefix { $0.isASCII && !$0.isWhitespace }.lowercased()
      demand(elements.contains(name), "<\(tag)> is not ours")
      for attribute in attributes(of: tag) {
        demand(!attribute.name.hasPrefix("on"), "<\(tag)> runs a script")
        if ["href", "src", "action", "formaction"].contains(attribute.name) {
          demand(
            attribute.value.hasPrefix("#") || name == "a" && leadsToKnownPlace(attribute.value),
            "<\(tag)> leads outside")
        }
      }
      place = end + 1
      if !tag.hasPrefix("/"), ["script", "style"].contains(name) {
        let closing = Array("</\(name)".utf8)
        while place < bytes.count, !bytes[place...].starts(with: closing) { place += 1 }
      }
    }
  }

  /// Whether an address is one of the places where commits, bugs and CVEs are: nothing else may be made a link.
  private static func leadsToKnownPlace(_ address: String) -> Bool {
    ["https://", "http://"].contains(where: address.hasPrefix) && address.isOfKnownHost
      && address.unicodeScalars.allSatisfy {
        $0.isASCII && $0.value > 0x20 && !"\"'<>()[]\\`".unicodeScalars.contains($0)
      }
  }

  private static func attributes(of tag: String) -> [(name: String, value: String)] {
    var found: [(String, String)] = []
    var rest = tag.unicodeScalars.drop { $0 != " " && $0 != "\n" }
    while true {
      rest = rest.drop { $0 == " " || $0 == "\n" || $0 == "/" }
      guard !rest.isEmpty else { return found }
      let name = rest.prefix { $0 != "=" && $0 != " " && $0 != "\n" }
      rest = rest.dropFirst(name.count)
      var value = ""
      if rest.first == "=" {
        rest = rest.dropFirst()
        let end: (Unicode.Scalar) -> Bool
        if rest.first == "\"" {
          rest = rest.dropFirst()
          end = { $0 == "\"" }
        } else {
          end = { $0 == " " || $0 == "\n" }
        }
        let text = rest.prefix { !end($0) }
        value = String(text)
        rest = rest.dropFirst(text.count + 1)
      }
      found.append((String(name).lowercased(), value))
    }
  }

  /// It is JSON, an object, and has no raw control.
  static func json(_ text: String) -> [String: Any] {
    terminal(text)
    let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    demand(object != nil, "no JSON: \(text)")
    return object ?? [:]
  }

  /// What a pipeline reads is of the format's own parts, whatever stands in them.
  static func pipeline(_ text: String, _ format: ReportFormat) {
    switch format {
    case .shortMarkdown, .gitHubSummary: markdown(text)
    case .gitHub:
      terminal(text)
      for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
        demand(
          ["::error title=", "::warning title=", "::notice title="].contains {
            line.starts(with: $0.utf8)
          }, "no annotation: \(text)")
      }
    case .junit: xml(text)
    case .gitLab:
      terminal(text)
      let list = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
      demand(list?.isEmpty == false, "no list of findings: \(text)")
    case .sarif, .openVEX, .cycloneDX: _ = json(text)
    case .terminal, .markdown, .html, .json, .gitFixes: demand(false, "nothing for pipelines")
    }
  }

  /// It has elements of ours alone, in whose attributes and texts no mark is active.
  private static func xml(_ text: String) {
    terminal(text)
    var open: [String] = []
    for tag in text.utf8.split(separator: UInt8(ascii: "<")).dropFirst() {
      let name = String(decoding: tag.prefix { $0 != 0x20 && $0 != 0x3E }, as: UTF8.self)
      demand(tag.count { $0 == UInt8(ascii: ">") } == 1, "a tag that does not end: \(text)")
      demand(tag.count { $0 == UInt8(ascii: "\"") } % 2 == 0, "an open attribute: \(text)")
      let inner = tag.prefix { $0 != UInt8(ascii: ">") }
      if name.hasPrefix("/") {
        demand(open.popLast() == String(name.dropFirst()), "tags that cross: \(text)")
      } else if inner.last != UInt8(ascii: "/"), name != "?xml" {
        open.append(name)
      }
      let known: Set = [
        "?xml", "testsuites", "testsuite", "properties", "property", "testcase", "failure", "error",
        "skipped", "system-out", "system-err",
      ]
      let bare = name.split(separator: "/").first.map(String.init) ?? ""
      demand(known.contains(bare), "an element of strangers: \(name)")
    }
    demand(open.isEmpty, "an element that does not end: \(text)")
  }

  /// A POSIX shell takes a text for just these words.
  ///
  /// Understood are words as they are, `'…'`, `\'`, `"$(printf '…')"` and `"${IFS#??}"`; anything else in it is a fault. That a real
  /// shell agrees is tested with `ShellCommand`.
  static func shell(_ text: String, means words: [String]) {
    // What ends in a line end is made inert where it is shown, and then names nothing.
    if !words.contains(where: { $0.utf8.last == UInt8(ascii: "\n") }) { terminal(text) }
    var found: [[UInt8]] = []
    var word: [UInt8]?
    var rest = Array(text.utf8)[...]
    func take(until end: String) -> [UInt8] {
      let end = Array(end.utf8)
      var taken: [UInt8] = []
      while !rest.isEmpty, !rest.starts(with: end) { taken.append(rest.removeFirst()) }
      demand(rest.starts(with: end), "a quotation that does not end: \(text)")
      rest = rest.dropFirst(end.count)
      return taken
    }
    let opening = Array("\"$(printf '".utf8)
    while let byte = rest.first {
      if rest.starts(with: opening) {
        rest = rest.dropFirst(opening.count)
        word = (word ?? []) + printed(take(until: "')\""))
        continue
      }
      // The last of blank, tab and newline.
      if rest.starts(with: Array("\"${IFS#??}\"".utf8)) {
        rest = rest.dropFirst("\"${IFS#??}\"".utf8.count)
        word = (word ?? []) + [UInt8(ascii: "\n")]
        continue
      }
      rest = rest.dropFirst()
      switch byte {
      case UInt8(ascii: " "):
        found += word.map { [$0] } ?? []
        word = nil
      case UInt8(ascii: "'"): word = (word ?? []) + take(until: "'")
      case UInt8(ascii: "\\"):
        demand(rest.first == UInt8(ascii: "'"), "a backslash in \(text)")
        word = (word ?? []) + [rest.removeFirst()]
      default:
        let isPlain =
          (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x61...0x7A).contains(byte) || "._-/:,+@%^=".utf8.contains(byte)
        demand(isPlain, "\(Character(Unicode.Scalar(byte))) stands unquoted in \(text)")
        word = (word ?? []) + [byte]
      }
    }
    found += word.map { [$0] } ?? []
    demand(found == words.map { Array($0.utf8) }, "\(text) is not \(words)")
  }

  private static func printed(_ format: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = format[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        demand(byte != UInt8(ascii: "%"), "printf would take a % for more")
        bytes.append(byte)
        continue
      }
      let digits = String(decoding: rest.prefix(3), as: UTF8.self)
      rest = rest.dropFirst(3)
      let value = UInt8(digits, radix: 8)
      demand(value != nil && digits.utf8.count == 3, "\\\(digits) is not an octal number")
      bytes.append(value ?? 0)
    }
    return bytes
  }
}
