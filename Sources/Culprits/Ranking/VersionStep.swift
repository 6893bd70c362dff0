internal import ChangeModel
internal import Text

/// The step of the version to a number that takes more than a byte, 4.4.256, and symptoms that are about such numbers.
///
/// `KERNEL_VERSION(4, 4, 256)` is that of 4.5.0, so what compares versions takes the wrong way. No development case is of that
/// kind: by argument, not by fit, the step is about as probable as all other candidates together where the symptom is about version
/// numbers, and a commit without a word elsewhere.
struct VersionStep {
  /// By candidate: the version that it sets.
  private(set) var versions: [Int: KernelVersion] = [:]
  /// Added to the logarithm of the odds of each of them.
  let lift: Double

  init(_ symptom: Symptom, _ changes: [Candidate]) {
    lift = log(Double(max(1, changes.count))) + Self.others
    let steps = changes.enumerated().compactMap { place, change -> (Int, KernelVersion)? in
      guard let version = KernelVersion(settingSubject: change.subject),
        version.outgrowsVersionCode
      else { return nil }
      return (place, version)
    }
    guard !steps.isEmpty, Self.isAboutNumbers(symptom) else { return }
    versions = Dictionary(uniqueKeysWithValues: steps)
  }

  func lift(of candidate: Int) -> Double { versions[candidate] == nil ? 0 : lift }

  /// What words of the symptom may add to others, which this commit has none of.
  private static let others = 4.0

  private static func isAboutNumbers(_ symptom: Symptom) -> Bool {
    var words: Set<String> = []
    for line in symptom.text.utf8.prefix(longest).split(whereSeparator: { !$0.isWordByte }) {
      words.insert(String(decoding: line, as: UTF8.self).lowercased())
    }
    return !words.isDisjoint(with: codes)
      || !words.isDisjoint(with: versions) && !words.isDisjoint(with: numbers)
  }

  /// A symptom may be a whole log.
  private static let longest = 1 << 16
  private static let codes: Set = [
    "kernel_version", "linux_version_code", "linux_version", "sublevel", "vermagic", "255", "256",
    "version_code", "utsrelease",
  ]
  private static let versions: Set = [
    "version", "versions", "revision", "release", "uname", "sublevel",
  ]
  private static let numbers: Set = [
    "number", "numbers", "code", "compare", "compares", "comparison", "check", "checks", "parse",
    "parses",
    "macro", "overflow", "overflows",
  ]
}
