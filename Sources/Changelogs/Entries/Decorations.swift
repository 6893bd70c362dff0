internal import ChangeModel
import Text

/// What a distribution hangs on a subject, taken off from the right, group by group.
///
/// Only a group that stands alone at the end and holds what its kind holds is taken: `{CVE-…}`,
/// `[bugs]`, `(Name)`, `(bsc#… CVE-…)`. So `sock_{send,recv}msg()`, `inet_getpeer_v[46]()` and
/// `sctp: use {}` stay in their subjects. From the left only the area tag goes, where the dialect
/// has one.
struct Decorations {
  var subject: ByteText
  var area: String?
  var person: Person?
  var bugs: [String] = []
  /// Whether a list of bugs or CVEs was taken off, even one of catch-all numbers only.
  private(set) var hadReferences = false

  init(_ text: ByteText, dialect: ChangelogDialect) {
    subject = text
    switch dialect {
    case .redHatEnterprise:
      stripRedHatGroups()
      stripArea()
    case .redHatStream, .oracle: stripRedHatGroups()
    case .fedora, .plain, .openEuler, .photon, .azureLinux, .elrepo:
      stripRedHatGroups()
      stripParenthesisedReferences()
    case .suse, .suseChanges:
      stripParenthesisedReferences()
      if !hadReferences { cutAtReferences() }
    case .debian:
      stripParenthesisedReferences()
      stripArea()
    case .amazon: stripMail()
    case .kernelOrg: break
    }
    // "CVE-2025-38499 kernel: clone_private_mnt(): …": the fix of a CVE, filed under its number.
    if subject.starts(with: "CVE-"), let blank = subject.offset(of: UInt8(ascii: " ")) {
      var rest = subject.dropFirst(blank).trimmed
      if rest.starts(with: "kernel: ") { rest = rest.dropFirst(8).trimmed }
      if !rest.isEmpty { subject = rest }
    }
  }

  // MARK: RHEL and its kin

  /// `(Name) [bug bug] {CVE CVE}`, each optional, in this order or not.
  private mutating func stripRedHatGroups() {
    var sawBugs = false
    while let last = subject.last {
      if last == UInt8(ascii: "}"), let open = openingOfGroup(UInt8(ascii: "{")) {
        let content = subject[(open + 1)..<(subject.count - 1)]
        guard content.isCVEList else { return }
        subject = subject.prefix(open).trimmedRight
      } else if last == UInt8(ascii: "]"), let open = openingOfGroup(UInt8(ascii: "[")) {
        let content = subject[(open + 1)..<(subject.count - 1)]
        let before = subject.prefix(open).trimmedRight
        guard let found = content.bugList(afterPerson: before.last == UInt8(ascii: ")")) else {
          return
        }
        bugs = found + bugs
        sawBugs = true
        hadReferences = true
        subject = before
      } else if last == UInt8(ascii: ")"), person == nil,
        let open = openingOfGroup(UInt8(ascii: "("))
      {
        let content = subject[(open + 1)..<(subject.count - 1)].trimmed
        guard content.isName(isCertain: sawBugs) else { return }
        let name =
          content.first == UInt8(ascii: "\"") && content.last == UInt8(ascii: "\"")
          ? content.dropFirst(1).dropLast(1) : content
        person = Person(name: name.string)
        subject = subject.prefix(open).trimmedRight
        // What stands left of the name belongs to the subject.
        return
      } else {
        return
      }
    }
  }

  /// The offset of the bracket that opens the last group, if the group stands apart from the word
  /// before it and is not the whole text.
  private func openingOfGroup(_ opening: UInt8) -> Int? {
    guard let closing = subject.last, let open = subject.offsetOfOpening(opening, for: closing),
      open > 0, let before = subject.byte(at: open - 1),
      before.isBlank || (opening != UInt8(ascii: "(") && before.closesGroup)
    else { return nil }
    return open
  }

  /// `[fs] `; several may follow one another, of which the first is the area.
  private mutating func stripArea() {
    guard subject.first == UInt8(ascii: "["), let close = subject.offset(of: UInt8(ascii: "]")),
      close > 1, subject.byte(at: close + 1)?.isBlank == true
    else { return }
    let rest = subject.dropFirst(close + 1).trimmed
    guard !rest.isEmpty else { return }
    area = subject[1..<close].trimmed.string
    subject = rest
  }

  // MARK: SUSE, Fedora, Debian

  /// `(bsc#1 CVE-2024-1 git-fixes).`, `(rhbz 1 2)`, `(#524808)`, `(Closes: #1154101)`,
  /// `(CVE-2026-1)`.
  private mutating func stripParenthesisedReferences() {
    while true {
      var text = subject
      if text.last == UInt8(ascii: ".") { text = text.dropLast(1).trimmedRight }
      guard text.last == UInt8(ascii: ")"),
        let open = text.offsetOfOpening(UInt8(ascii: "("), for: UInt8(ascii: ")")),
        let found = text[(open + 1)..<(text.count - 1)].references
      else { break }
      let before = text.prefix(open).trimmedRight
      guard !before.isEmpty else { break }
      bugs = found + bugs
      hadReferences = true
      subject = before
    }
  }

  /// `subject (bsc#1). Why this was done.`: the text after the references is not part of the subject.
  private mutating func cutAtReferences() {
    var from = 0
    while let open = subject.offset(of: UInt8(ascii: "("), from: from),
      let close = subject.offset(of: UInt8(ascii: ")"), from: open)
    {
      from = open + 1
      let before = subject.prefix(open).trimmedRight
      guard !before.isEmpty, let found = subject[(open + 1)..<close].references else { continue }
      bugs = found
      hadReferences = true
      subject = before
      return
    }
  }

  // MARK: Amazon

  /// `subject (mail)`
  private mutating func stripMail() {
    guard subject.last == UInt8(ascii: ")"), let open = openingOfGroup(UInt8(ascii: "(")) else {
      return
    }
    let content = subject[(open + 1)..<(subject.count - 1)]
    guard content.offset(of: UInt8(ascii: "@")) != nil, !content.slice.contains(where: \.isBlank)
    else { return }
    person = Person(name: "", email: content.string)
    subject = subject.prefix(open).trimmedRight
  }
}

extension UInt8 {
  fileprivate var closesGroup: Bool {
    self == UInt8(ascii: ")") || self == UInt8(ascii: "]") || self == UInt8(ascii: "}")
  }
}
