import ChangeModel
import Culprits
import Testing

@Suite("The step to a version that outgrows its byte") struct VersionStepTests {
  static let symptoms: [(String, Bool)] = [
    ("every KERNEL_VERSION(4,4,x) check of our modules takes the wrong branch", true),
    ("the C library does not install, as the revision number of the kernel is 255 or more", true),
    ("the agent parses the version of the kernel wrongly and does not start", true),
    ("tcp counts a duplicate acknowledgement twice", false), ("it hangs", false), ("", false),
  ]

  @Test("is suspected where the symptom is about version numbers", arguments: symptoms)
  func isSuspected(_ text: String, _ isAboutNumbers: Bool) throws {
    let step = try Candidates.change(900, "Linux 4.4.256", paths: ["Makefile"])
    let ranking = CulpritRanker(explaining: .commit(step.commit.id)).rank(
      Symptom(parsing: text), among: try Candidates.ordinary(60) + [step])
    let suspect = try #require(ranking.suspects.first { $0.change == step })
    let fact = Evidence.outgrowsVersionCode(try #require(KernelVersion("4.4.256")))
    #expect(suspect.evidence.contains(fact) == isAboutNumbers)
    if isAboutNumbers { #expect(suspect.probability > 0.2) }
    let reasons = try #require(ranking.explanation).reasons
    #expect(reasons.contains { $0.measure == .version && $0.holds } == isAboutNumbers)
  }

  @Test(
    "other releases are nothing of the kind",
    arguments: ["Linux 4.4.255", "Linux 4.4.257", "Linux 5.10-rc1"])
  func isOnlyThatStep(_ subject: String) throws {
    let release = try Candidates.change(900, subject, paths: ["Makefile"])
    let ranking = CulpritRanker().rank(
      Symptom(parsing: Self.symptoms[0].0), among: try Candidates.ordinary(60) + [release])
    let suspect = try #require(ranking.suspects.first { $0.change == release })
    #expect(
      !suspect.evidence.contains { if case .outgrowsVersionCode = $0 { true } else { false } })
  }
}
