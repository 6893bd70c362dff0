import ChangeModel
import Testing

@testable import History

/// Sentences after those of Linux, U-Boot and DPDK, in words of our own; `#` stands for an id.
@Suite("Prose that blames a commit") struct BlameTests {
  static let id = "0123456789ab"

  static let blaming = [
    "Introduced via commit #.",
    "The leak was introduced by commit #.",
    "This bug was introduced in commit # (\"fs: add it\").",
    "A regression introduced by commit # stops the bus.",
    "Fixes a build error introduced in commit #.",
    "Fix the order of locks that was introduced by the earlier commit #.",
    "This fixes the wrong size that got introduced with commit # (\"mm: grow\").",
    "The problem was originally introduced by mainline commit #.",
    "Typo introduced by commit #.",
    "The warning was added with commit #.",
    "The crash is caused by commit #.",
    "Caused by commit #.",
    "Probably caused by commit #.",
    "The hang is a regression caused by upstream commit #.",
    "Regression from commit #.",
    "It is a regression since commit #.",
    "This fixes two typos from commit #.",
    "There is a thinko in commit #.",
    "Fallout from commit #.",
    "It is a leftover of commit #.",
    "The breakage after commit # went unnoticed.",
    "It was broken by commit #.",
    "Suspend has been broken since commit #.",
    "The board is broken since commit # (\"dts: sync\").",
    "The driver regressed in commit #.",
    "The output got broken with commit #.",
    "The merge in commit # was botched by commit #.",
    "I bisected it to commit #.",
    "Bisection points to commit #.",
    "git bisect blames commit #.",
    "Bisecting the hang led to commit #.",
    "The bisection identified commit # (\"net: poll\").",
    "The culprit is commit #.",
    "The fault was found to lie at the culprit, which is commit #.",
    "I blame commit #.",
    "Commit # (\"net: add the thing\") is the culprit.",
    "Commit # is to blame.",
    "commit # turned out to be the first bad commit",
    "Commit # broke it.",
    "The recent commit # breaks the build of sparc.",
    "Commit # (\"x86: split\") has broken kexec.",
    "Commit # \"x86: split the header\" broke kexec.",
    "Commit # (x86: split the header) unfortunately broke kexec.",
    "It seems that commit # broke the old cards.",
    "Since commit # the port fails to come up.",
    "Since commit # (\"phy: power\") the fixed link is broken.",
    "Commit # introduced a regression.",
    "Commit # (\"sched: idle\") introduces a race between both.",
    "Commit # also introduced the following warnings:",
    "Commit # caused the timer to fire early.",
    "Commit # causes a deadlock on resume.",
    "Commit #, \"ovl: copy up\" created a memory leak.",
    "Commit # leads to a crash when the queue is empty.",
    "Commit # resulted in a panic at boot.",
    "Commit # accidentally removed the check.",
    "Commit # has inadvertently changed the sign.",
    "Commit # by mistake dropped a reference.",
    "Commit # incorrectly assumed that the page is mapped.",
    "Commit # forgot to unlock.",
    "Commit # (\"crypto: ack\") missed one caller.",
    "Commit # failed to update the header.",
    "Commit # neglected the error path.",
    "Commit # is wrong.",
    "My earlier commit # was incomplete.",
    "One place was missed in commit #.",
    "The unlock got lost in commit #.",
    "The check was accidentally removed in commit #.",
    "The line was inadvertently deleted by commit #.",
    "This is a trivial fix for commit #.",
    "Fixup for commit #.",
    "The error was made in commits # and\nthat is all.",
    "Fix the build failure\nintroduced by commit\n# (\"of: rename\nthe thing\").",
    "The MAC was a bug brought in by commit #.",
  ]

