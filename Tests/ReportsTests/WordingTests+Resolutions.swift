import ChangeModel
import Testing

@testable import Reports

extension WordingTests {
  static let notFound: [(reason: NotFoundReason, text: String)] = [
    (.noSuchSubject(), "no commit here has this subject or one like it"),
    (
      .noSuchSubject(upstream: AbbreviatedCommitID("9c1e7a4f0d2b")),
      "commit 9c1e7a4f0d2b is not in this clone, and no commit here has this subject or one like it"
    ),
    (.noSuchMainlineSubject, "no mainline commit has this subject or one like it"),
    (
      .noStart(of: .init(version: KernelVersion("4.4.2")!)),
      "nothing says which release the step to 4.4.2 starts from"
    ),
    (
      .unknownRelease(KernelVersion("4.4.2")!, clone: "/srv", newest: KernelVersion("4.4.1")),
      "v4.4.2 is not in this clone (/srv, newest of 4.4: 4.4.1); `git -C /srv fetch https://git.kernel.org/pub/scm/linux/kernel/git/stable/linux.git tag v4.4.2` brings it"
    ),
    (
      .unknownSnapshot(AbbreviatedCommitID("d42f7708e27c")!, clone: "/srv"),
      "d42f7708e27c is not a commit of /srv; check the name, or fetch the branch that has it"
    ),
  ]

  @Test("says why no commit stands behind an entry", arguments: notFound)
  func saysNotFound(_ example: (reason: NotFoundReason, text: String)) {
    #expect(example.reason.sentence == example.text)
  }
}
