internal import ChangeModel
import Text

/// What a distribution hangs on a subject, taken off from the right, group by group.
///
/// Only a group that stands alone at the end and holds what its kind holds is taken: `{CVE-…}`,
/// `[bugs]`, `(Name)`, `(bsc#… CVE-…)`, in brackets of any kind. So `sock_{send,recv}msg()`,
/// `inet_getpeer_v[46]()` and `sctp: use {}` stay in their subjects. From the left go the area tag,
/// where the dialect has one, and what names the pull request, the tracker or the tree that a patch
/// came by.
struct Decorations {
  var subject: ByteText
  var area: String?
  var person: Person?
  var bugs: [String] = []
  /// Whether a list of bugs or CVEs was taken off, even one of catch-all numbers only.
  var hadReferences = false
  /// Whether one of them stood in brackets as RHEL's bugs do: a name comes before these.
  private var sawBugs = false
  private let hasCVEs: Bool

  /// - Parameters:
  ///   - namesEach: whether nearly every entry of the changelog ends in a person's name.
  ///   - hasCVEs: whether the text names a CVE, so that they are looked for outside of brackets too.
  init(
    _ text: ByteText, dialect: ChangelogDialect, namesEach: Bool = false, hasCVEs: Bool = false
  ) {
    subject = text
    self.hasCVEs = hasCVEs
    switch dialect {
    case .openEuler, .xcpNG, .plain: stripPullRequest()
    case .ubuntu: takeFirstReason()
    case .kernelOrg: return
    default: break
    }
    // References stand before CVEs and after them.
    for _ in 0..<Self.mostTurns {
      stripEnd(dialect, namesEach: namesEach)
      guard hasCVEs, stripTrailingCVEs() else { break }
    }
    switch dialect {
    case .redHatEnterprise, .debian: stripArea()
    case .redHatStream, .oracle: stripArea(onlyPlainWords: true)
    case .xcpNG, .plain: stripTrackers(of: text)
    case .ubuntu: stripTreeMarks()
    default: break
    }
    if hasCVEs { stripLeadingCVEs() }
  }

  private mutating func stripEnd(_ dialect: ChangelogDialect, namesEach: Bool) {
    switch dialect {
    case .redHatEnterprise, .redHatStream, .oracle, .fedora, .photon, .azureLinux, .elrepo,
      .openEuler, .xcpNG, .plain:
      stripGroups(namesEach: namesEach)
    case .suse, .suseChanges:
      stripReferences()
      if !hadReferences { cutAtReferences() }
    case .debian, .ubuntu: stripReferences()
    case .amazon: stripMail()
    case .kernelOrg, .gitLog, .releaseNotes, .version: break
    }
  }

  /// `[fs] `; several may follow one another, of which the first is the area.
  private mutating func stripArea(onlyPlainWords: Bool = false) {
    guard subject.first == UInt8(ascii: "["), let close = subject.offset(of: UInt8(ascii: "]")),
      close > 1, subject.byte(at: close + 1)?.isBlank == true
    else { return }
    let rest = subject.dropFirst(close + 1).trimmed
    let tag = subject[1..<close].trimmed
    guard !rest.isEmpty, !tag.isCVEList, !onlyPlainWords || tag.slice.allSatisfy(\.isOfArea) else {
      return
    }
    area = tag.string
    subject = rest
  }

  // MARK: Groups at the end

  /// `(Name) [bug bug] {CVE CVE}`, each optional, in any order and any number, the references in
  /// brackets of any kind and perhaps a full stop after them.
  ///
  /// One group that is none of these is passed over where references and a name stand before it.
  private mutating func stripGroups(namesEach: Bool) {
    var beforeOddGroup: Decorations?
    var oddIsBracket = false
    for _ in 0..<Self.mostGroups {
      let end = subject.withoutClauseEnd
      guard let group = end.lastGroup, !group.isGlued || isTaken(group) else {
        if person == nil, stripOpenBugs() { continue }
        if person == nil, beforeOddGroup == nil, let before = end.beforeOddWord {
          beforeOddGroup = self
          subject = before
          continue
        }
        if person == nil, sawBugs { stripOpenName() }
        break
      }
      if let found = references(in: group) {
        bugs = bugs.isEmpty ? found : found.filter { !bugs.contains($0) } + bugs
        hadReferences = true
        if group.opening != UInt8(ascii: "(") { sawBugs = true }
      } else if person == nil, group.opening == UInt8(ascii: "("),
        let name = group.content.trimmed.person(
          sawBugs ? .certain : namesEach ? .usual : .unknown)
      {
        person = name
      } else if person == nil, beforeOddGroup == nil {
        beforeOddGroup = self
        oddIsBracket = group.opening != UInt8(ascii: "(")
      } else {
        break
      }
      subject = group.before
    }
    if let beforeOddGroup, person == nil || !(hadReferences || namesEach && oddIsBracket) {
      self = beforeOddGroup
    }
  }

