internal import Changelogs
import Testing

@Suite("Errors") struct ErrorTests {
  static let examples: [(ChangelogError, String)] = [
    (
      .noSuchOperand("kernel"),
      """
      kernel: no such file, and no installed package of this name; check the spelling, or give a \
      changelog dump, an .rpm, or (with --linux) a kernel version
      """
    ),
    (
      .noSuchOperand("kernel", rpmIsMissing: true),
      """
      kernel: no such file, and rpm is not installed to ask for a package of this name; check the \
      spelling, or give a changelog dump, an .rpm, or (with --linux) a kernel version
      """
    ),
    (
      .impossibleName("a\u{0}"),
      """
      "a<U+0000>": no file or package can have this name (empty, or with control characters); give \
      the path of a changelog or the name of a package
      """
    ),
    (
      .directory("/srv"),
      "/srv is a directory; give the changelog file inside it, or a clone with --linux"
    ),
    (
      .notRegularFile("/dev/null"),
      "/dev/null is no regular file; save its text and give that, or pipe it in with -"
    ),
    (
      .unreadable("a.txt", reason: "Permission denied"),
      "a.txt cannot be read: Permission denied; check its permissions"
    ),
    (
      .empty("a.txt"),
      """
      a.txt is empty; save the changelog again, for example with "rpm -q --changelog kernel-core"
      """
    ),
    (
      .binary("a.out"),
      """
      a.out is a binary file and none of .rpm, gzip, xz, zstd; give a changelog as text or the \
      package itself
      """
    ),
    (
      .noChangelog("a.txt"),
      """
      a.txt is no changelog: no line starts a release, as "* Wed Sep 19 2018 Name <mail> - \
      4.4.157-1" does; give what "rpm -q --changelog" prints, a .spec with %changelog, a .changes, \
      a Debian changelog, or a ChangeLog-x.y.z
      """
    ),
    (
      .tooLarge("a.gz", limit: 512 << 20),
      """
      a.gz holds more than 512 MiB, which no changelog does; check that it is the right file
      """
    ),
    (
      .damagedArchive("a.gz", reason: "unexpected end of file"),
      "a.gz cannot be unpacked: unexpected end of file; fetch or save it again"
    ),
    (
      .missingTool("zstd", neededFor: "a file packed with zstd"),
      "zstd is not installed, but a file packed with zstd needs it; install the package zstd"
    ),
    (
      .rpmFailed("a.rpm", reason: "\u{1B}[31mnot an rpm package"),
      """
      rpm cannot read the changelog of a.rpm: <U+001B>[31mnot an rpm package; check the package
      """
    ),
    (
      .noAnswer("rpm", of: "kernel", after: .seconds(120)),
      """
      rpm gave no answer on kernel within 120 seconds; see whether it answers when called by hand
      """
    ),
    (
      .severalInstalled("kernel", ["kernel-1-1.x86_64", "kernel-2-1.x86_64"]),
      """
      2 packages named kernel are installed; give one in full: kernel-1-1.x86_64, kernel-2-1.x86_64
      """
    ),
    (
      .packageWithoutChangelog("a.rpm"),
      """
      a.rpm has no changelog (built without, or trimmed); give the package's .spec or a saved dump
      """
    ),
  ]

  @Test("say what, where and what to do", arguments: examples)
  func sentence(_ error: ChangelogError, _ sentence: String) {
    #expect("\(error)" == sentence)
  }
}
