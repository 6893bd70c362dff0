/// A version of a package, in the order of its kind of packages.
public struct PackageVersion: Hashable, Sendable, Comparable {
  public enum Order: String, CaseIterable, Hashable, Sendable {
    /// deb-version(7): signs count, `~` comes before everything.
    case dpkg
    /// rpm-version(7): signs only part, `~` comes before everything, and `^` after the end.
    case rpm
  }

  public let text: String
  private let order: Order
  /// The epoch, the version, the release.
  private let parts: [[Run]]

  private enum Run: Hashable, Sendable {
    case number([UInt8])
    case letters([UInt8])
  }

  public init(_ text: String, order: Order = .dpkg) {
    (self.text, self.order) = (text, order)
    var rest = Array(text.utf8)[...]
    var epoch: ArraySlice<UInt8> = []
    if let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
      (epoch, rest) = (rest[..<colon], rest[(colon + 1)...])
    }
    let dash = rest.lastIndex(of: UInt8(ascii: "-"))
    let version = dash.map { rest[..<$0] } ?? rest
    let release = dash.map { rest[($0 + 1)...] } ?? []
    parts = [epoch, version, release].map { Self.runs(of: $0) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func runs(of text: ArraySlice<UInt8>) -> [Run] {
    var runs: [Run] = []
    var rest = text
    while !rest.isEmpty {
      let digits = rest.prefix(while: isDigit)
      if !digits.isEmpty { runs.append(.number(Array(digits.drop { $0 == 0x30 }))) }
      rest = rest[digits.endIndex...]
      let letters = rest.prefix { !isDigit($0) }
      if !letters.isEmpty { runs.append(.letters(Array(letters))) }
      rest = rest[letters.endIndex...]
    }
    return runs
  }

  public static func == (left: Self, right: Self) -> Bool { left.text == right.text }
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }

  public static func < (left: Self, right: Self) -> Bool {
    for (first, second) in zip(left.parts, right.parts) {
      let order =
        switch left.order {
        case .dpkg: dpkgOrder(first, second)
        case .rpm: rpmOrder(first, second)
        }
      if order != 0 { return order < 0 }
    }
    return left.text < right.text
  }

  /// - Returns: below, at or above 0.
  private static func order(_ first: [UInt8], _ second: [UInt8]) -> Int {
    if first.count != second.count { return first.count - second.count }
    return first == second ? 0 : first.lexicographicallyPrecedes(second) ? -1 : 1
  }

  // MARK: dpkg

  private static func dpkgOrder(_ left: [Run], _ right: [Run]) -> Int {
    var (left, right) = (left[...], right[...])
    // Both begin with letters, if only with none.
    while !left.isEmpty || !right.isEmpty {
      var (first, second): ([UInt8], [UInt8]) = ([], [])
      if case .letters(let letters)? = left.first {
        first = letters
        left.removeFirst()
      }
      if case .letters(let letters)? = right.first {
        second = letters
        right.removeFirst()
      }
      for place in 0..<max(first.count, second.count) {
        let one = place < first.count ? weight(first[place]) : 0
        let other = place < second.count ? weight(second[place]) : 0
        if one != other { return one - other }
      }
      (first, second) = ([], [])
      if case .number(let digits)? = left.first {
        first = digits
        left.removeFirst()
      }
      if case .number(let digits)? = right.first {
        second = digits
        right.removeFirst()
      }
      let numbers = order(first, second)
      if numbers != 0 { return numbers }
    }
    return 0
  }

  /// Letters come before signs, an end before letters, and `~` before an end.
  private static func weight(_ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "~"): -1
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte)
    default: Int(byte) + 256
    }
  }

  // MARK: rpm

  private enum Piece: Equatable {
    case tilde, end, caret
    case letters([UInt8])
    case number([UInt8])

    /// Where the kinds stand to each other.
    var rank: Int {
      switch self {
      case .tilde: 0
      case .end: 1
      case .caret: 2
      case .letters: 3
      case .number: 4
      }
    }
  }

  private static func pieces(of runs: [Run]) -> [Piece] {
    var pieces: [Piece] = []
    for run in runs {
      switch run {
      case .number(let digits): pieces.append(.number(digits))
      case .letters(let letters):
        var word: [UInt8] = []
        for byte in letters + [0] {
          if (0x41...0x5A).contains(byte & 0xDF) {
            word.append(byte)
            continue
          }
          if !word.isEmpty { pieces.append(.letters(word)) }
          word = []
          if byte == UInt8(ascii: "~") { pieces.append(.tilde) }
          if byte == UInt8(ascii: "^") { pieces.append(.caret) }
        }
      }
    }
    return pieces
  }

  private static func rpmOrder(_ left: [Run], _ right: [Run]) -> Int {
    let (left, right) = (pieces(of: left), pieces(of: right))
    for place in 0...max(left.count, right.count) {
      let one = place < left.count ? left[place] : .end
      let other = place < right.count ? right[place] : .end
      if one.rank != other.rank { return one.rank - other.rank }
      switch (one, other) {
      case (.number(let first), .number(let second)):
        let numbers = order(first, second)
        if numbers != 0 { return numbers }
      case (.letters(let first), .letters(let second)):
        if first != second { return first.lexicographicallyPrecedes(second) ? -1 : 1 }
      default: break
      }
    }
    return 0
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
  public init(parsing text: String, order: PackageVersion.Order = .dpkg) {
    var packages: [Package] = []
    var seen: Set<Package> = []
    var unread: String?
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split(whereSeparator: \.isWhitespace)
      guard let first = words.first, first.utf8.first != UInt8(ascii: "#") else { continue }
      let isFine =
        words.count == 2
        && words.allSatisfy { word in
          word.utf8.first != UInt8(ascii: "-") && word.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        }
      guard isFine else {
        unread = unread ?? String(line)
        continue
      }
      let package = Package(
        name: String(first), version: PackageVersion(String(words[1]), order: order))
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
