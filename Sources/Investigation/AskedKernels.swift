import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// OLD and NEW as they were given: two operands, a range, or one kernel, which is compared with the one that runs here; or OLD
/// and several kernels that may take its place.
public struct AskedKernels: Hashable, Sendable {
  public let old: String
  /// At least one, unless ranges of releases are asked about besides.
  public let candidates: [String]
  /// Whether nobody named OLD.
  public let assumesRunning: Bool

  /// - Returns: `nil` for one operand that is not a range, where nothing is known of the kernel that runs.
  public init?(_ first: String, _ second: String?, running: String? = Self.running) {
    if let second {
      (old, candidates, assumesRunning) = (first, [second], false)
    } else if !FileManager.default.fileExists(atPath: first), let ends = first.rangeEnds {
      (old, candidates, assumesRunning) = (ends.old, [ends.new], false)
    } else if let running {
      (old, candidates, assumesRunning) = (running, [first], true)
    } else {
      return nil
    }
  }

  /// OLD, and what else was given to take its place.
  public init(old: String, candidates: [String]) {
    (self.old, self.candidates, assumesRunning) = (old, candidates, false)
  }

  /// The newer of two.
  public var new: String { candidates[0] }

  /// What `uname -r` prints.
  public static var running: String? {
    var names = utsname()
    guard uname(&names) == 0 else { return nil }
    return withUnsafeBytes(of: &names.release) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}

extension String {
  /// The ends of `A..B`; a missing one is `HEAD`, as git has it. A path such as `../old.spec` has none.
  var rangeEnds: (old: String, new: String)? {
    guard let dots = firstRange(of: "..") else { return nil }
    let (old, new) = (String(self[..<dots.lowerBound]), String(self[dots.upperBound...]))
    guard !new.hasPrefix("."), !new.hasPrefix("/") else { return nil }
    return (old.isEmpty ? "HEAD" : old, new.isEmpty ? "HEAD" : new)
  }
}
