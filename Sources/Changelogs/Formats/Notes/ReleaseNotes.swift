internal import ChangeModel
import Text

/// The release notes of a system that brings its own kernel: Flatcar, Talos, Bottlerocket, COS and their like.
///
/// Headings that name a release cut the text; a text without them is one release if it says what it is. A line that says
/// which kernel a release has is a version bump for each kernel named, so that a clone lists the commits behind it. Other
/// items are notes, but for a CVE that is mended in the kernel where no bump brings it.
struct ReleaseNotes {
  enum Vendor: String {
    case flatcar = "Flatcar"
    case talos = "Talos"
    case bottlerocket = "Bottlerocket"
    case cos = "COS"
    case fedoraCoreOS = "Fedora CoreOS"
    case photon = "Photon"
  }

  let vendor: Vendor?
  private(set) var releases: [ChangelogRelease] = []
  /// The series that the notes speak of, if one release has several kernels, or the releases belong to several lines.
  private(set) var severalSeries: [String] = []

  /// A text that names neither a system nor a release in so many lines is something else.
  private static let longestFragment = 400

  /// `nil` if the text is not such notes.
  init?(_ bytes: [UInt8], source: String, limit: Int) {
    vendor = Vendor(of: ByteText(bytes, 0..<min(bytes.count, 1 << 16)))
    var reader = LineReader(bytes)
    var drafts: [Draft] = []
    var (level, entries, isSure) = (0, 0, false)
    while let line = reader.nextLine() {
      let text = ByteText(bytes, line).trimmed
      guard let first = text.first, first != UInt8(ascii: "<") else { continue }
      if reader.line > Self.longestFragment, vendor == nil, drafts.first?.heading == nil {
        return nil
      }
      let isItem = text.isItem
      let body = isItem ? text.dropFirst(1).trimmed : text
      // Code and quotations are indented.
      guard isItem && !drafts.isEmpty || text.start - line.lowerBound <= 3 else { continue }
      let statement = first == UInt8(ascii: "#") ? nil : KernelStatement(body)
      if statement == nil, !isItem, let heading = ReleaseNotesHeading(text),
        level == 0 || heading.level <= level
      {
        level = heading.level
        drafts.append(Draft(heading, line: reader.line))
        continue
      }
      if statement == nil, !isItem, text.opensFlatcarList {
        if drafts.isEmpty {
          drafts.append(Draft(text: text.withoutMarkup.string, line: reader.line))
        }
        isSure = true
        continue
      }
      if let statement {
        if drafts.isEmpty { drafts.append(Draft(text: "release notes", line: reader.line)) }
        isSure =
          isSure || statement.isSure || statement.isUpdate && (isItem || vendor != nil)
          || drafts.contains { $0.heading != nil }
      } else if drafts.isEmpty {
        continue
      }
      if statement == nil, !isItem, let date = text.releaseDate {
        drafts[drafts.count - 1].date = date
        continue
      }
      let item = Item(text: body.withoutMarkup, statement: statement, line: reader.line)
      guard
        isItem || statement != nil || item.isKernelCVE
          || vendor == .cos && text.first?.isUpper == true
      else { continue }
      entries += max(1, statement?.versions.count ?? 0)
      guard entries <= limit else { break }
      drafts[drafts.count - 1].items.append(item)
    }
    guard isSure, drafts.contains(where: { $0.items.contains { $0.statement != nil } }) else {
      return nil
    }
    severalSeries = Self.series(of: drafts)
    let isSeveral = !severalSeries.isEmpty
    let read = drafts.map { $0.release(source: source, vendor: vendor, isSeveral: isSeveral) }
    releases = BumpChain.link(read, bySeries: isSeveral, ascending: true).map(\.withCVEsAsNotes)
  }

  /// All series, if there is more than one line of kernels; none otherwise.
  ///
  /// A system may go from one series to a newer one; it has several if one release names two, or a release goes back.
  private static func series(of drafts: [Draft]) -> [String] {
    var all: Set<KernelVersion> = []
    var (isSeveral, newest) = (false, nil as KernelVersion?)
    for draft in drafts.reversed() {
      let versions = draft.kernels
      let found = Set(versions.compactMap { KernelVersion($0.series) })
      guard let highest = found.max() else { continue }
      all.formUnion(found)
      if found.count > 1 || newest.map({ highest < $0 }) == true { isSeveral = true }
      newest = highest
    }
    return isSeveral ? all.sorted().map(\.series) : []
  }

