/// The number of a kernel release: `4.4.157`, `2.6.32.9`, `4.7-rc4`.
///
/// A final `.0` that only packages write (`6.11.0`) is dropped, as the kernel's own tags do (`v6.11`). Since 3.0 a
/// release has two parts and a stable release three; up to 2.6, one part more ("2.6" counts as one). Versions that are
/// dates (`16.04`, as DPDK has them) are written back as they were read.
public struct KernelVersion: Hashable, Sendable {
  /// Two to four numbers, without a candidate's number.
  public let components: [Int]
  public let releaseCandidate: Int?
  /// Whether the second number was written with a zero in front; says nothing about which release it is.
  private let isDate: Bool

  public init?(components: [Int], releaseCandidate: Int? = nil) {
    self.init(components: components, releaseCandidate: releaseCandidate, isDate: false)
  }

  private init?(components: [Int], releaseCandidate: Int?, isDate: Bool) {
    guard components.count >= 2, components.allSatisfy({ (0..<100_000).contains($0) }) else {
      return nil
    }
    let base = Self.seriesLength(of: components)
    var kept = Array(components.prefix(base + 1))
    if kept.count == base + 1, kept[base] == 0 { kept.removeLast() }
    self.components = kept
    self.releaseCandidate = releaseCandidate
    self.isDate = isDate
  }

  /// Reads a whole word: `4.4.157`, `v4.7-rc4`; `nil` if anything else stands in it.
  public init?(_ text: some StringProtocol) {
    guard let (version, rest) = Self.scan(Substring(text)), rest.isEmpty else { return nil }
    self = version
  }

  /// Reads a whole word that has no number which releases do not have, as the last of `5.15.143.1`.
  public init?(exactly text: some StringProtocol) {
    guard let version = KernelVersion(text) else { return nil }
    let parts = text.split(separator: "-", maxSplits: 1)[0].split(separator: ".")
    guard
      parts.count <= version.components.count
        || parts.count == version.components.count + 1 && Int(parts[parts.count - 1]) == 0
    else { return nil }
    self = version
  }

  /// Reads the number a longer word starts with: 4.4.157 of `4.4.157-1.el7`, 5.15.143 of `5.15.143.1-1.azl`.
  public init?(leading text: some StringProtocol) {
    guard let (version, _) = Self.scan(Substring(text)) else { return nil }
    self = version
  }

  private static func scan(_ text: Substring) -> (KernelVersion, rest: Substring)? {
    var rest = text.utf8
    if rest.first == UInt8(ascii: "v") || rest.first == UInt8(ascii: "V") { rest.removeFirst() }
    func number() -> Int? {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      guard (1...6).contains(digits.count), let value = Int(Substring(digits)) else { return nil }
      rest = rest.dropFirst(digits.count)
      return value
    }
    guard let first = number() else { return nil }
    var components = [first]
    var isDate = false
    while rest.first == UInt8(ascii: "."), components.count < 6 {
      let before = rest
      rest.removeFirst()
      let isPadded = rest.first == UInt8(ascii: "0")
      guard let next = number() else {
        rest = before
        break
      }
      if components.count == 1 { isDate = isPadded && (1...9).contains(next) }
      components.append(next)
    }
    var candidate: Int?
    let before = rest
    if rest.starts(with: "-rc".utf8) {
      rest = rest.dropFirst(3)
      candidate = number()
      if candidate == nil { rest = before }
    }
    guard
      let version = KernelVersion(
        components: components, releaseCandidate: candidate, isDate: isDate)
    else { return nil }
    return (version, Substring(rest))
  }

  /// Whether this is a release of a stable branch (`4.4.157`), not of mainline (`4.7`, `4.7-rc4`).
  public var isStable: Bool { components.count > seriesLength }

  /// Whether this is the first release of its series whose last number does not fit in the byte that `KERNEL_VERSION` has for
  /// it: 4.4.256.
  public var outgrowsVersionCode: Bool {
    isStable && releaseCandidate == nil && components.last == 256
  }

  /// The version that a commit sets, by its subject: 4.4.256 of `Linux 4.4.256`.
  public init?(settingSubject subject: String) {
    guard subject.hasPrefix("Linux "), let version = KernelVersion(subject.dropFirst(6)) else {
      return nil
    }
    self = version
  }

  /// The mainline release that a stable branch started from: `4.4` of `4.4.157`; the release itself otherwise.
  public var series: String {
    text(components.prefix(seriesLength))
  }

  /// The tag that names this release in a Linux clone.
  public var tagName: String { "v\(self)" }

  /// The release before this one in its own series, by number: 4.4.156 for 4.4.157, 4.4 for 4.4.1.
  public var predecessorInSeries: KernelVersion? {
    guard isStable, let last = components.last else { return nil }
    return KernelVersion(
      components: components.dropLast() + (last > 1 ? [last - 1] : []), releaseCandidate: nil,
      isDate: isDate)
  }

  private var seriesLength: Int { Self.seriesLength(of: components) }

  /// Linux had three numbers up to 2.6.39; what others call 2.17.1 is a stable release of 2.17.
  private static func seriesLength(of components: [Int]) -> Int {
    components[0] < 2 || components[0] == 2 && components[1] <= 6 ? 3 : 2
  }

  private func text(_ components: ArraySlice<Int>) -> String {
    components.enumerated().map { place, number in
      place == 1 && isDate ? "0\(number)" : "\(number)"
    }.joined(separator: ".")
  }

  public static func == (left: Self, right: Self) -> Bool {
    left.components == right.components && left.releaseCandidate == right.releaseCandidate
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(components)
    hasher.combine(releaseCandidate)
  }
}

extension KernelVersion: Comparable {
  /// By number; a candidate comes before its release.
  public static func < (left: Self, right: Self) -> Bool {
    if left.components != right.components {
      return left.components.lexicographicallyPrecedes(right.components)
    }
    return (left.releaseCandidate ?? .max) < (right.releaseCandidate ?? .max)
  }
}

extension KernelVersion: CustomStringConvertible {
  public var description: String {
    text(components[...])
      + (releaseCandidate.map { "-rc\($0)" } ?? "")
  }
}
