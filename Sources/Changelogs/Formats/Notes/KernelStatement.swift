internal import ChangeModel
import Text

/// What a line of release notes says about the kernel's version.
///
/// The forms seen: `Linux: 6.1.119`, `Linux Kernel: 6.6.29`, `Linux (6.6.74 (includes 6.6.73, 6.6.72))`, `Kernel
/// COS-6.1.119`, `Update kernel to 5.10.214, 5.15.153, 6.1.84`, `kernel: Update to 5.10.198 and 6.1.59`, `Update to kernels
/// 5.10.197`, `Update kernel-6.1 to 6.1.119`, `Updated the Linux kernel to v6.1.119.`, `271ce0d feat: bump kernel to 6.18.47`,
/// `kernel 6.11.6-300.fc41 → 6.11.8-300.fc41`, and a bare `Linux 6.1.119`.
struct KernelStatement {
  /// Each another kernel, in the order written.
  private(set) var versions: [KernelVersion] = []
  /// The version before, if the line says that, too.
  private(set) var from: KernelVersion?
  /// Whether this is one of several steps that a release made: it stands in a list of commits.
  let isStep: Bool
  /// Whether it says that the kernel was changed.
  let isUpdate: Bool
  /// Whether only release notes say it so, wherever the line stands.
  let isSure: Bool

  init?(_ line: ByteText) {
    guard Self.namesKernel(line) else { return nil }
    var words = Self.words(of: line.withoutMarkup)
    isStep = words.first.map { $0.text.commitDigits > 0 } ?? false
    if isStep { words.removeFirst() }
    if let first = words.first, first.endsLabel, !first.isKernel { words.removeFirst() }
    var (sawVerb, sawKernel, sawLabel) = (false, false, false)
    var index = 0
    while index < words.count, words[index].version == nil {
      let word = words[index]
      if word.isKernel {
        sawKernel = true
        sawLabel = word.endsLabel || word.opensGroup
      } else if Self.verbs.contains(word.lowercased) {
        sawVerb = true
        sawLabel = word.endsLabel
      } else if word.isDash {
        sawLabel = sawKernel
      } else if word.lowercased == "from", sawKernel {
        // "Update the kernel from 6.1.100 to 6.1.119"
      } else if !Self.fillers.contains(word.lowercased) {
        return nil
      }
      index += 1
    }
    guard sawKernel, index < words.count else { return nil }
    let isOfCOS = words[index].lowercased.hasPrefix("cos-")
    var included: [KernelVersion] = []
    var isIncluded = false
    reading: while index < words.count {
      let word = words[index]
      if let version = word.version {
        if isIncluded {
          included.append(version)
        } else if !versions.contains(version) {
          versions.append(version)
        }
      } else if word.lowercased == "includes" {
        isIncluded = true
      } else if word.isArrow, index + 1 < words.count, words[index + 1].version != nil,
        let last = versions.popLast()
      {
        from = last
      } else if !word.isKernel, word.lowercased != "and", word.lowercased != "&" {
        break reading
      }
      index += 1
    }
    guard !versions.isEmpty, sawVerb || sawLabel || isOfCOS || index == words.count else {
      return nil
    }
    if from == nil { from = included.min()?.predecessorInSeries }
    (isUpdate, isSure) = (sawVerb, isIncluded || isOfCOS)
  }

  private static let verbs: Set = [
    "update", "updated", "updates", "upgrade", "upgraded", "bump", "bumped", "rebase", "rebased",
  ]
  private static let fillers: Set = [
    "to", "the", "with", "upstream", "stable", "lts", "version", "new", "latest", "package",
  ]
  /// So many words of a line are looked at.
  private static let longest = 200

  /// Whether a text speaks of Linux or a kernel, in any case.
  static func namesKernel(_ text: ByteText) -> Bool {
    text.contains("inux") || text.contains("ernel") || text.contains("KERNEL")
  }

  private struct Word {
    let text: ByteText
    let lowercased: String
    let endsLabel: Bool
    /// A bracket follows.
    let opensGroup: Bool

    init(_ text: ByteText, opensGroup: Bool) {
      endsLabel = text.last == UInt8(ascii: ":")
      self.text = endsLabel ? text.dropLast(1) : text
      lowercased = self.text.string.lowercased()
      self.opensGroup = opensGroup
    }

    var isKernel: Bool {
      ["linux", "kernel", "kernels"].contains(lowercased)
        || lowercased.hasPrefix("kernel-") && lowercased.dropFirst(7).first?.isNumber == true
    }

    var isDash: Bool { ["-", "–", "—"].contains(lowercased) }

    var isArrow: Bool { ["->", "→", "=>", "to"].contains(lowercased) }

    /// `v6.1.119.`, `COS-6.1.119`, `6.11.8-300.fc41`.
    var version: KernelVersion? {
      var word = Substring(lowercased)
      if word.hasPrefix("cos-") { word = word.dropFirst(4) }
      while word.hasSuffix(".") { word = word.dropLast() }
      guard word.contains("."), let version = KernelVersion(leading: word),
        (3...30).contains(version.components[0])
      else { return nil }
      // "5.15.x" and "5.10+" say less than a version.
      let rest = word.drop { $0 == "v" || $0 == "." || $0.isNumber }
      guard rest.isEmpty && word.last?.isNumber == true || rest.hasPrefix("-") else { return nil }
      return version
    }
  }

  private static func words(of line: ByteText) -> [Word] {
    var words: [Word] = []
    var wordStart: Int?
    func isEdge(_ byte: UInt8) -> Bool { byte.isBlank || ",;()[]\"".utf8.contains(byte) }
    var place = line.start
    while place <= line.end, words.count < longest {
      let isEnd = place == line.end || isEdge(line.bytes[place])
      if isEnd, let start = wordStart {
        var next = place
        while next < line.end, line.bytes[next].isBlank { next += 1 }
        let opens = next < line.end && "([".utf8.contains(line.bytes[next])
        words.append(Word(ByteText(line.bytes, start..<place), opensGroup: opens))
        wordStart = nil
      } else if !isEnd, wordStart == nil {
        wordStart = place
      }
      place += 1
    }
    return words
  }
}
