internal import ChangeModel
internal import Text

/// Which candidates are in a part of the kernel that the symptom names: a mounted file system, a
/// module, a driver, the prefix of the functions in a trace.
///
/// Nothing here knows the kernel: a name fits a change if a directory or file of its paths, or the
/// prefix of its subject, is called so (`overlay` and `overlayfs`, `nf-x` and `nf_x` are the same
/// name). From the changes that fit, the tree's own aliases are learned: if most changes whose
/// subjects begin `ovl:` touch `fs/overlayfs`, an `ovl:` change elsewhere fits too, and for a
/// function `ovl_…` so does any change in `fs/overlayfs`.
struct KernelParts: Sendable {
  struct Fit: Sendable {
    let fact: Evidence.Part
    let directory: String
    /// How many candidates fit.
    let touching: Int
    /// Rarity of the fit, less for lower frames.
    let strength: Double
  }

  /// By candidate: for mounts, for what the symptom names otherwise, and for the prefixes of
  /// functions.
  private(set) var mounted: [Fit?]
  private(set) var named: [Fit?]
  private(set) var byFunction: [Fit?]

  /// A name that fits more than one candidate in four (`net`, `x86`) singles nothing out.
  private static let largestShare = 4

  init(_ symptom: Symptom, _ map: NameMap) {
    mounted = Array(repeating: nil, count: map.count)
    named = mounted
    byFunction = mounted
    for name in symptom.mounts {
      // Several mounts share what one would be worth.
      add(.mount(name), 1, minus: log(Double(symptom.mounts.count)), map, to: \.mounted)
    }
    for name in symptom.filesystems where !symptom.mounts.contains(name) {
      add(.filesystem(name), 1, map, to: \.named)
    }
    for name in symptom.modules { add(.module(name), 1, map, to: \.named) }
    var seen: Set<String> = []
    for (rank, frame) in symptom.frames.lazy.filter({ !$0.isNoise }).enumerated() {
      guard let prefix = frame.function.drop(while: { $0 == "_" }).split(separator: "_").first,
        prefix.utf8.count >= 3, seen.insert(prefix.lowercased()).inserted
      else { continue }
      let weight = Measurement.weight(ofFrame: rank)
      add(.functions(prefix: prefix.lowercased()), weight, map, to: \.byFunction)
    }
  }

  private mutating func add(
    _ fact: Evidence.Part, _ weight: Double, minus share: Double = 0, _ map: NameMap,
    to fits: WritableKeyPath<KernelParts, [Fit?]>
  ) {
    let members = map.members(named: fact.name)
    let count = map.count
    guard !members.isEmpty, members.count * Self.largestShare <= max(count, 8) else { return }
    let directory = map.commonDirectory(of: members, named: fact.name)
    let fit = Fit(
      fact: fact, directory: directory, touching: members.count,
      strength: max(0, weight * Rarity.rarity(having: members.count, of: count) - share))
    for member in members where (self[keyPath: fits][member]?.strength ?? 0) < fit.strength {
      self[keyPath: fits][member] = fit
    }
  }
}
