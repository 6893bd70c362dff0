import Kbuild

/// A tree of sources made for one test.
struct TreeOfFiles: SourceTree {
  var files: [String: String]

  func contents(of path: String) -> [UInt8]? { files[path].map { Array($0.utf8) } }

  func names(in directory: String) -> [String] {
    let prefix = directory.isEmpty ? "" : directory + "/"
    return Set(
      files.keys.filter { $0.hasPrefix(prefix) }.map {
        String($0.dropFirst(prefix.count).prefix { $0 != "/" })
      }
    ).sorted()
  }

  /// A tree with one directory `d`, whose makefile this is.
  static func directory(_ makefile: String, and files: [String: String] = [:]) -> TreeOfFiles {
    TreeOfFiles(
      files: files.merging(
        ["Makefile": "", "Kbuild": "obj-y += d/\n", "d/Makefile": makefile]) { given, _ in given })
  }

  func map(_ values: [String: String] = [:], architecture: String = "x86") -> BuildMap {
    BuildMap(
      of: self, for: KernelConfiguration(values: values, architecture: architecture),
      architecture: architecture)
  }
}
