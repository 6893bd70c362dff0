import ChangeModel

/// Mainline, then stable branches by version, then other branches by name.
struct BranchOrder: Comparable {
  let name: String
  private let version: KernelVersion?

  init(_ name: String) {
    self.name = name
    version = name.hasSuffix(".y") ? KernelVersion(leading: name) : nil
  }

  private var rank: Int { name == "mainline" ? 0 : version != nil ? 1 : 2 }

  static func < (left: Self, right: Self) -> Bool {
    if left.rank != right.rank { return left.rank < right.rank }
    if let a = left.version, let b = right.version, a != b { return a < b }
    return left.name < right.name
  }
}
