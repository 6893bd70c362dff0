import Subprocess
import Text

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// What a program writes that unpacks an open file, read as it comes.
struct PackedStream {
  let tool: String
  let arguments: [String]

  /// The program for bytes that begin so; `nil` if nothing known packed them.
  init?(magicOf start: [UInt8]) {
    let magics: [([UInt8], String)] = [
      ([0x1F, 0x8B], "gzip"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz"),
      ([0x28, 0xB5, 0x2F, 0xFD], "zstd"), ([0x42, 0x5A, 0x68], "bzip2"),
    ]
    guard let tool = magics.first(where: { start.starts(with: $0.0) })?.1 else { return nil }
    (self.tool, arguments) = (tool, ["-dc"])
  }

  /// What a package holds, as an archive of cpio.
  static let package = PackedStream(tool: "rpm2cpio", arguments: ["/dev/stdin"])

  private init(tool: String, arguments: [String]) {
    (self.tool, self.arguments) = (tool, arguments)
  }

  /// A kernel has 1.5 GiB.
  static let mostBytes = 16 << 30

  /// - Parameter body: whether to go on; if not, the program is stopped.
  func forEachChunk(
    of descriptor: Int32, _ body: (UnsafeRawBufferPointer) throws(TreeProblem) -> Bool
  ) async throws(TreeProblem) {
    do {
      let result = try await Subprocess.run(
        .name(tool), arguments: Arguments(arguments),
        environment: .inherit.updating(["LC_ALL": "C", "LANG": "C"]),
        input: .fileDescriptor(
          FileDescriptor(rawValue: descriptor), closeAfterSpawningProcess: false),
        output: .sequence, error: .string(limit: 1 << 16)
      ) { execution in
        var total = 0
        for try await chunk in execution.standardOutput {
          total += chunk.count
          do throws(TreeProblem) {
            guard total <= Self.mostBytes else { throw .tooLarge }
            let goesOn = try chunk.withUnsafeBytes { bytes throws(TreeProblem) in
              try body(bytes)
            }
            if goesOn { continue }
          } catch {
            try? execution.send(signal: .terminate)
            throw error
          }
          try? execution.send(signal: .terminate)
          return true
        }
        return false
      }
      guard result.terminationStatus.isSuccess || result.closureResult else {
        let said = result.standardError.split(whereSeparator: \.isNewline).last.map(String.init)
        throw TreeProblem.damaged(said ?? "\(tool) cannot unpack it")
      }
    } catch let problem as TreeProblem {
      throw problem
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw .missingTool(tool)
    } catch {
      throw .unreadable("\(tool) could not be run: \(error)")
    }
  }
}
