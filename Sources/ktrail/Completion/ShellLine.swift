/// The words of a line of bash up to the cursor, as far as they can be known without running it: quotes and backslashes are
/// taken off, redirections and assignments left out.
struct ShellLine {
  /// The name of the program first, the word at the cursor last.
  private(set) var words: [String] = []
  /// Whether the word at the cursor is where a redirection goes.
  private(set) var isRedirected = false

  /// `nil` if the cursor is not behind the name of a program.
  init?(_ line: String) {
    var word: String?
    var quote: Character?
    var isEscaped = false
    func add(_ letter: Character) { word = (word ?? "") + String(letter) }
    func finish() {
      defer { word = nil }
      guard let finished = word else { return }
      if isRedirected {
        isRedirected = false
      } else if !(words.isEmpty && finished.isAssignment) {
        words.append(finished)
      }
    }
    for letter in line {
      if isEscaped {
        add(letter)
        isEscaped = false
      } else if letter == "\\", quote != "'" {
        isEscaped = true
      } else if let open = quote {
        if letter == open { quote = nil } else { add(letter) }
      } else if letter == "'" || letter == "\"" {
        quote = letter
        word = word ?? ""
      } else if letter == ">" || letter == "<" {
        // The number of a descriptor is part of it.
        if word?.allSatisfy(\.isNumber) ?? false { word = nil }
        finish()
        isRedirected = true
      } else if letter.isWhitespace {
        finish()
      } else {
        add(letter)
      }
    }
    guard !words.isEmpty else { return nil }
    words.append(word ?? "")
  }
}

extension String {
  fileprivate var isAssignment: Bool {
    guard let sign = firstIndex(of: "="), sign != startIndex else { return false }
    return self[..<sign].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }
}
