public import ChangeModel

extension IndexNotice {
  public var sentence: String {
    switch self {
    case .rebuilt(let path): "the index \(path) was damaged and has been rebuilt"
    case .inMemory(let directory, let reason):
      "the index is built in memory this time, since \(directory) cannot be written: \(reason)"
    case .notShared(let path, let reason):
      "no index is taken over from \(path), which cannot be read: \(reason)"
    }
  }
}
