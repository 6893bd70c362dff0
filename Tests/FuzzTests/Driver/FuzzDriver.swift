import Foundation

/// Feeds one reader through LLVM's libFuzzer: `ktrail-fuzz TARGET [options and corpora of libFuzzer]`.
///
/// `ktrail-fuzz list` names the targets, with the longest input of each; `ktrail-fuzz seeds TARGET DIR` writes what to
/// begin with.
@main
struct FuzzDriver {
  /// For libFuzzer calls back without a context.
  nonisolated(unsafe) private static var target = FuzzTarget.all[0]

  static func main() {
    let words = CommandLine.arguments
    switch words.count > 1 ? words[1] : "" {
    case "list":
      for target in FuzzTarget.all { print(target.name, target.longest) }
    case "seeds" where words.count == 4:
      for (number, seed) in chosen(words[2]).seeds().enumerated() {
        _ = FileManager.default.createFile(
          atPath: "\(words[3])/seed-\(number)", contents: Data(seed.prefix(target.longest)))
      }
    case let name:
      _ = chosen(name)
      // libFuzzer takes its own options, and starts the program again with them.
      var count = CommandLine.argc - 1
      var values = CommandLine.unsafeArgv + 1
      values[0] = CommandLine.unsafeArgv[0]
      exit(
        runFuzzer(&count, &values) { bytes, count in
          FuzzDriver.target.read(Array(UnsafeBufferPointer(start: bytes, count: count)))
          return 0
        })
    }
  }

  private static func chosen(_ name: String) -> FuzzTarget {
    guard let found = FuzzTarget.all.first(where: { $0.name == name }) else {
      FileHandle.standardError.write(Data("there is no target \(name); see list\n".utf8))
      exit(64)
    }
    target = found
    return found
  }
}

/// Of libFuzzer; its own `main` is left out, as Swift has one.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ values: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ read: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