  static let notBlaming = [
    "As in commit #.",
    "This is like commit # for the other driver.",
    "Do the same as commit # did.",
    "Since commit # we can drop the check.",
    "Since commit # (\"mm: grow\") the helper takes a folio.",
    "Based on commit #.",
    "See commit # for the reasons.",
    "See also commit #.",
    "Commit # added the helper.",
    "Commit # introduced the new interface.",
    "The function was introduced by commit #.",
    "The option was added in commit #.",
    "Added by Linux commit #.",
    "Support for it was introduced with commit # (\"ptp: clocks\").",
    "After commit # nobody calls this.",
    "Before commit # it was called twice.",
    "Prior to commit # the check was bogus.",
    "This follows commit #.",
    "Similar to commit #, fix the leak here.",
    "A similar bug was introduced by commit # in the other driver.",
    "The same problem was caused by commit # elsewhere.",
    "The bug was fixed by commit #.",
    "The bug is already fixed in commit #.",
    "Commit # fixed the first case.",
    "Commit # (\"net: fix\") fixed a crash, and this is the second half.",
    "Commit # inadvertently fixed the crash.",
    "This was addressed by commit #.",
    "It depends on commit #.",
    "This needs commit #.",
    "This is a preparation for commit #.",
    "Inspired by commit #.",
    "The context has changed in commit #.",
    "Conflicts with commit #.",
    "Backport of commit # with the context changed.",
    "The issue was exposed by commit #.",
    "It was uncovered by commit #.",
    "This is not caused by commit #.",
    "The crash isn't a regression of commit #.",
    "It is unrelated to commit #.",
    "Restore what commit # removed.",
    "It was removed in commit #.",
    "The name was changed by commit #.",
    "The code was moved by commit #.",
    "Commit # moved the code.",
    "Commit # made it static.",
    "Commit # renamed the field.",
    "Commit # changed the size of the queue.",
    "Commit # broke up the function into three.",
    "Commit # broke out the helper.",
    "Commit # explains the details.",
    "Commit # says that the order matters.",
    "As explained in commit #, the lock is held.",
    "As of commit # there is one queue.",
    "With commit # this is no longer needed.",
    "Thanks to commit # the helper is there.",
    "Now that commit # is in, use it.",
    "Until commit # lands, do it by hand.",
    "Unlike commit #, this keeps the lock.",
    "The cleanup of commit # was missed here.",
    "An alternative fix to commit #.",
    "This completes the work of commit #.",
    "The test of commit # covers it.",
    "This reworks commit #.",
    "Use the helper of commit # (\"list: fix bug caused by nobody\").",
    "A build is done with commit #.",
    "Nothing failed. Commit # is in the tree.",
    "The crash was caused by a full disk. Commit # adds a check.",
    "    Commit # broke it.",
    "> Commit # broke it.",
    "The regression is gone.\n\nCommit # has the test.",
  ]

  private func kinds(_ sentence: String) -> [CommitReference.Kind] {
    let message = "fs: mend it\n\n" + sentence.replacing("#", with: Self.id) + "\n"
    return MessageReferences(reading: Array(message.utf8)[...]).references.map(\.kind)
  }

  @Test("is read as naming what the commit repairs", arguments: blaming)
  func blames(_ sentence: String) { #expect(kinds(sentence) == [.blames]) }

  @Test("is not seen in what merely speaks of a commit", arguments: notBlaming)
  func mentions(_ sentence: String) { #expect(kinds(sentence) == [.mentions]) }

  @Test("counts for nothing beside a tag or a revert, and for each of several commits")
  func besideOthers() throws {
    func references(_ body: String) -> [String] {
      MessageReferences(reading: Array("fs: mend it\n\n\(body)\n".utf8)[...]).references.map {
        "\($0.kind) \($0.id.digits)"
      }
    }
    let other = "89abcdef0123"
    #expect(
      references("Commit \(Self.id) broke it.\n\nFixes: \(other) (\"x y\")")
        == ["fixes \(other)", "mentions \(Self.id)"])
    #expect(
      references("This reverts commit \(other).\n\nCommit \(Self.id) broke it.")
        == ["reverts \(other)", "mentions \(Self.id)"])
    #expect(
      references("A regression caused by commits \(Self.id) and \(other).")
        == ["blames \(Self.id)", "blames \(other)"])
    #expect(
      references("As in commit \(other) of old. But commit \(Self.id) broke it.")
        == ["blames \(Self.id)", "mentions \(other)"])
  }

  @Test("is read in time that grows with the message's length alone")
  func longMessages() {
    for piece in [
      "commit \(Self.id) and ", "commit \(Self.id) (\"", "caused by commit \(Self.id) ",
      "(((((((((", "\"\"\"\"\"\"\"\"",
    ] {
      let message = Array(("fs: mend it\n\n" + String(repeating: piece, count: 40_000)).utf8)
      #expect(MessageReferences(reading: message[...]).references.count < 3)
    }
  }
}
