internal import ChangeModel
internal import Changelogs
import TestSupport
import Testing

@Suite("Texts that say which kernel it is") struct KernelVersionTextTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription, text, version: String
    let takenFor: String
  }

  static let examples = [
    Example(
      testDescription: "Debian: the release stands beside the interface's name",
      text:
        "Linux version 5.10.0-99-amd64 (kernel@example.org) (gcc-10 (Debian 10.2.1-6) 10.2.1, GNU ld) #1 SMP Debian 5.10.299-2 (2099-01-31)\n",
      version: "5.10.299-2", takenFor: "/proc/version"),
    Example(
      testDescription: "ELRepo",
      text:
        "Linux version 4.14.121-1.el7.x86_64 (mock@example.org) (gcc version 4.8.5) #1 SMP Tue May 21\n",
      version: "4.14.121-1.el7.x86_64", takenFor: "/proc/version"),
    Example(
      testDescription: "uname -a on Debian",
      text:
        "Linux host 6.1.0-99-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.199-1 (2099-01-02) x86_64 GNU/Linux",
      version: "6.1.199-1", takenFor: "uname -a"),
    Example(
      testDescription: "uname -a elsewhere",
      text: "Linux host 4.14.121 #1 SMP Thu Jun 3 16:55:24 UTC 2021 x86_64 GNU/Linux\n",
      version: "4.14.121", takenFor: "uname -a"),
    Example(
      testDescription: "Ubuntu's signature", text: "Ubuntu 5.15.0-991.101-generic 5.15.931\n",
      version: "5.15.931", takenFor: "/proc/version_signature"),
    Example(
      testDescription: "uname -r", text: "4.14.121-1.el7.elrepo.x86_64\n",
      version: "4.14.121-1.el7.elrepo.x86_64", takenFor: "version of a kernel"),
    Example(
      testDescription: "a tag", text: "\n  v4.14.121\n\n", version: "v4.14.121",
      takenFor: "version of a kernel"),
    Example(
      testDescription: "a release's title", text: "Linux 2.6.32.9\n", version: "2.6.32.9",
      takenFor: "version of a kernel"),
  ]

  @Test("are one release without entries", arguments: examples)
  func read(_ example: Example) async throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write(example.text, to: "version")
    let read = try await PackageOperand(patience: TestPackages.patience).read(file)
    #expect(read.takenFor == example.takenFor)
    #expect(read.changelog.dialect == .version)
    #expect(read.changelog.releases.map(\.version) == [example.version])
    #expect(read.changelog.entryCount == 0)
    #expect(read.changelog.warnings.isEmpty)
  }

  @Test(
    "versions of other things are none",
    arguments: [
      "12.5\n", "5.36.0.1.2 and more words\n", "Linux is a kernel\n", "1.2.3\n", "10.2.3\n",
      "4.14\n", "4.14.121\n4.14.122\n", "Linux host 4.14.121\nis slow\n",
    ])
  func declines(_ text: String) {
    #expect(throws: ChangelogError.noChangelog("x")) {
      try ChangelogParser(source: "x").parse(Array(text.utf8))
    }
  }
}
