import Foundation

/// A program of this machine that judges what we write, as a browser does.
struct ExternalTool {
  let path: String

  /// The first of these names that `PATH` has.
  init?(_ names: String...) {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let candidates = names.flatMap { name in folders.map { "\($0)/\(name)" } }
    guard let found = candidates.first(where: FileManager.default.isExecutableFile) else {
      return nil
    }
    path = found
  }

  static let browser = ExternalTool("chromium", "chromium-browser", "google-chrome")
  static let markdown = ExternalTool("cmark-gfm")

  /// What the program prints, given a file with this content as its last argument.
  func output(_ arguments: [String], file content: String, ending: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "ktrail-reports-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "report.\(ending)")
    try Data(content.utf8).write(to: file)
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: path)
    process.arguments =
      arguments.map { $0.replacing("FOLDER", with: folder.path) } + [file.path]
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
