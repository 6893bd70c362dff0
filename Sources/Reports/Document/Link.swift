/// Where a run of text leads: a value, which a format writes in its own way, or leaves out.
enum Link: Hashable, Sendable {
  /// A commit by its digits, as many as are known.
  case commit(String)
  /// One that neither mainline nor a stable branch has.
  case vendorCommit(String)
  /// The row of a commit, where the document has a table of all of them; by its short id.
  case row(String)
  /// A section of the same document, by its anchor.
  case section(String)
  case cve(String)
  /// A report of syzbot, by its hash.
  case syzbot(String)
  case bug(BugTracker, String)
  /// Any other page.
  case page(String)
}

/// Where bugs are kept that changelogs and messages name by number.
enum BugTracker: String, Hashable, Sendable, CaseIterable {
  case redHat, redHatJira, suse, launchpad, debian, kernel, openEuler

  /// Before the number of a bug.
  var address: String {
    switch self {
    case .redHat: "https://bugzilla.redhat.com/show_bug.cgi?id="
    case .redHatJira: "https://issues.redhat.com/browse/"
    case .suse: "https://bugzilla.suse.com/show_bug.cgi?id="
    case .launchpad: "https://bugs.launchpad.net/bugs/"
    case .debian: "https://bugs.debian.org/"
    case .kernel: "https://bugzilla.kernel.org/show_bug.cgi?id="
    case .openEuler: "https://gitee.com/openeuler/kernel/issues/"
    }
  }
}
