import ChangeModel
import Testing

@Suite("Evidence") struct EvidenceTests {
  static let examples: [(Evidence, String)] = [
    (
      .inPart(.mount("overlay"), directory: "fs/overlayfs", touching: 6, candidates: 251),
      "the symptom has an overlay mount; 6 of 251 changes touch fs/overlayfs"
    ),
    (
      .inPart(.filesystem("xfs"), directory: "xfs", touching: 1, candidates: 1),
      "the symptom names the file system xfs; 1 of 1 change is about it"
    ),
    (
      .inPart(.module("e1000e"), directory: "drivers/net/e1000e", touching: 1, candidates: 9),
      "the symptom names the module or driver e1000e; 1 of 9 changes touches drivers/net/e1000e"
    ),
    (
      .inPart(.functions(prefix: "ovl"), directory: "fs/overlayfs", touching: 2, candidates: 9),
      "functions of the trace begin with ovl_; 2 of 9 changes touch fs/overlayfs"
    ),
    (
      .namesTraceFunctions(["a_b", "c_d"], naming: 1, candidates: 9),
      "names a_b(), c_d(), functions in the trace (1 of 9 changes does so for the first)"
    ),
    (
      .sharedIdentifiers(["max_links"], naming: 2, candidates: 9),
      "names max_links, as the symptom does (2 of 9 changes do)"
    ),
    (
      .touchesNamedFile("fs/a.c", touching: 2, candidates: 9),
      "touches fs/a.c, which the symptom names (2 of 9 changes do)"
    ),
    (
      .namesSystemCall("mkdir", naming: 2, candidates: 9),
      "names mkdir, a system call of the symptom (2 of 9 changes do)"
    ),
    (
      .namesError("EACCES", naming: 1, candidates: 9),
      "names EACCES, an error of the symptom (1 of 9 changes does)"
    ),
    (
      .aboutTopic("who owns a file", words: ["creds"], candidatesWithRarest: 1, candidates: 9),
      "the symptom is about who owns a file, and the message says \"creds\" (in 1 of 9 changes)"
    ),
    (
      .sharedWords(["mounter", "credentials"], candidatesWithRarest: 2, candidates: 251),
      "symptom and message share \"mounter\", \"credentials\" (the rarest in 2 of 251 changes)"
    ),
    (
      .wordsInPaths(["wwan"], candidatesWithRarest: 2, candidates: 9),
      "its paths have \"wwan\" of the symptom (in 2 of 9 changes)"
    ),
    (.touchesOnly(.deviceTrees), "against it: touches device trees only"),
  ]

  @Test("is told in a sentence", arguments: examples)
  func tells(_ evidence: Evidence, _ sentence: String) {
    #expect(evidence.sentence == sentence)
  }
}
