internal import ChangeModel
import Text

/// How sure it is that the group at the end of a subject is a name.
enum NameCertainty: Comparable {
  /// Nothing says so.
  case unknown
  /// Nearly every entry of the changelog ends in one.
  case usual
  /// Bugs follow it.
  case certain
}

extension ByteText {
  /// The person that a parenthesis holds; `nil` if it holds something else.
  ///
  /// Before a list of bugs anything but code is a name, but hardly in other places: "(v2)", "(try 2)"
  /// and "(part 3)" stay in their subjects. There it takes two words or more that all begin as names
  /// do, or one that is no name of hardware where nearly every entry has a name.
  func person(_ certainty: NameCertainty) -> Person? {
    var name = self
    var email: String?
    if last == UInt8(ascii: ">"), let open = offset(of: UInt8(ascii: "<")),
      contains("@")
    {
      name = prefix(open).trimmedRight
      email = self[(open + 1)..<(count - 1)].string
    }
    let isHandle = certainty == .certain && name.isHandle
    guard let first = name.first,
      isHandle || first.isLetter || first >= 0x80 || first == UInt8(ascii: "\""),
      name.count <= 60,
      isHandle || !name.slice.contains(where: \.isCode)
        || certainty == .certain && name.areTwoNames
    else { return nil }
    let isName =
      switch certainty {
      case .certain: true
      case .usual: name.isUsualName
      case .unknown: name.words.count >= 2 && name.words.allSatisfy(\.isPartOfName)
      }
    guard isName else { return nil }
    if first == UInt8(ascii: "\""), name.last == first, name.count > 1 {
      name = name.dropFirst(1).dropLast(1)
    }
    return Person(name: name.string, email: email)
  }

  /// `Onename`, `d.marlin`, `Bot@Host`, `Yo-Ho (Nick) Name`, `zhang (Z)`.
  private var isUsualName: Bool {
    let words = self.words
    guard words.count == 1 else {
      if words.allSatisfy(\.isSmallName) { return words.count == 2 }
      return words.dropFirst().allSatisfy(\.isPartOfName)
        && (words[0].isPartOfName || words[0].slice.allSatisfy(\.isLetter) && words[0].count > 3)
    }
    let letters = slice.count { $0.isLetter || $0 >= 0x80 }
    guard letters >= 2, !Self.remarks.contains(string.lowercased()) else { return false }
    if slice.contains(where: { $0 >= 0x80 || $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: ".") }) {
      return true
    }
    if isNumberedName || endsWith("-bot") && letters > 5 { return true }
    let hasLower = slice.contains { $0.isLetter && !$0.isUpper }
    // A driver's name is as small and has digits; an acronym has no small letters.
    return hasLower && (first?.isUpper == true || letters == count && count > 3)
  }

  /// `jmoyer1`, but not `mlx5` or `sparc64`.
  private var isNumberedName: Bool {
    let head = slice.prefix(while: \.isLetter)
    return head.count >= 5 && slice.dropFirst(head.count).allSatisfy(\.isDigit)
      && !Self.remarks.contains(prefix(head.count).string.lowercased())
  }

  /// A name that its bearer writes in small letters, and not a word of a remark.
  private var isSmallName: Bool {
    count >= 3 && slice.allSatisfy(\.isLower) && !Self.remarks.contains(string)
      && !Self.wordsOfRemarks.contains(string)
  }

  /// `@handle`, `2415handle`, `Viktor_M`
  private var isHandle: Bool {
    guard let first else { return false }
    let rest = dropFirst(1)
    guard rest.count > 1, rest.slice.allSatisfy({ $0.isIdentifierByte || $0 == 0x2D || $0 == 0x2E })
    else { return false }
    let hasLower = rest.slice.contains(where: \.isLower)
    if first.isDigit { return slice.drop(while: \.isDigit).prefix(while: \.isLetter).count >= 5 }
    return hasLower && (first == UInt8(ascii: "@") || first.isUpper)
  }

  /// `Dee Author / Bo Backport`
  private var areTwoNames: Bool {
    contains(" / ")
      && words.allSatisfy { word in
        word.isPartOfName && !word.slice.contains(where: \.isCode)
          || word.count == 1 && word.first == UInt8(ascii: "/")
      }
  }

  /// Whether this begins as each part of a name does, perhaps in quotes or brackets.
  private var isPartOfName: Bool {
    let bare = slice.drop { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "[") }
    guard let first = bare.first else { return false }
    return first.isUpper || first >= 0x80 || first == UInt8(ascii: "\"")
      || Self.nameParticles.contains(string)
  }

  private static let nameParticles: Set = [
    "de", "van", "von", "der", "den", "di", "da", "el", "al", "la", "le", "du", "do", "dos", "das",
    "del", "della", "ter", "ten", "zu", "zur", "af", "av", "bin", "ibn",
  ]
  /// Words in small letters of which remarks of two words are made: `build fix`.
  private static let wordsOfRemarks: Set = [
    "fix", "fixes", "fixup", "patch", "patches", "series", "version", "second", "first", "third",
    "last", "next", "old", "new", "change", "changes", "functional", "kabi", "abi", "api", "code",
    "take", "try", "attempt", "for", "and", "the", "not", "non", "with", "from", "this", "that",
    "all", "one", "two", "kernel", "driver", "drivers", "support", "merge", "merged", "rebase",
    "backported", "bug", "bugs", "bugfix", "broken", "follow", "followup", "more", "part", "parts",
    "stable", "tree", "module", "modules", "file", "files", "code", "mode", "device", "error",
    "was", "were", "are", "has", "can", "may", "use", "used", "add", "added", "remove", "removed",
    "drop", "dropped", "see", "also", "required", "needed", "minor", "major", "missing", "too",
    "foo", "bar", "baz",
  ]

  /// What stands alone in parentheses at the end of a subject and is nobody.
  private static let remarks: Set = [
    "stable", "upstream", "again", "fixed", "resend", "update", "updated", "rebased", "only",
    "sparc", "mips", "powerpc", "xen", "scsi", "backport", "revert", "reverted", "partial", "part",
    "incomplete", "final", "trivial", "debug", "cleanup", "redhat", "fedora", "rhel", "optional",
    "unlikely", "experimental", "build", "config", "configs", "none", "todo", "test", "tests",
  ]
}

extension UInt8 {
  /// A character that stands in code and in no name.
  fileprivate var isCode: Bool {
    switch self {
    case UInt8(ascii: "="), UInt8(ascii: ";"), UInt8(ascii: "{"), UInt8(ascii: "}"),
      UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "#"), UInt8(ascii: ":"):
      true
    default: false
    }
  }
}
