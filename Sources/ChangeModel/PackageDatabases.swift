/// Which databases of installed packages are asked.
public struct PackageDatabases: Hashable, Sendable {
  /// The root directory of another system, such as the image of a container; `nil` for this one's.
  public let root: String?
  /// The directory of rpm's database, as it is, instead of the root's; without a root nothing but it is asked.
  public let rpm: String?

  public init(root: String? = nil, rpm: String? = nil) { (self.root, self.rpm) = (root, rpm) }

  /// Whether they are those of this system.
  public var areUsual: Bool { root == nil && rpm == nil }
}
