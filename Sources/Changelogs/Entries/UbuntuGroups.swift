internal import ChangeModel
import Text

/// What Ubuntu's lines say about those under them.
///
/// A line of the first level (`* CVE-2024-26800 // CVE-2024-1`, `* memory leaks … (LP: #2122554)`,
/// `* Focal update: v5.4.284 upstream stable release (LP: #2081278)`) gives the reason for the
/// patches that stand under it, one a line. So it is a note, and each of them has its CVEs, and its
/// bug, except for that of a stable update, which is about none of them. A stable update without
/// patches stands for all of its release. Up to 2014 it was the other way round: the patch stood
/// above, and its bugs and CVEs, one a line, under it.
enum UbuntuGroups {
  /// - Parameter levels: how far each entry is indented.
  static func settle(_ entries: [ChangelogEntry], levels: [Int]) -> [ChangelogEntry] {
    var settled = entries
    let top = levels.min()
    var start = entries.startIndex
    while start < entries.endIndex {
      let below =
        entries[(start + 1)...].indices.prefix { levels[$0] > levels[start] }
      defer { start = below.endIndex }
      guard levels[start] == top, !below.isEmpty else { continue }
      let reason = ByteText(entries[start].text)
      let references = below.filter { ByteText(entries[$0].text).isOnlyReferences }
      if !references.isEmpty, references.count == below.count || reason.isPatchTitle {
        let bugs = references.flatMap { ByteText(entries[$0].text).references ?? entries[$0].bugs }
        settled[start] = entries[start].with(
          bugs: bugs, cves: references.flatMap { entries[$0].cves })
        for index in references { settled[index] = entries[index].asNote }
        continue
      }
      if entries[start].versionBump == nil || below.contains(where: { entries[$0].kind == .change })
      {
        settled[start] = entries[start].asListedBump
      }
      // The bug of a release is about none of its patches.
      let isRelease = entries[start].versionBump != nil && reason.reasons.count == 1
      let bugs = isRelease ? [] : reason.bugsOfReason
      for index in below where entries[index].kind == .change {
        settled[index] = entries[index].with(bugs: bugs, cves: entries[start].cves)
      }
    }
    return settled
  }
}

extension ByteText {
  /// The release of `Focal update: v5.4.284 upstream stable release (LP: #1)`, `Xenial update to
  /// 4.4.5 stable release`.
  var ubuntuUpdate: VersionBump.Point? {
    for part in reasons where part.isStableUpdate {
      for word in part.words {
        if let point = VersionBumpReader.point(word.string) { return point }
      }
    }
    return nil
  }

  /// Whether an Ubuntu line is about the package or only says what was taken.
  var isUbuntuHousekeeping: Bool {
    contains("-proposed tracker") || starts(with: "Packaging resync")
      || starts(with: "Miscellaneous ") || starts(with: "Upstream stable to ")
      || contains("Tracking Bug") || starts(with: "Start new release") || starts(with: "Ubuntu-")
      || last == UInt8(ascii: ":") || starts(with: "update dkms") || starts(with: "debian/")
      || starts(with: "debian.")
      || !reasons.isEmpty && reasons.allSatisfy { $0.isStableUpdate } || isConfiguration
  }

  /// `CVE-2024-1 // CVE-2024-2`
  var isCVEReason: Bool { startsWithCVE && reasons.allSatisfy(\.isCVEList) }

  /// `[Config] …`, as Ubuntu alone writes it.
  var isUbuntuConfiguration: Bool { starts(with: "[Config] ") || starts(with: "[Packaging] ") }

  /// `[Config] …`, `UBUNTU: [Packaging] …`
  private var isConfiguration: Bool {
    var rest = self
    while let mark = Self.trees.first(where: { rest.starts(with: $0) }) {
      rest = rest.dropFirst(mark.utf8CodeUnitCount).trimmed
    }
    guard rest.first == UInt8(ascii: "["), let close = rest.offset(of: UInt8(ascii: "]")) else {
      return false
    }
    return Self.packaging.contains(rest[1..<close].string.lowercased())
  }

  private static let trees: [StaticString] = ["UBUNTU: ", "SAUCE: "]
  private static let packaging: Set = [
    "config", "configs", "packaging", "debian", "annotations", "abi", "snapcraft", "ubuntu",
  ]

  private var isStableUpdate: Bool {
    guard let update = offset(of: " update"), update > 0, let blank = offset(of: UInt8(ascii: " ")),
      blank == update
    else { return false }
    return contains("stable") || contains("patchset")
  }

  /// The parts of `A (LP: #1) // CVE-2024-1`.
  var reasons: [ByteText] {
    var parts: [ByteText] = []
    var rest = self
    let mark: StaticString = " // "
    while let found = rest.offset(of: mark) {
      parts.append(rest.prefix(found).trimmed)
      rest = rest.dropFirst(found + mark.utf8CodeUnitCount)
    }
    return parts + [rest.trimmed]
  }

  /// The bugs that the patches below a line are for.
  fileprivate var bugsOfReason: [String] {
    reasons.filter { !$0.isUbuntuHousekeeping }.flatMap { Decorations($0, dialect: .ubuntu).bugs }
  }

  /// `LP: #1187976`, `CVE-2012-1234`
  fileprivate var isOnlyReferences: Bool { references != nil }
}