  private struct Item {
    let text: ByteText
    let statement: KernelStatement?
    let line: Int

    var isKernelCVE: Bool { KernelStatement.namesKernel(text) && !text.cves.isEmpty }
  }

  private struct Draft {
    let heading: ReleaseNotesHeading?
    let text: String
    let line: Int
    var date: String?
    var items: [Item] = []

    init(_ heading: ReleaseNotesHeading, line: Int) {
      (self.heading, text, date, self.line) = (heading, heading.text, heading.date, line)
    }

    init(text: String, line: Int) { (heading, self.text, self.line) = (nil, text, line) }

    var isEmpty: Bool { items.isEmpty }

    /// What the release has in the end, without the steps to it where both are said.
    var kernels: [KernelVersion] {
      let statements = items.compactMap(\.statement)
      let last = statements.filter { !$0.isStep }
      return (last.isEmpty ? statements : last).flatMap(\.versions)
    }

    func release(source: String, vendor: Vendor?, isSeveral: Bool) -> ChangelogRelease {
      var entries: [ChangelogEntry] = []
      for item in items {
        let text = item.text.string
        let position = SourcePosition(file: source, line: item.line)
        guard let statement = item.statement else {
          let cves = item.isKernelCVE ? item.text.cves : []
          entries.append(
            ChangelogEntry(
              kind: cves.isEmpty ? .note : .change, text: text,
              subject: cves.isEmpty ? text : "Fix \(cves.joined(separator: ", "))", cves: cves,
              position: position))
          continue
        }
        for (number, version) in statement.versions.enumerated() {
          entries.append(
            ChangelogEntry(
              kind: .versionBump, text: text, subject: text,
              cves: number == 0 ? item.text.cves : [],
              versionBump: VersionBump(
                from: statement.from.map { .init(version: $0) }, to: .init(version: version)),
              position: number == 0
                ? position : SourcePosition(file: source, line: item.line, column: number + 1)))
        }
      }
      let kernel = isSeveral ? nil : kernels.max()
      let name = heading.map { heading in
        heading.name.contains(" ") || vendor == nil || vendor == .cos
          ? heading.name : "\(vendor?.rawValue ?? "") \(heading.name)"
      }
      return ChangelogRelease(
        heading: text, date: date, packager: nil,
        version: kernel.map { kernel in name.map { "\(kernel) (\($0))" } ?? "\(kernel)" },
        position: SourcePosition(file: source, line: line), entries: entries)
    }
  }
}

extension ReleaseNotes.Vendor {
  /// Whose notes a text is, by the name that stands in it.
  fileprivate init?(of text: ByteText) {
    if text.contains("Talos") || text.contains("siderolabs/") {
      self = .talos
    } else if text.contains("ottlerocket") {
      self = .bottlerocket
    } else if text.contains("latcar") || text.contains("Changes since **")
      || text.contains("Changes since Stable ")
    {
      self = .flatcar
    } else if text.contains("cos-") && text.contains("COS-")
      || text.contains("Container-Optimized OS")
    {
      self = .cos
    } else if text.contains("Fedora CoreOS") {
      self = .fedoraCoreOS
    } else if text.contains("Photon OS") {
      self = .photon
    } else {
      return nil
    }
  }
}

extension ChangelogRelease {
  /// A list of CVEs beside a bump is what the bump brings: no commit more stands behind it.
  fileprivate var withCVEsAsNotes: ChangelogRelease {
    guard entries.contains(where: { $0.kind == .versionBump }) else { return self }
    return with(entries.map { $0.kind == .change ? $0.asNote : $0 })
  }
}

extension ByteText {
  /// Whether a bullet begins the line.
  fileprivate var isItem: Bool {
    guard let first, byte(at: 1)?.isBlank == true else { return false }
    return "-*+".utf8.contains(first)
  }

  /// `_Changes since **Stable 3975.2.2**_`
  fileprivate var opensFlatcarList: Bool {
    let text = withoutMarkup
    return (text.starts(with: "Changes since ") || text.starts(with: "Changes compared to "))
      && text.slice.contains(where: \.isDigit)
  }

  /// The day of `Release Date: Sep 16, 2024`.
  fileprivate var releaseDate: String? {
    let text = withoutMarkup
    guard text.starts(with: "Release Date:") || text.starts(with: "Date:") else { return nil }
    return ReleaseNotesHeading.date(in: text)
  }
}
