import Text

/// A line by which a program that is not a changelog is known.
///
/// Of yum and dnf, apt, zypper, pagers, shells, mail programs and Markdown. A line is taken only by words
/// that no changelog has at the margin: nearly every line of one begins with a bullet or a blank.
enum ForeignSign {
  /// What follows belongs to another package, until the next heading.
  case package
  /// What follows is not of the changelog, until the next heading.
  case program
  /// The line stands in the middle of the changelog.
  case passing
  /// Markdown's ``` or ~~~.
  case fence

  init?(_ line: ByteText) {
    let line = line.trimmedRight
    if line.starts(with: "```") || line.starts(with: "~~~") {
      self = .fence
    } else if Self.packages.contains(where: { line.starts(with: $0) }) || line.isPackageRow
      || line.isField
    {
      self = .package
    } else if Self.programs.contains(where: { line.starts(with: $0) }) || line.isPrompt
      || line.isSignature || line.isProgress || line.isNotInstalled
    {
      self = .program
    } else if line.isPager || line.isOmission {
      self = .passing
    } else {
      return nil
    }
  }

  private static let packages: [StaticString] = [
    "====", "Changelogs for ", "changelog stats. ", "Information for package ",
    "Available Packages",
    "Installed Packages",
  ]

  private static let programs: [StaticString] = [
    "Loaded plugins:", "Listing all changelogs", "Listing changelogs since ",
    "Listing only new changelogs", "Last metadata expiration check:", "Repositories loaded.",
    "Updating and loading repositories:", "Updating Subscription Management repositories",
    "Not root, Subscription Management", "Loading mirror speeds ", "Loading repository data...",
    "Reading installed packages...", "Reading package lists...", "Reading state information...",
    "Building dependency tree...", "WARNING: apt ", "apt-listchanges: ", "Get:1", "Get:2", "Hit:1",
    "Hit:2", "Ign:1", "Ign:2", "Err:1", "Err:2", "Fetched ", "Script started on ",
    "Script done on ", "warning: ", "error: ", "rpm: ", "Complete!", "^C", "</pre>", "</code>",
    "{code",
    "{noformat", "[/code]",
  ]
}

extension ByteText {
  /// `kernel-3.10.0-693.el7.x86_64   updates`, as yum prints a package with its repository, or without it.
  fileprivate var isPackageRow: Bool {
    let blank = offset(where: \.isBlank) ?? count
    return !dropFirst(blank).trimmed.contains(" ") && prefix(blank).isPackage
  }

  /// Whether a word names a package, as in the line that dnf, in any language, puts above its changelog.
  var namesPackage: Bool {
    words.contains { word in
      (word.last == UInt8(ascii: ":") ? word.dropLast(1) : word).isPackage
    }
  }

  private var isPackage: Bool {
    let name = self
    guard let dot = name.lastOffset(of: UInt8(ascii: ".")), name.slice.contains(where: \.isDigit),
      name.offset(of: UInt8(ascii: "-")) != nil
    else { return false }
    return Self.architectures.contains(name.dropFirst(dot + 1).string)
  }

  private static let architectures: Set<String> = [
    "aarch64", "armv7hl", "i386", "i586", "i686", "loongarch64", "noarch", "ppc64", "ppc64le",
    "riscv64", "s390x", "src", "x86_64",
  ]

  /// `Name           : kernel`, the first line that rpm and zypper print of a package.
  fileprivate var isField: Bool {
    (starts(with: "Name ") || starts(with: "Repository "))
      && dropFirst(offset(of: UInt8(ascii: " ")) ?? 0).trimmed.starts(with: ": ")
  }

  /// `BaseOS   3.2 MB/s | 12 MB   00:03`
  fileprivate var isProgress: Bool { contains("B/s | ") }

  /// `-- `, above the name of who wrote a mail.
  fileprivate var isSignature: Bool { count == 2 && starts(with: "--") }

  /// `package kernel-lt is not installed`
  fileprivate var isNotInstalled: Bool { starts(with: "package ") && contains(" is not installed") }

  /// `[...]`, `[snip]`
  fileprivate var isOmission: Bool {
    starts(with: "[...") || starts(with: "[…") || starts(with: "[snip")
  }

  /// `--More--`, `(END)`, `lines 1-23`, `:`
  fileprivate var isPager: Bool {
    if starts(with: "--More--") || starts(with: "...skipping") { return true }
    if starts(with: "(END)")
      || (count == 1 && (first == UInt8(ascii: ":") || first == UInt8(ascii: "~")))
    {
      return true
    }
    guard starts(with: "lines ") else { return false }
    let span = dropFirst(6)
    guard let dash = span.offset(of: UInt8(ascii: "-")), dash > 0 else { return false }
    return span.prefix(dash).slice.allSatisfy(\.isDigit) && span.byte(at: dash + 1)?.isDigit == true
  }
}
