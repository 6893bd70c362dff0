/// What a name that people have for a kernel says of it: `4.14.121-1.el7.elrepo.x86_64` as `uname -r` prints it, the name of a
/// package, `linux-4.14.121`, `/boot/vmlinuz-4.14.121-generic`, a line of `/proc/version`, `4.14.y`.
///
/// A revision of git, a file or a package of that name comes before: this is what is left to guess.
public struct KernelName: Hashable, Sendable {
  public enum Meaning: Hashable, Sendable {
    case release(KernelVersion)
    /// The release that a distribution's kernel began with, `6.1` of `6.1.0-37-amd64`: what it took from later ones, the
    /// name does not say.
    case base(KernelVersion)
    /// The newest release of a series: `4.14.y`.
    case newest(ofSeries: KernelVersion)
  }

  public let meaning: Meaning
  /// As `uname -r` prints it on that kernel, where the name holds it: to ask which installed package it belongs to.
  public let running: String?

  public init(_ meaning: Meaning, running: String? = nil) {
    (self.meaning, self.running) = (meaning, running)
  }

  public var version: KernelVersion {
    switch meaning {
    case .release(let version), .base(let version), .newest(let version): version
    }
  }

  /// No name of a kernel is longer, nor a line of `/proc/version`.
  private static let longest = 1000

  /// - Returns: `nil` for what is not the name of a kernel, as `gcc-4.8.5`, and for files by their endings: `kernel.rpm`.
  public init?(_ text: String) {
    guard text.utf8.count <= Self.longest else { return nil }
    let words = text.split { $0 == " " || $0 == "\t" || $0.isNewline }
    switch words.count {
    case 0: return nil
    case 1: self.init(word: words[0])
    default: self.init(announcement: words)
    }
  }

  // MARK: What kernels say of themselves

  /// `Linux version 4.14.121-1.el7 (…) … Debian 6.1.140-1 …`, `Linux HOST 4.14.121 #1 SMP …`, `Linux 4.14.121`,
  /// `Ubuntu 5.15.0-91.101-generic 5.15.131` (`/proc/version_signature`), and what an image begins with:
  /// `6.1.0-37-amd64 (debian-kernel@…) … Debian 6.1.140-1 …`.
  private init?(announcement words: [Substring]) {
    if words.count == 3, words[0] == "Ubuntu", let version = KernelVersion(words[2]) {
      self.init(.release(version), running: String(words[1]))
      return
    }
    let isLinux = words[0] == "Linux"
    guard isLinux || words[1].hasPrefix("(") else { return nil }
    // After "version" or the name of the host, if either is there.
    let places = isLinux ? words.dropFirst().prefix(2) : words.prefix(1)
    guard let word = places.first(where: { $0.first?.isASCIIDigit == true }),
      let name = KernelName(word: word)
    else { return nil }
    // The version of Debian's package is that of the stable release.
    if let debian = words.lastIndex(of: "Debian"), debian + 1 < words.count,
      let version = KernelVersion(leading: words[debian + 1]), version.series == name.version.series
    {
      self.init(.release(version), running: String(word))
    } else {
      self = name
    }
  }

  // MARK: Names

  private init?(word: Substring) {
    guard let word = Self.withoutPlace(word), !Self.endings.contains(where: word.hasSuffix) else {
      return nil
    }
    // `name=version`, as apt has it.
    let halves = word.split(separator: "=", omittingEmptySubsequences: false)
    guard halves.count <= 2, let name = halves.first, let last = halves.last else { return nil }
    var parts = name.split(separator: "-", omittingEmptySubsequences: false)[...]
    var title: [String] = []
    while let part = parts.first, part.first?.isASCIIDigit != true,
      KernelVersion(leading: part) == nil
    {
      title.append(part.lowercased())
      parts.removeFirst()
    }
    guard title.isEmpty || Self.isKernel(title) else { return nil }
    let release: Substring
    if halves.count == 2 {
      guard !title.isEmpty else { return nil }
      release = last
    } else {
      guard let first = parts.first else { return nil }
      release = name[first.startIndex...]
    }
    self.init(release: release, isTitled: !title.isEmpty)
  }

