/// What a shell may offer for the word under the cursor.
struct Completion {
  struct Offer: Equatable {
    let text: String
    let note: String

    init(_ text: String, _ note: String = "") { (self.text, self.note) = (text, note) }
  }

  /// Names of files, which the shell finds itself.
  enum Files: Equatable {
    case none, directories
    /// `endings` are those that come first or alone; none of them stands for any.
    case any(endings: [String])

    fileprivate var words: String {
      switch self {
      case .none: "none|"
      case .directories: "directories|"
      case .any(let endings): "files|" + endings.joined(separator: " ")
      }
    }
  }

  var offers: [Offer] = []
  var files = Files.none
  /// The part of the word that stays: `--output=`, `html:`, `4.4.121..`; offers and files go on from there.
  var kept = ""

  /// For the scripts of ``CompletionScript``: a line with the kind of files, their endings and the part that stays, then a
  /// line for each offer with its note after a tab.
  ///
  /// - Parameters:
  ///   - shell: zsh keeps the part of a word by itself; the others want it in each offer.
  ///   - word: as far as it is typed.
  ///   - replaced: what bash puts an offer in the place of, which is less than the word where that has a `:` or a `=`.
  func text(for shell: CompletionShellName, word: String, replacing replaced: String) -> String {
    let before = shell == .zsh ? "" : kept
    let isBroken = shell == .bash && word.hasSuffix(replaced)
    let left = isBroken ? word.utf8.count - replaced.utf8.count : 0
    let fitting = offers.compactMap { offer -> String? in
      let text = before + offer.text
      guard shell == .zsh || text.hasPrefix(word) else { return nil }
      return "\(String(decoding: text.utf8.dropFirst(left), as: UTF8.self))\t\(offer.note)"
    }
    return (["\(files.words)|\(kept)"] + fitting).joined(separator: "\n")
  }
}

enum CompletionShellName: String, CaseIterable {
  case bash, zsh, fish
}
