/// The files of a tree without history, wherever they are.
public struct TreeContents {
  public enum File: Hashable, Sendable {
    case text([UInt8])
    /// Larger than any source, or not a file.
    case unreadable
  }

  /// By its path from the top; `nil` if there is no such file.
  public let file: (String) -> File?
  /// The paths of other files with the name of this one.
  public let namesakes: (String) -> [String]

  public init(
    file: @escaping (String) -> File?, namesakes: @escaping (String) -> [String] = { _ in [] }
  ) {
    (self.file, self.namesakes) = (file, namesakes)
  }
}
