/// A version of a package, as rpm and dpkg order them: runs of digits by their number, other runs by their letters, `~`
/// before everything (rpm-version(7), deb-version(7)).
public struct PackageVersion: Hashable, Sendable, Comparable {
  public let text: String
  private let parts: [Part]

  private enum Part: Hashable, Sendable {
    case number([UInt8])
    case letters([UInt8])
  }

  public init(_ text: String) {
    self.text = text
    var parts: [Part] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      if !digits.isEmpty {
        parts.append(.number(Array(digits.drop { $0 == 0x30 })))
        rest = rest[digits.endIndex...]
      }
      let letters = rest.prefix { !(0x30...0x39).contains($0) }
      if !letters.isEmpty {
        parts.append(.letters(Array(letters)))
        rest = rest[letters.endIndex...]
      }
    }
    self.parts = parts
  }

  public static func == (left: Self, right: Self) -> Bool { left.text == right.text }
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }

  public static func < (left: Self, right: Self) -> Bool {
    for place in 0..<max(left.parts.count, right.parts.count) {
      let pair = (
        place < left.parts.count ? left.parts[place] : nil,
        place < right.parts.count ? right.parts[place] : nil
      )
      if pair.0 == pair.1 { continue }
      switch pair {
      case (.number(let first)?, .number(let second)?):
        if first.count != second.count { return first.count < second.count }
        return first.lexicographicallyPrecedes(second)
      case (.letters(let first)?, .letters(let second)?):
        return first.map(weight).lexicographicallyPrecedes(second.map(weight))
      // What ends comes first, but after `~`.
      case (nil, .letters(let second)?): return second.first != UInt8(ascii: "~")
      case (.letters(let first)?, nil): return first.first == UInt8(ascii: "~")
      case (nil, _): return true
      case (_, nil): return false
      // A number follows where the other has letters: `1.0` and `1.0-a`.
      case (.number?, .letters(let second)?): return second.first != UInt8(ascii: "~")
      case (.letters(let first)?, .number?): return first.first == UInt8(ascii: "~")
      }
    }
    return left.text < right.text
  }

  /// Letters come before signs, as for dpkg.
  private static func weight(_ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "~"): -1
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte)
    default: Int(byte) + 256
    }
  }
}

/// Kernel packages that can be had, as the step `packages` of a recipe prints them.
public struct PackageListing: Hashable, Sendable {
  public struct Package: Hashable, Sendable {
    public let name: String
    public let version: PackageVersion

    /// `linux-image-6.1.0-50-cloud-amd64 6.1.176-1`
    public var title: String { "\(name) \(version.text)" }
  }

  /// In no order, no repeats.
  public let packages: [Package]
  /// The first of the lines that have not two words.
  public let unread: String?

  /// - Parameter text: a line `PACKAGE VERSION` for each; empty lines and those with `#` count for nothing.
  public init(parsing text: String) {
    var packages: [Package] = []
    var seen: Set<Package> = []
    var unread: String?
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split(whereSeparator: \.isWhitespace)
      guard let first = words.first, first.utf8.first != UInt8(ascii: "#") else { continue }
      let isFine = words.count == 2 && words.allSatisfy { word in
        word.utf8.first != UInt8(ascii: "-") && word.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
      }
      guard isFine else {
        unread = unread ?? String(line)
        continue
      }
      let package = Package(name: String(first), version: PackageVersion(String(words[1])))
      if seen.insert(package).inserted { packages.append(package) }
    }
    (self.packages, self.unread) = (packages, unread)
  }

  /// The package that a user names: by its name, its version, or both (`NAME-VERSION`, `NAME=VERSION`); `nil` if it is not
  /// exactly one.
  public func package(called operand: String) -> Package? {
    let found = packages.filter {
      [
        $0.name, $0.version.text, "\($0.name)-\($0.version.text)", "\($0.name)=\($0.version.text)",
        "\($0.name)_\($0.version.text)",
      ].contains(operand)
    }
    return found.count == 1 ? found[0] : nil
  }

  /// What came after `old`, up to `new`, oldest first: packages whose names differ in numbers only.
  public func between(_ old: Package, _ new: Package) -> [Package] {
    let shape = Self.shape(of: new.name)
    return packages.filter {
      Self.shape(of: $0.name) == shape && old.version < $0.version && $0.version <= new.version
    }.sorted { ($0.version, $0.name) < ($1.version, $1.name) }
  }

  /// `linux-image-6.1.0-50-cloud-amd64` with `0` for each number.
  static func shape(of name: String) -> [UInt8] {
    var shape: [UInt8] = []
    for byte in name.utf8 {
      guard (0x30...0x39).contains(byte) else {
        shape.append(byte)
        continue
      }
      if shape.last != 0x30 { shape.append(0x30) }
    }
    return shape
  }
}