  /// More than anybody wrote: each is compared with those before it.
  static let mostGroups = 50
  private static let mostTurns = 10

  /// `(Name [bug]`: somebody forgot to close it.
  private mutating func stripOpenName() {
    guard let open = subject.lastOffset(of: UInt8(ascii: "(")), open > 0,
      subject.byte(at: open - 1)?.isBlank == true,
      subject.offset(of: UInt8(ascii: ")"), from: open) == nil,
      let name = subject.dropFirst(open + 1).trimmed.person(.unknown)
    else { return }
    person = name
    subject = subject.prefix(open).trimmedRight
  }

  /// Whether a bracket that follows a word without a blank is no part of it.
  private func isTaken(_ group: ByteText.Group) -> Bool {
    hasCVEs && group.content.isCVEList
      || sawBugs && group.opening == UInt8(ascii: "(") && group.before.last?.isWordByte == true
        && group.content.trimmed.person(.unknown) != nil
  }

  /// `(Name) [bug {CVE-…}`: somebody forgot to close it; says whether it was so.
  private mutating func stripOpenBugs() -> Bool {
    guard subject.last?.isDigit == true, let open = subject.lastOffset(of: UInt8(ascii: "[")),
      open > 0, subject.byte(at: open - 1)?.isBlank == true,
      let found = subject.dropFirst(open + 1).trimmed.bugList(afterPerson: false)
    else { return false }
    bugs = found.filter { !bugs.contains($0) } + bugs
    hadReferences = true
    sawBugs = true
    subject = subject.prefix(open).trimmedRight
    return true
  }

  /// The bugs of a group that holds only references. Outside of square brackets, and left of a name,
  /// where a subject ends, bare numbers must be long; "(#14739)" there is the author's.
  private func references(in group: ByteText.Group) -> [String]? {
    let isSquare = group.opening == UInt8(ascii: "[")
    guard let first = group.content.first,
      isSquare || group.content.holdsDigitOrHyphen
    else { return nil }
    if !(isSquare && first.isDigit) {
      if group.content.isCVEList { return [] }
      if person != nil, group.content.offset(of: UInt8(ascii: "#")) != nil { return nil }
      if let found = group.content.references { return found }
    }
    let isFree = isSquare && person == nil
    guard
      let found = group.content.bugList(
        afterPerson: isFree && group.before.last == UInt8(ascii: ")")),
      isFree || found.allSatisfy({ $0.utf8.count >= 5 })
    else { return nil }
    return found
  }

  // MARK: SUSE, Debian, Ubuntu

  /// `(bsc#1 CVE-2024-1 git-fixes).`, `(Closes: #1154101)`, `(LP: #1)`, `[LP: #1]`, `(CVE-2026-1)`.
  private mutating func stripReferences() {
    while true {
      var text = subject
      if text.last == UInt8(ascii: ".") { text = text.dropLast(1).trimmedRight }
      guard let closing = text.last,
        closing == UInt8(ascii: ")") || closing == UInt8(ascii: "]"),
        let open = text.offsetOfOpening(UInt8(ascii: closing == 0x29 ? "(" : "["), for: closing),
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

  /// `A (LP: #1) // CVE-2024-1 // B (LP: #2)`: A is the subject, unless it is a CVE.
  private mutating func takeFirstReason() {
    let reasons = subject.reasons
    guard reasons.count > 1 else { return }
    let all = reasons.map { Decorations($0, dialect: .ubuntu) }
    let first = all.firstIndex { $0.subject.references == nil } ?? 0
    bugs = all.indices.filter { $0 != first }.flatMap { all[$0].bugs }
    hadReferences = true
    subject = reasons[first]
  }

  // MARK: Amazon

  /// `subject (mail)`
  private mutating func stripMail() {
    guard let group = subject.lastGroup, !group.isGlued, group.opening == UInt8(ascii: "("),
      group.content.offset(of: UInt8(ascii: "@")) != nil,
      !group.content.slice.contains(where: \.isBlank)
    else { return }
    person = Person(name: "", email: group.content.string)
    subject = group.before
  }
}

extension UInt8 {
  /// A character of an area's tag: `netdrv`, `s390x`, `fs/nfs`, `x86_64`.
  fileprivate var isOfArea: Bool {
    isDigit || isLetter && !isUpper || self == UInt8(ascii: "/") || self == UInt8(ascii: "_")
      || self == UInt8(ascii: "-")
  }
}
