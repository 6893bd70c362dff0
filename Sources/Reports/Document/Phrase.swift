/// A line of text in runs of one emphasis each.
///
/// All of it is plain text, ours and strangers' alike: a renderer escapes every run, and only the tone becomes
/// markup. So no stage can forget to escape.
struct Phrase: Hashable, Sendable, ExpressibleByStringInterpolation {
  enum Tone: String, Hashable, Sendable {
    case plain, strong, dim, code, good, bad
  }

  struct Run: Hashable, Sendable {
    let text: String
    let tone: Tone
    /// Where it leads, in the formats that can.
    var link: Link?
    /// A path of which only the ends matter, since the document has no other like it.
    var isPath = false
  }

  var runs: [Run]

  init(_ text: String, _ tone: Tone = .plain, to link: Link? = nil) {
    runs = text.isEmpty ? [] : [Run(text: text, tone: tone, link: link)]
  }
  init(runs: [Run]) { self.runs = runs }
  init(stringLiteral text: String) { self.init(text) }

  /// A sentence that shows commands between backticks, which stay; no command has one in it.
  init(sentence: String) {
    runs = []
    let backtick = UInt8(ascii: "`")
    let pieces = sentence.utf8.split(separator: backtick, omittingEmptySubsequences: false)
    for (number, piece) in pieces.map({ String(Substring($0)) }).enumerated() {
      let isCommand = !number.isMultiple(of: 2) && number < pieces.count - 1
      self +=
        isCommand ? .code("`\(piece)`") : Phrase(number.isMultiple(of: 2) ? piece : "`\(piece)")
    }
  }

  /// A path that may be shortened in the middle where there is little room.
  static func path(_ path: String, _ tone: Tone = .plain) -> Phrase {
    Phrase(runs: [Run(text: path, tone: tone, isPath: true)])
  }

  static func strong(_ text: String) -> Phrase { Phrase(text, .strong) }
  static func dim(_ text: String) -> Phrase { Phrase(text, .dim) }
  static func code(_ text: String) -> Phrase { Phrase(text, .code) }
  static func good(_ text: String) -> Phrase { Phrase(text, .good) }
  static func bad(_ text: String) -> Phrase { Phrase(text, .bad) }

  var isEmpty: Bool { runs.isEmpty }

  /// Without tones.
  var text: String { runs.map(\.text).joined() }

  static func + (left: Phrase, right: Phrase) -> Phrase {
    var sum = left
    sum.runs += right.runs
    return sum
  }

  /// The same with all of it leading to one place.
  func leading(to link: Link) -> Phrase {
    var phrase = self
    for place in runs.indices { phrase.runs[place].link = link }
    return phrase
  }

  static func += (left: inout Phrase, right: Phrase) { left.runs += right.runs }
}

extension Sequence where Element == Phrase {
  /// The phrases in one line; empty ones leave no separator behind.
  func joined(by separator: Phrase) -> Phrase {
    var result: Phrase = ""
    for phrase in self where !phrase.isEmpty {
      if !result.isEmpty { result += separator }
      result += phrase
    }
    return result
  }
}
