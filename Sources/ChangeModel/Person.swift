/// A name, an address, or both, as a changelog or a commit gives them.
public struct Person: Hashable, Sendable, CustomStringConvertible {
  public let name: String
  public let email: String?

  public init(name: String, email: String? = nil) { (self.name, self.email) = (name, email) }

  public var description: String {
    guard let email else { return name }
    return name.isEmpty ? email : "\(name) <\(email)>"
  }
}
