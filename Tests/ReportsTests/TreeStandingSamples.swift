import ChangeModel

/// Standings of a change in trees without history: every verdict, sign and doubt in one of them.
enum TreeStandingSamples {
  static func hunk(
    _ verdict: TreeHunk.Verdict, at treePath: String? = "fs/overlayfs/dir.c", line: Int? = 123,
    function: String? = "ovl_create", decides: Bool = true
  ) -> TreeHunk {
    TreeHunk(
      path: "fs/overlayfs/dir.c", treePath: treePath, line: line, function: function,
      verdict: verdict, decides: decides)
  }

  static func standing(
    _ verdict: TreeStanding.Verdict, _ hunks: TreeHunk..., patches: PackagePatches? = nil
  ) -> TreeStanding {
    TreeStanding(
      tree: "vendor", version: SampleHistory.culprit.commit.id, verdict: verdict, hunks: hunks,
      patches: patches)
  }

  static let lacking = hunk(.absent(.lacks("override_creds(cred);")))
  static let remaining = hunk(.absent(.stillHas("old = current_cred();")))
  static let noFile = hunk(.undecided(.noFile), at: nil, line: nil, function: nil)

  static func patches(
    bringing: [String] = [], touching: [String] = [], unread: [String] = []
  ) -> PackagePatches {
    PackagePatches(count: 4, bringing: bringing, touching: touching, unread: unread)
  }

  static let all: [(standing: TreeStanding, sentence: String)] = [
    (standing(.present, hunk(.present)), "in the tree vendor: its only hunk"),
    (standing(.present, hunk(.present), hunk(.present)), "in the tree vendor: all 2 hunks"),
    (
      standing(.present, hunk(.present), hunk(.present), hunk(.undecided(.altered))),
      "in the tree vendor: 2 of 3 hunks, and nothing speaks against the rest"
    ),
    (
      standing(.absent, remaining),
      "not in the tree vendor: fs/overlayfs/dir.c:123 (ovl_create) still has “old = current_cred();”"
    ),
    (
      standing(.absent, hunk(.absent(.lacksFile), at: nil, line: nil, function: nil)),
      "not in the tree vendor: the tree lacks the file that it adds"
    ),
    (
      standing(.absent, hunk(.absent(.stillHasFile), line: 1, function: nil)),
      "not in the tree vendor: the tree still has the file that it removes"
    ),
    (
      standing(.partly, hunk(.present), lacking, hunk(.present, decides: false)),
      """
      only partly in the tree vendor: 1 of 2 hunks; fs/overlayfs/dir.c:123 (ovl_create) lacks “override_creds(cred);”
      """
    ),
    (
      standing(.partly, hunk(.partly(.stillHas("old = current_cred();")), function: nil)),
      """
      only partly in the tree vendor: of several lines there, fs/overlayfs/dir.c:123 still has “old = current_cred();”
      """
    ),
    (
      standing(.undecided(.noHunk), noFile),
      "whether it is in the tree vendor is undecided: the tree has no fs/overlayfs/dir.c"
    ),
    (
      standing(.undecided(.noHunk), hunk(.undecided(.both), at: "staging/dir.c")),
      """
      whether it is in the tree vendor is undecided: staging/dir.c:123 (ovl_create), here for fs/overlayfs/dir.c, has \
      the lines from before the change and those from after it
      """
    ),
    (
      standing(.undecided(.noHunk), hunk(.undecided(.tooCommon), line: nil)),
      """
      whether it is in the tree vendor is undecided: the change of fs/overlayfs/dir.c (ovl_create) has only lines that \
      may stand in many places
      """
    ),
    (
      standing(.undecided(.noHunk), hunk(.undecided(.unreadable))),
      """
      whether it is in the tree vendor is undecided: fs/overlayfs/dir.c of the tree is too large or not a text file
      """
    ),
    (
      standing(.undecided(.fewHunks), hunk(.present), hunk(.undecided(.altered))),
      """
      whether it is in the tree vendor is undecided: only 1 of 2 hunks; fs/overlayfs/dir.c:123 (ovl_create) is neither \
      as the change found it nor as it leaves it
      """
    ),
    (
      standing(.undecided(.noContents)),
      """
      whether it is in the tree vendor is undecided: the clone lacks the contents of the files that it changes
      """
    ),
    (
      standing(.undecided(.noText)),
      "whether it is in the tree vendor is undecided: it changes no lines of text"
    ),
    (
      standing(.absent, lacking, patches: patches(bringing: ["Patch12 (ovl.patch)"])),
      """
      in the source package vendor: Patch12 (ovl.patch) makes the same change; the package's archive alone lacks it
      """
    ),
    (
      standing(.absent, lacking, patches: patches(unread: ["patches.tar.xz"])),
      """
      not in the source package vendor: fs/overlayfs/dir.c:123 (ovl_create) lacks “override_creds(cred);”; none of its \
      4 patches makes the change; patches.tar.xz could not be looked into
      """
    ),
    (
      standing(.present, hunk(.present), patches: patches(touching: ["Patch3 (dir.patch)"])),
      """
      in the source package vendor: its only hunk; this is what its archive says, and Patch3 (dir.patch) changes the \
      same files
      """
    ),
  ]

  static var report: Draft {
    SampleReport.fixes(
      .ofCommits(
        all.map(\.standing).map { standing in
          var finding = SampleReport.finding
          finding.inTree = standing
          return finding
        }))
  }
}
