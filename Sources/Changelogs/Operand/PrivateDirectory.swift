internal import Foundation

/// A directory of our own, for as long as rpm reads from it.
struct PrivateDirectory {
  private let url: URL

  init() throws(ChangelogError) {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("ktrail-\(UUID().uuidString)", isDirectory: true)
    do {
      try FileManager.default.createDirectory(
        at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .unreadable(url.path, reason: "no temporary directory can be made here")
    }
  }

  func write(_ bytes: [UInt8], name: String) throws(ChangelogError) -> String {
    let file = url.appendingPathComponent(name)
    do {
      try Data(bytes).write(to: file)
    } catch {
      throw .unreadable(file.path, reason: "the temporary file cannot be written")
    }
    return file.path
  }

  func link(to path: String, name: String) throws(ChangelogError) -> String {
    let link = url.appendingPathComponent(name).path
    let target = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    guard symlink(target, link) == 0 else {
      throw .unreadable(link, reason: InputFile.message(errno))
    }
    return link
  }

  func remove() { try? FileManager.default.removeItem(at: url) }
}
