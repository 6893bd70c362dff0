import ChangeModel
import Testing

@testable import Reports

/// The sentences on suspects, risks and relevance, and the value that each is made from.
@Suite("Wording of a ranking") struct RankingWordingTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let said: @Sendable () -> String

    init(_ said: @autoclosure @escaping @Sendable () -> String, _ sentence: String) {
      (testDescription, self.said) = (sentence, said)
    }
  }

  private static func say(_ evidence: Evidence) -> String { evidence.sentence }
  private static func say(_ reason: Relevance.Reason) -> String { reason.clause }
  private static func say(_ fact: ChangeRisk.Fact) -> String { fact.phrase }
  private static func say(_ caveat: Ranking.Caveat) -> String { caveat.sentence }
  private static func say(_ measure: Ranking.Measure, holds: Bool = true) -> String {
    Ranking.Explanation.Reason(measure, holds: holds, factor: 2).measurement
  }

  static let machines: [(Symptom.Machine, String?, said: String?)] = [
    (Symptom.Machine(), nil, nil),
    (
      Symptom.Machine(
        architectures: ["x86"], releases: ["4.4.293"], distributions: ["Debian GNU/Linux 9"],
        modules: ["xfs"], drivers: ["a", "b", "c", "d", "e"], filesystems: ["ext4", "nfsd"],
        programs: ["mount"], taints: ["P", "E", "?"]), "x86",
      "x86 (changes for other architectures hardly count), 4.4.293, Debian GNU/Linux 9, 1 module loaded, a b c d and 1 more in use, ext4 nfsd mounted, program mount, tainted by a proprietary module, an unsigned module, ?"
    ),
    (Symptom.Machine(architectures: ["x86", "arm64"]), nil, "x86, arm64"),
  ]

  @Test("says what a symptom says of the machine", arguments: machines)
  func saysMachine(_ row: (machine: Symptom.Machine, assumed: String?, said: String?)) {
    #expect(row.machine.sentence(assuming: row.assumed) == row.said)
  }

  @Test("says which lines were not read as a symptom, and why")
  func saysLeftOut() {
    let source = SymptomSource(
      name: "log", lineCount: 99, byteCount: 999, usedLines: [1...99], usedByteCount: 999,
      leftOut: Symptom.LeftOut.Reason.allCases.enumerated().map { place, reason in
        .init(reason, lines: place == 0 ? [3...16, 18...18] : [20 + place...20 + place])
      })
    #expect(
      source.leftOutSentence(naming: source.name)
        == "log: 15 lines describe the machine (3-16, 18), 1 line is part of a template or a mail (21), 1 line is source code (22), 1 line is a program's stack (23), 1 line is a dump of registers or modules (24)"
    )
    #expect(source.leavingOut([]).leftOutSentence(naming: nil) == nil)
  }

  static let evidence = [
    Row(
      say(.inPart(.mount("overlay"), directory: "fs/overlayfs", touching: 6, candidates: 251)),
      "the symptom has an overlay mount; 6 of 251 changes touch fs/overlayfs"),
    Row(
      say(.inPart(.filesystem("xfs"), directory: "xfs", touching: 1, candidates: 1)),
      "the symptom names the file system xfs; 1 of 1 change is about it"),
    Row(
      say(
        .inPart(.functions(prefix: "ovl"), directory: "fs/overlayfs", touching: 2, candidates: 9)),
      "functions that the symptom names begin with ovl_; 2 of 9 changes touch fs/overlayfs"),
    Row(
      say(.namesTraceFunctions(["a_b", "c_d"], naming: 1, candidates: 9)),
      "names a_b(), c_d(), functions in the trace (1 of 9 changes does so for the first)"),
    Row(
      say(.changesFunctions(["a_b"], changing: 2, candidates: 9)),
      "changes a_b(), which the symptom names (2 of 9 changes do)"),
    Row(
      say(.namesSystemCall("mkdir", naming: 2, candidates: 9)),
      "names mkdir, a system call in the symptom (2 of 9 changes do)"),
    Row(
      say(.namesError("EACCES", naming: 1, candidates: 9)),
      "names EACCES, an error in the symptom (1 of 9 changes does)"),
    Row(
      say(.aboutTopic("who owns a file", words: ["creds"], candidatesWithRarest: 1, candidates: 9)),
      "the symptom is about who owns a file, and the message says \"creds\" (in 1 of 9 changes)"),
    Row(
      Evidence.sharedWords(["mounter"], candidatesWithRarest: 2, candidates: 251)
        .sentence(calling: "entry"),
      "symptom and entry share \"mounter\" (in 2 of 251 changes)"),
    Row(
      Evidence.aboutTopic("time", words: ["tsc"], candidatesWithRarest: 1, candidates: 9)
        .sentence(calling: "entry"),
      "the symptom is about time, and the entry says \"tsc\" (in 1 of 9 changes)"),
    Row(
      say(.sharedWords(["mounter", "creds"], candidatesWithRarest: 2, candidates: 251)),
      "symptom and message share \"mounter\", \"creds\" (the rarest in 2 of 251 changes)"),
    Row(
      say(.wordsInPaths(["wwan"], candidatesWithRarest: 2, candidates: 9)),
      "its paths contain \"wwan\" from the symptom (in 2 of 9 changes)"),
    Row(
      say(.wordsInDiff(["stat"], candidatesWithRarest: 3, candidates: 206)),
      "its changed lines contain \"stat\" from the symptom (in 3 of 206 changes)"),
    Row(
      say(.inScope("fs", touching: 1, candidates: 9)),
      "it is in fs, where you expect the cause (1 of 9 changes is)"),
    Row(
      say(.hinted("fs", isLikely: true, touching: 2, candidates: 9)),
      "it is in fs, where you think the cause is (2 of 9 changes are)"),
    Row(
      say(.hinted("mm", isLikely: false, touching: 1, candidates: 9)),
      "against it: it is in mm, where you think the cause is not (1 of 9 changes is)"),
    Row(
      say(.repairedInRange(by: SampleHistory.id(1))),
      "\(SampleHistory.id(1).short), in the same range, fixes or reverts it"),
    Row(say(.discounted(.comments)), "against it: changes comments only"),
    Row(say(.touchesOnly(.deviceTrees)), "against it: touches device trees only"),
  ]

  static let others = [
    Row(
      say(.symbol("A", value: "m", makefile: "fs/Makefile")), "CONFIG_A=m in fs/Makefile"),
    Row(
      say(.symbol("A", value: nil, makefile: "fs/Makefile")),
      "CONFIG_A is not set (fs/Makefile)"),
    Row(
      say(.notListed(path: "fs/x.c")),
      "none of the makefile lists that were followed contains fs/x.c"),
    Row(
      say(.tool(directory: "tools/perf")), "a program in tools/perf, not part of the kernel"),
    Row(say(.pathsUnknown), "the clone does not say which files it touches"),
    Row(
      say(.code(added: 2, removed: 1, functions: 1, files: 1)),
      "2 lines of code added and 1 removed, 1 function in 1 file"),
    Row(
      say(.topics([.exits: 1, .locking: 3])),
      "changed lines contain returns and gotos (1), locking (3)"),
    Row(say(.areas([])), "touches neither core code nor drivers alone"),
    Row(
      say(.message(lines: 1, traits: [.report, .leak])),
      "message of 1 line with Reported-by, a leak in its subject"),
    Row(
      say(.code(added: 57_000, removed: 914, functions: 64, files: 323)),
      "57,000 lines of code added and 914 removed, 64 functions or more in 323 files"),
    Row(say(.soak(days: 3, release: "v4.14.121")), "3 days between author date and v4.14.121"),
    Row(
      say(.laterChanges(0, withFixesTag: 0, inFunction: 0, release: nil)),
      "no later change of the same release touches its files"),
    Row(
      say(.noneInScope(candidates: 61)),
      "None of the 61 changes is where you expect the cause, so all are ranked as if you had named no place."
    ),
    Row(
      say(.nothingTelling(candidates: 40, missing: [.kernelLog, .driver])),
      "Nothing in the symptom tells the 40 changes apart, so the order says little. Add what the kernel logged (dmesg, a trace) or the device and its driver."
    ),
    Row(
      say(.nothingStandsOut(highest: 0.004, candidates: 4_000, missing: [])),
      "Nothing in the symptom points to one change: the first of 4,000 has <1 %. Add what was done when it happened, in words."
    ),
    Row(say(.withoutCode, holds: false), "changing lines of code"),
    Row(say(.isFix, holds: false), "not being a fix itself"),
    Row(say(.ruledOut), "cannot be the cause"),
    Row(say(.ruledOut, holds: false), "not ruled out, as others are"),
    Row(say(.hint), "being where you think the cause is, or is not"),
    Row(say(.hint, holds: false), "not being where you think the cause is, or is not"),
  ]

  @Test("says what was found", arguments: evidence + others)
  func says(_ row: Row) { #expect(row.said() == row.testDescription) }
}
