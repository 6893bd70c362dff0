import Foundation
import TestSupport
import Testing

@Suite("Private directories") struct PrivateDirectoryTests {
  private static func mode(_ path: String) throws -> Int {
    try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }

  @Test("a bisection is kept where only its owner can look, also where others could until now")
  func bisection() async throws {
    let clone = try await SharedMaterial.storyClone()
    let home = try TemporaryDirectory()
    try home.write("", to: "ktrail/bisect/other.lock")
    let command = try await Command.run(
      "sh",
      [
        "-c",
        """
        umask 0; export XDG_STATE_HOME="$0" XDG_CACHE_HOME="$0/cache"; chmod 755 "$0/ktrail/bisect"
        exec "$1" bisect start v4.4.156 v4.4.157 --no-checkout --linux "$2"
        """, home.path, Command.ktrail, clone,
      ])
    try #require(command.exitCode == 0, "\(command.errors)")
    #expect(try Self.mode("\(home.path)/ktrail/bisect") == 0o700)
  }

  @Test("an index is kept where only its owner can look")
  func index() async throws {
    let clone = try await SharedMaterial.storyClone()
    let home = try TemporaryDirectory()
    // As where nobody has used the directory before, whatever the caller's mask.
    let command = try await Command.run(
      "sh",
      [
        "-c", "umask 0; XDG_CACHE_HOME=$0 exec \"$1\" index --linux \"$2\"", "\(home.path)/new",
        Command.ktrail, clone,
      ])
    try #require(command.exitCode == 0, "\(command.errors)")
    #expect(try Self.mode("\(home.path)/new/ktrail") == 0o700)
  }
}
