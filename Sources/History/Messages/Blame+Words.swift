import Text

extension Blame {
  /// What a word may contribute to a sentence that blames a commit.
  struct Role: OptionSet, Sendable {
    let rawValue: UInt32
    /// Stands between what is said of a commit and its id: "the earlier mainline commit".
    static let filler = Role(rawValue: 1)
    /// Joins what happened to the commit that did it: "introduced by", "broken since".
    static let by = Role(rawValue: 2)
    static let since = Role(rawValue: 4)
    /// "introduced": bad if it is a defect that was.
    static let introduced = Role(rawValue: 8)
    /// "broken by"
    static let broken = Role(rawValue: 16)
    static let defect = Role(rawValue: 32)
    /// What nobody has on purpose, so that "a typo in" is enough.
    static let mishap = Role(rawValue: 64)
    /// "missed in"
    static let forgotten = Role(rawValue: 128)
    /// "accidentally"
    static let mistaken = Role(rawValue: 256)
    /// "fix", at the start of a sentence.
    static let fix = Role(rawValue: 512)
    static let bisected = Role(rawValue: 1024)
    static let culprit = Role(rawValue: 2048)
    /// "is", "to", "shows"
    static let link = Role(rawValue: 4096)
    /// The commit "broke".
    static let broke = Role(rawValue: 8192)
    /// The commit "caused": bad if a defect follows.
    static let causes = Role(rawValue: 16384)
    /// The commit "forgot".
    static let forgets = Role(rawValue: 32768)
    /// Stands between a commit and what it did: "which also has".
    static let auxiliary = Role(rawValue: 65536)
    /// Does not work: "since", with this.
    static let failing = Role(rawValue: 131_072)
    /// The sentence is about another commit, another defect, or the opposite.
    static let other = Role(rawValue: 262_144)
    /// The commit "is wrong".
    static let faulty = Role(rawValue: 1_048_576)
    /// A trivial one, beside "fix".
    static let small = Role(rawValue: 524_288)
  }

  private static func all(_ role: Role, _ words: [StaticString]) -> [(StaticString, Role)] {
    words.map { ($0, role) }
  }

  static let words = WordTable<Role>(
    all(
      .filler,
      [
        "commit", "commits", "the", "that", "an", "following", "mainline", "upstream", "linux",
        "kernel", "git", "recent",
        "earlier", "previous", "original", "old", "offending", "changeset", "commit-id", "id",
        "sha", "sha1", "hash",
        "cset", "merge", "my", "our", "linus", "linus'", "one",
      ])
      + all([.filler, .small], ["this", "patch", "change", "a"])
      + all(
        [.by],
        ["by", "with", "via", "through", "when", "during", "because"]
      )
      + all([.by, .link], ["in", "from", "of", "at", "after", "due"])
      + all([.by, .since], ["since"])
      + all([.link, .by], ["to"])
      + all(
        .link, ["on", "be", "shows", "showed", "found", "identifies", "identified", "for", "up"])
      + all([.link, .auxiliary], ["as"])
      + all([.link, .auxiliary, .small], ["is"])
      + all([.link, .auxiliary], ["was", "turned", "seems", "appears"])
      + all(
        .auxiliary,
        [
          "which", "has", "have", "had", "then", "but", "however", "actually",
          "out",
        ])
      + all([.auxiliary, .small], ["also"])
      + all(.small, ["it", "and", "trivial", "simple", "small", "build", "just"])
      + all(
        [.introduced, .causes],
        ["introduced", "caused", "created", "induced", "creates", "brought"])
      + all(.introduced, ["added", "injected", "made"])
      + all(
        .causes,
        [
          "introduces", "introducing", "causes", "causing", "creating", "led", "leads", "results",
          "resulted",
          "resulting",
        ])
      + all([.broken, .broke], ["broken", "busted", "botched", "broke", "regressed"])
      + all(.broke, ["breaks", "messed", "screwed"])
      + all(
        .defect,
        [
          "problem", "problems", "issue", "issues", "leak", "leaks", "leakage", "deadlock",
          "deadlocks", "lockup",
          "lockups", "race", "races", "crash", "crashes", "oops", "oopses", "hang", "hangs",
          "panic", "panics",
          "warning", "warnings", "error", "errors", "failure", "failures", "overflow",
          "dereference", "corruption",
          "imbalance", "splat", "use-after-free", "off-by-one", "double-free", "memleak", "stall",
          "stalls", "slowdown",
          "defect", "flaw", "hole", "build", "compilation", "compile",
        ])
      + all(
        [.defect, .mishap],
        [
          "regression", "regressions", "bug", "bugs", "buglet", "breakage", "typo", "typos",
          "mistake", "mistakes",
          "fallout", "fall-out", "thinko", "oversight", "mismerge", "leftover", "leftovers", "goof",
          "braino",
        ])
      + all([.forgotten, .forgets], ["missed", "overlooked", "neglected", "forgot", "omitted"])
      + all(.forgotten, ["forgotten", "lost", "left"])
      + all(.forgets, ["forgets", "misses", "failed", "fails"])
      + all(
        .mistaken,
        [
          "accidentally", "accidently", "inadvertently", "inadvertantly", "mistakenly",
          "unintentionally",
          "incorrectly", "wrongly", "erroneously", "unwittingly", "unknowingly", "improperly",
          "accidental",
          "inadvertent", "unintentional", "unintended",
        ])
      + all(
        .fix,
        [
          "fix", "fixes", "fixing", "fixup", "fix-up", "repair", "repairs", "corrects",
          "amends",
          "resolves", "resolve", "cures",
        ])
      + all(.bisected, ["bisect", "bisected", "bisecting", "bisection", "bisects", "git-bisect"])
      + all(
        .culprit,
        [
          "culprit", "offender", "blame", "blames", "blamed", "guilty", "fault", "responsible",
          "bad", "buggy",
        ])
      + all(.faulty, ["wrong", "incomplete", "bogus", "faulty", "incorrect", "defective"])
      + all(
        .failing,
        [
          "fail", "fails", "failing", "stopped", "crashing", "crashed", "oopsing", "hung",
          "hanging", "panicking",
          "deadlocked",
          "leaking", "unusable", "unbootable",
        ])
      + all(
        .other,
        [
          "similar", "similarly", "same", "analogous", "identical", "likewise", "like", "akin",
          "inspired", "based",
          "alternative", "already", "solved", "addressed", "resolved", "backport", "backported",
          "conflict",
          "conflicts", "conflicting", "context", "revert", "reverted", "reverts", "see", "not",
          "unrelated", "exposed",
          "uncovered", "isn't", "wasn't", "doesn't", "didn't", "unlike", "before", "prior", "until",
          "cherry-picked",
          "restore", "restores",
        ]))
}
