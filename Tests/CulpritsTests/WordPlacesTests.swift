import ChangeModel
import Testing

@testable import Culprits

@Suite("Words that say where") struct WordPlacesTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// What says nothing of a place, beside the one word that names one.
    let filler, name: String
  }
  static let examples = [
    Example(
      testDescription: "an adverb and a time", filler: "It happened nevertheless, for years.",
      name: "jumbo"),
    Example(
      testDescription: "a feeling",
      filler: "Unfortunately my colleague is annoyed since yesterday.",
      name: "phydev"),
    Example(
      testDescription: "a class of failure", filler: "A broken pointer, a leak and a crash.",
      name: "zebra"),
    Example(
      testDescription: "what a form asks",
      filler: "Upgraded today, reinstalled twice, rebooted often.",
      name: "quagga"),
  ]

  @Test("what is rare in a range by chance does not beat a name", arguments: examples)
  func namesWin(_ example: Example) throws {
    let chatty = try Candidates.change(
      1_000, "okapi: rework the tables", example.filler, paths: ["drivers/okapi/core.c"])
    let named = try Candidates.change(
      1_001, "okapi: another table", "Handle \(example.name).", paths: ["drivers/okapi/table.c"])
    let ranking = CulpritRanker().rank(
      Symptom(parsing: "\(example.filler) The \(example.name) is gone."),
      among: try Candidates.ordinary(200) + [chatty, named])
    let places = [named, chatty].map { change in
      ranking.suspects.firstIndex { $0.change == change } ?? .max
    }
    #expect(places[0] == 0)
    #expect(places[1] > 0)
  }

  @Test("fillers alone point to nothing", arguments: examples)
  func fillersAlone(_ example: Example) throws {
    let chatty = try Candidates.change(
      1_000, "okapi: rework the tables", example.filler, paths: ["drivers/okapi/core.c"])
    let ranking = CulpritRanker().rank(
      Symptom(parsing: example.filler), among: try Candidates.ordinary(200) + [chatty])
    #expect((ranking.suspects.first?.probability ?? 1) < 0.3)
  }

  struct Word: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let isName: Bool
    init(_ word: String, isName: Bool) { (testDescription, self.isName) = (word, isName) }
  }
  static let words =
    ["happens", "years", "broken", "unfortunately", "deadlock", "fails"].map {
      Word($0, isName: false)
    } + ["jumbo", "overlay", "wifi", "nfs", "okapi", "enospc"].map { Word($0, isName: true) }

  @Test("a word counts as far as it names a place", arguments: words)
  func shares(_ word: Word) throws {
    let range = CandidateRange([try Candidates.change(1, word.testDescription, paths: [])])
    #expect(range.naming.count == 1)
    #expect(range.naming.allSatisfy { word.isName ? $0 > 0.8 : $0 < 0.2 })
  }

  @Test(
    "a bad file is refused with its line",
    arguments: [
      ("# x\nword\n", "words.txt:2: expected a word and a number, found \"word\""),
      ("word 1 2\n", "words.txt:1: expected a word and a number, found \"word 1 2\""),
    ])
  func refuses(_ text: String, _ message: String) {
    #expect { try WordPlaces(parsing: text) } throws: { "\($0)" == message }
  }
}

@Suite("Tests of the kernel as suspects") struct TestChangeTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let path: String
    let isTest: Bool
    var testDescription: String { path }
  }
  static let examples = [
    ("tools/testing/selftests/net/tls.c", true), ("lib/test_bpf.c", true),
    ("lib/kunit/test.c", true), ("fs/ext4/inode-test.c", true), ("mm/slub_kunit.c", true),
    ("drivers/gpu/drm/i915/selftests/intel_memory_region.c", true),
    ("drivers/mtd/tests/oobtest.c", true), ("drivers/base/test/test_async_driver_probe.c", true),
    ("crypto/testmgr.c", false), ("drivers/usb/core/hub.c", false), ("lib/test.h", false),
    ("kernel/fork.c", false), ("tools/perf/util/map.c", false), ("tests/fork.c", false),
  ].map { Example(path: $0.0, isTest: $0.1) }

  @Test("a change of tests only is no suspect", arguments: examples)
  func discounted(_ example: Example) throws {
    let change = try Candidates.change(1_000, "zebra: stripes", "Zebra.", paths: [example.path])
    let ranking = CulpritRanker().rank(
      Symptom(parsing: "the zebra has no stripes"), among: try Candidates.ordinary(50) + [change])
    #expect(ranking.discounts[.tests] == (example.isTest ? 1 : nil))
    #expect((ranking.suspects.first?.change == change) == !example.isTest)
  }

  @Test(
    "unless the symptom is of a test",
    arguments: [
      "zebra stripes kselftest fails", "# zebra: not ok 3, see KUnit",
      "BUG at lib/test_bpf.c:12, zebra stripes",
    ])
  func spokenOf(_ symptom: String) throws {
    let change = try Candidates.change(1_000, "zebra: stripes", "Zebra.", paths: ["lib/test_bpf.c"])
    let ranking = CulpritRanker().rank(
      Symptom(parsing: symptom), among: try Candidates.ordinary(50) + [change])
    #expect(ranking.discounts[.tests] == nil)
    #expect(ranking.suspects.first?.change == change)
  }
}

@Suite("Causes outside of the range") struct OutsideTests {
  static let symptom = """
    RIP: 0010:zebra_count_stripes+0x12/0x40 [zebra]
    zebra: cannot count stripes
    """

  static func candidates(withCulprit: Bool) throws -> [EnrichedChange] {
    try Candidates.ordinary(200)
      + (withCulprit
        ? [
          Candidates.change(
            1_000, "zebra: count stripes once", "zebra_count_stripes() counted twice.",
            paths: ["drivers/zebra/zebra.c"])
        ] : [])
  }

  @Test("all probabilities sum to 1 with it", arguments: ["", "it is slow", symptom])
  func sum(_ symptom: String) throws {
    let ranking = CulpritRanker().rank(
      Symptom(parsing: symptom), among: try Self.candidates(withCulprit: true))
    let total = ranking.suspects.reduce(ranking.outside) { $0 + $1.probability }
    #expect(abs(total - 1) < 1e-9)
    #expect(ranking.outside > 0)
  }

  @Test("it is likelier where nothing fits than where the culprit is there")
  func without() throws {
    let symptom = Symptom(parsing: Self.symptom)
    let shares = try [true, false].map { isThere in
      CulpritRanker().rank(symptom, among: try Self.candidates(withCulprit: isThere)).outside
    }
    #expect(shares[0] < 0.06)
    #expect(shares[1] > 1.5 * shares[0])
  }
}