  /// `4.14.121-1.el7.elrepo.x86_64`, also with the epoch that rpm and dpkg put before it.
  private init?(release: Substring, isTitled: Bool) {
    var release = release
    if let colon = release.firstIndex(of: ":"), release[..<colon].allSatisfy(\.isASCIIDigit) {
      release = release[release.index(after: colon)...]
    }
    guard release.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
      let version = KernelVersion(leading: release)
    else { return nil }
    if let ending = [".y", ".x", ".*"].first(where: release.hasSuffix) {
      guard let series = KernelVersion(release.dropLast(ending.count)), !series.isStable,
        series.releaseCandidate == nil
      else { return nil }
      self.init(.newest(ofSeries: series))
      return
    }
    let digits = release.first == "v" || release.first == "V" ? release.dropFirst() : release
    let numbers = digits.prefix { $0.isASCIIDigit || $0 == "." }
    let parts = numbers.split(separator: ".", omittingEmptySubsequences: false)
    let rest = digits[numbers.endIndex...]
    guard (2...4).contains(parts.count), !parts.contains(""),
      rest.first.map({ "-+~_".contains($0) }) ?? true, !Self.isEnd(rest, of: version)
    else { return nil }
    let running = isTitled && KernelVersion(release) != nil ? nil : String(release)
    let marks = rest.split { "-._~+".contains($0) }
    if version.releaseCandidate == nil,
      let candidate = marks.lazy.compactMap({ $0.hasPrefix("rc") ? Int($0.dropFirst(2)) : nil })
        .first,
      let version = KernelVersion(components: version.components, releaseCandidate: candidate)
    {
      // Fedora's 6.11.0-0.rc7.… may have more than that candidate.
      self.init(.base(version), running: running)
      return
    }
    let isWhole =
      KernelVersion(release)?.components.count == version.components.count && parts.count < 4
    let hasMore =
      !version.isStable || parts.count == 4 || version.releaseCandidate != nil
      || Self.carriesMore(rest, marks)
    self.init(isWhole || !hasMore ? .release(version) : .base(version), running: running)
  }

  /// Whether this is `-4.14.122` of `4.14.121-4.14.122`.
  private static func isEnd(_ rest: Substring, of version: KernelVersion) -> Bool {
    KernelVersion(rest.dropFirst()).map {
      $0.isStable && $0.components[0] == version.components[0]
    } ?? false
  }

  /// Whether a kernel says that it has more than the stable release that it is called after: a work tree's `+`, `-dirty` and
  /// `-5-g1234567` (scripts/setlocalversion), linux-next, and distributions that stay on a release and go on taking fixes.
  private static func carriesMore(_ rest: Substring, _ marks: [Substring]) -> Bool {
    rest.hasSuffix("+")
      || marks.contains { mark in
        ["dirty", "next", "default", "pve", "microsoft", "azure", "uek"].contains(String(mark))
          || mark.hasSuffix("uek") || mark.hasPrefix("amzn") || mark.hasPrefix("azl")
          || (mark.hasPrefix("rt") && Int(mark.dropFirst(2)) != nil)
          || (mark.first == "g" && mark.count > 7 && mark.dropFirst().allSatisfy(\.isHexDigit))
      }
  }

  /// The name of a file as a boot loader has it, and of a directory of modules, without where it is.
  private static func withoutPlace(_ word: Substring) -> Substring? {
    let components = word.split(separator: "/")
    guard let last = components.last else { return nil }
    for prefix in bootFiles where last.hasPrefix(prefix) {
      let name = last.dropFirst(prefix.count)
      return name.hasSuffix(".img") ? name.dropLast(4) : name
    }
    guard word.contains("/") else { return word }
    return components.count > 1 && components[components.count - 2] == "modules" ? last : nil
  }

  private static let bootFiles = [
    "vmlinuz-", "vmlinux-", "config-", "System.map-", "initrd.img-", "initramfs-", "initrd-",
    "symvers-", "Image-",
  ]
  /// `kernel-lt`, `linux-image`, `pve-kernel`; not `linux-firmware`, `util-linux`, `kernel-rpm-macros`.
  private static func isKernel(_ title: [String]) -> Bool {
    let words: Set = ["linux", "kernel", "kernels"]
    let makers: Set = ["pve", "proxmox", "raspberrypi", "virtuozzo"]
    guard let first = title.first, words.contains(first) || makers.contains(first),
      title.contains(where: words.contains)
    else { return false }
    return !title.contains { ["firmware", "rpm", "srpm", "macros", "libc", "libs"].contains($0) }
  }

  /// Files that are not there, rather than kernels.
  private static let endings = [
    ".rpm", ".deb", ".gz", ".xz", ".zst", ".bz2", ".tar", ".tgz", ".txt", ".changelog", ".changes",
    ".spec", ".log", ".md", ".html", ".json", ".patch", ".diff", ".git", ".dsc",
  ]
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
