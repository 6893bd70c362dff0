internal import ChangeModel
internal import Text

extension Phrase {
  /// A commit by its short id.
  static func commit(_ id: CommitID) -> Phrase { Phrase(id.short, .code, to: .commit("\(id)")) }

  static func commit(_ id: AbbreviatedCommitID) -> Phrase {
    Phrase(id.short, .code, to: .commit(id.digits))
  }

  static func cve(_ id: String, _ tone: Tone = .strong) -> Phrase {
    Phrase(id, tone, to: id.isCVE ? .cve(id) : nil)
  }

  static func cves(_ ids: [String]) -> Phrase { ids.map { .cve($0) }.joined(by: ", ") }

  /// A text of strangers in which addresses, CVEs and bugs of known trackers lead where they say.
  ///
  /// - Parameters:
  ///   - bugs: numbers that stand for bugs of `tracker` wherever a word is one of them.
  /// - Complexity: O(*n*)
  init(linking text: String, bugs: [String] = [], of tracker: BugTracker? = nil) {
    self = ""
    var plain: [UInt8] = []
    func flush(_ phrase: inout Phrase) {
      phrase += Phrase(String(decoding: plain, as: UTF8.self))
      plain = []
    }
    let bytes = Array(text.utf8)
    var place = 0
    while place < bytes.count {
      let isStart = place == 0 || !bytes[place - 1].isWordByte
      if isStart, bytes[place].isWordByte {
        let rest = bytes[place..<min(bytes.count, place + Self.longestAddress)]
        if let found = Self.link(in: rest, bugs, tracker) {
          let piece = bytes[place..<place + found.length]
          place += found.length
          guard let link = found.link else {
            plain += piece
            continue
          }
          flush(&self)
          self += Phrase(String(decoding: piece, as: UTF8.self), to: link)
          continue
        }
      }
      plain.append(bytes[place])
      place += 1
    }
    flush(&self)
  }

  /// Longer ones are nobody's.
  private static let longestAddress = 1_000

  /// What a run of bytes begins with; without a link, what is not looked into.
  private static func link(
    in word: ArraySlice<UInt8>, _ bugs: [String], _ tracker: BugTracker?
  ) -> (length: Int, link: Link?)? {
    func begins(_ prefix: String) -> Bool { word.starts(with: prefix.utf8) }
    func name(after prefix: Int) -> String {
      String(decoding: word.dropFirst(prefix).prefix(while: \.isDigit), as: UTF8.self)
    }
    if begins("https://") || begins("http://") {
      // A full stop or a bracket after an address is the sentence's.
      var address = word.prefix(while: \.isAddressByte)
      while let last = address.last, ".,;:!?)]}'>".utf8.contains(last) { address.removeLast() }
      let text = String(decoding: address, as: UTF8.self)
      // What stands in an address that leads nowhere is part of it.
      return (address.count, text.isOfKnownHost ? .page(text) : nil)
    }
    if begins("CVE-") {
      let id = String(
        decoding: word.prefix {
          $0.isDigit || $0 == UInt8(ascii: "-") || (0x41...0x5A).contains($0)
        },
        as: UTF8.self)
      return id.isCVE ? (id.utf8.count, .cve(id)) : nil
    }
    for (prefix, tracker) in trackers where begins(prefix) {
      let number = name(after: prefix.utf8.count)
      guard !number.isEmpty, number.utf8.count < 12 else { return nil }
      let id = tracker == .redHatJira ? prefix + number : number
      return (prefix.utf8.count + number.utf8.count, .bug(tracker, id))
    }
    if let tracker, !bugs.isEmpty {
      let number = name(after: 0)
      let next = word.dropFirst(number.utf8.count).first
      if !number.isEmpty, bugs.contains(number), !(next?.isWordByte ?? false) {
        return (number.utf8.count, .bug(tracker, number))
      }
    }
    return nil
  }

  private static let trackers: [(String, BugTracker)] = [
    ("bsc#", .suse), ("boo#", .suse), ("bnc#", .suse), ("RHEL-", .redHatJira), ("rhbz#", .redHat),
    ("bz#", .redHat), ("LP:#", .launchpad),
  ]
}

extension UInt8 {
  fileprivate var isWordByte: Bool { isDigit || isLetter || self >= 0x80 }
}

extension String {
  /// `CVE-2018-16597`
  var isCVE: Bool {
    let parts = utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return parts.count == 3 && parts[0].elementsEqual("CVE".utf8) && parts[1].count == 4
      && (4...19).contains(parts[2].count)
      && parts.dropFirst().allSatisfy { $0.allSatisfy(\.isDigit) }
  }

  /// Whether an address is one of a place where the kernel's commits, mails and bugs are: a stranger's text leads nowhere else.
  var isOfKnownHost: Bool {
    guard let scheme = firstRange(of: "://") else { return false }
    let host = self[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
      .lowercased()
    return Self.knownHosts.contains(host) || host.hasSuffix(".kernel.org")
  }

  private static let knownHosts: Set<String> = [
    "kernel.org", "lkml.org", "lkml.kernel.org", "syzkaller.appspot.com", "www.cve.org",
    "nvd.nist.gov",
    "bugzilla.redhat.com", "issues.redhat.com", "bugzilla.suse.com", "bugzilla.opensuse.org",
    "bugs.launchpad.net", "launchpad.net", "bugs.debian.org", "bugs.freedesktop.org",
    "gitlab.freedesktop.org", "github.com", "gitlab.com", "marc.info", "patchwork.kernel.org",
  ]

  /// What is left of a path without its folders; a text without any is itself.
  var fileName: String {
    utf8.lastIndex(of: UInt8(ascii: "/")).flatMap { slash in
      String(Substring(utf8[utf8.index(after: slash)...])).nonEmpty
    } ?? self
  }
}

extension ChangelogDialect {
  /// Whose bugs bare numbers are.
  var bugTracker: BugTracker? {
    switch self {
    case .redHatEnterprise, .redHatStream, .fedora: .redHat
    case .suse, .suseChanges: .suse
    case .debian: .debian
    case .ubuntu: .launchpad
    default: nil
    }
  }
}
