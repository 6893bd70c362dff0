import ChangeModel
import FoundationEssentials
import Text

extension KernelName {
  /// What an installed kernel's file says of it: an image, a configuration, another file of `/boot`, or a directory of
  /// `/lib/modules`.
  ///
  /// The configuration and Debian's images name the stable release, which the file's name does not: 6.1.140 for
  /// `config-6.1.0-37-amd64`.
  ///
  /// - Returns: `nil` for any other file, which is read as a changelog.
  init?(ofFile path: String) {
    let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let named = path.contains("/") ? KernelName(path) ?? KernelName(real) : nil
    var isDirectory = false
    guard FileManager.default.fileExists(atPath: real, isDirectory: &isDirectory) else {
      return nil
    }
    if !isDirectory {
      guard let start = try? OpenFile(regular: real).next(Self.mostOfImage) else { return nil }
      if let name = Self.configured(start) {
        self.init(name.meaning, running: named?.running ?? name.running)
        return
      }
      if let text = Self.announcement(inImage: start), let name = KernelName(text) {
        self = name
        return
      }
      // A changelog that is called like a kernel is a changelog.
      guard Self.isBootFile(path) || Self.isBootFile(real) else { return nil }
    }
    guard let named else { return nil }
    self = named
  }

  /// The text of a version stands behind the first sectors of an image.
  private static let mostOfImage = 1 << 16

  private static func isBootFile(_ path: String) -> Bool {
    let directory = URL(fileURLWithPath: path).deletingLastPathComponent().lastPathComponent
    return directory == "boot"
  }

  /// 6.1.140 of `# Linux/x86 6.1.140 Kernel Configuration`.
  private static func configured(_ bytes: [UInt8]) -> KernelName? {
    guard bytes.first == UInt8(ascii: "#") else { return nil }
    for line in bytes.prefix(512).split(separator: UInt8(ascii: "\n")).prefix(6) {
      let words = String(decoding: line, as: UTF8.self).split(separator: " ")
      guard words.count >= 4, words[0] == "#", words[1].hasPrefix("Linux/"),
        words.suffix(2) == ["Kernel", "Configuration"]
      else { continue }
      return KernelName(String(words[2]))
    }
    return nil
  }

  /// `6.1.0-37-amd64 (debian-kernel@…) #1 SMP … Debian 6.1.140-1 (2025-05-22)`, as the header of an x86 image points to it.
  ///
  /// Source: `Documentation/arch/x86/boot.rst`: `header` at 0x202, `kernel_version` at 0x20E, less 0x200.
  private static func announcement(inImage bytes: [UInt8]) -> String? {
    guard bytes.count > 0x210, bytes[0x202..<0x206].elementsEqual("HdrS".utf8) else { return nil }
    let start = Int(bytes[0x20E]) + Int(bytes[0x20F]) << 8 + 0x200
    guard start > 0x210, start < bytes.count else { return nil }
    let text = bytes[start...].prefix(512)
    guard let end = text.firstIndex(of: 0) else { return nil }
    return String(decoding: text[..<end], as: UTF8.self)
  }
}
