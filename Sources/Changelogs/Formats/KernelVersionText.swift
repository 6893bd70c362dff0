internal import ChangeModel
import Text

/// One line that says which kernel it is, and nothing of what that brings.
///
/// `Linux version 5.10.0-28-amd64 (…) … Debian 5.10.209-2 (2024-01-31)` of /proc/version, `Linux host 5.10.0-28-amd64 #1 SMP
/// Debian 5.10.209-2 …` of `uname -a`, `Ubuntu 5.15.0-91.101-generic 5.15.131` of /proc/version_signature, and a version
/// alone, as `uname -r` prints it. Where Debian and Ubuntu name the release beside the name of the interface
/// (`5.10.0-28-amd64`), that is the version.
struct KernelVersionText {
  enum Form: String {
    case proc = "/proc/version"
    case uname = "uname -a"
    case signature = "/proc/version_signature"
    case bare = "version of a kernel"
  }

  let form: Form
  private let text: String
  private let version: String
  private let line: Int

  /// `nil` if the text has more than one line, or another.
  init?(_ bytes: [UInt8]) {
    guard bytes.count <= Self.longest else { return nil }
    var reader = LineReader(bytes)
    var found: (text: String, line: Int)?
    while let line = reader.nextLine() {
      let text = ByteText(bytes, line).trimmed
      guard !text.isEmpty else { continue }
      guard found == nil else { return nil }
      found = (text.string, reader.line)
    }
    guard let (text, line) = found, let name = KernelName(text) else { return nil }
    if case .newest = name.meaning { return nil }
    // The word that names the release, with the number of its package.
    let word = text.split(whereSeparator: \.isWhitespace).first {
      KernelVersion(leading: $0)?.components == name.version.components
    }
    guard let word else { return nil }
    version = String(word)
    if text.hasPrefix("Linux version ") {
      form = .proc
    } else if text.hasPrefix("Ubuntu ") {
      form = .signature
    } else if text.hasPrefix("Linux "), text.contains(" #") {
      form = .uname
    } else if text.hasPrefix("Linux ") || Self.isVersionAlone(text) {
      form = .bare
    } else {
      return nil
    }
    (self.text, self.line) = (text, line)
  }

  private static let longest = 4096

  /// `5.10.209-2`, `v4.14.121`; not `12.5` or `5.36`, as others count, too, nor the name of a file or a package.
  private static func isVersionAlone(_ text: String) -> Bool {
    let numbers = text.drop { $0 == "v" }.prefix { $0.isNumber || $0 == "." }.split(separator: ".")
    return numbers.count >= 3 && (Int(numbers[0]).map((2...9).contains) ?? false)
  }

  func release(source: String) -> ChangelogRelease {
    ChangelogRelease(
      heading: text, date: nil, packager: nil, version: version,
      position: SourcePosition(file: source, line: line), entries: [])
  }
}
