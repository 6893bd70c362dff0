import Assessment
import Bisection
import ChangeModel
import Changelogs
import Culprits
import Foundation
import Git
import History
import Investigation
import Kbuild
import Recipes
import Reports
import Risk
import Text

/// The examples of the landing pages. What stands between two marks is quoted there word for word; each returns
/// something of what it found, so that a test can look at it.
enum Snippets {
  static func text() -> Bool {
    // begin Text
    let day = CalendarDay(year: 2018, month: 9, day: 19)
    let trailer = Trailer(Array("Reported-by: Jane Doe <jane@example.org>".utf8))
    // end
    return day.number == 17_793 && trailer?.isNamed("reported-by") == true
  }

  static func changeModel() -> Bool {
    // begin ChangeModel
    let id = CommitID("cb9adfe8af3654b720cfd57f432470b044e4228c")
    let versions = ["4.4.121", "4.7-rc4", "4.4.9"].compactMap { KernelVersion($0) }
    let newest = versions.max()
    // end
    return id?.short == "cb9adfe8af36" && newest?.description == "4.7-rc4"
  }

  static func changelogs(old: String, new: String) async throws -> Int {
    // begin Changelogs
    let reader = PackageOperand()
    let difference = ChangelogDifference.between(
      try await reader.read(old), try await reader.read(new))
    for entry in difference.added {
      print(entry.position, entry.kind, entry.subject)
    }
    // end
    return difference.added.count { $0.kind == .versionBump }
  }

  static func git(path: String) throws -> String {
    // begin Git
    let repository = try Repository(opening: path)
    let commit = try repository.commit(repository.resolve("v4.4.157"))
    print(commit.subject, commit.parents.map(\.short))
    // end
    return commit.subject
  }

  static func history(path: String, cache: String) throws -> Int {
    // begin History
    let index = try HistoryIndex(of: Repository(opening: path), in: cache)
    let range = try index.range(from: "v4.4.156", to: "v4.4.157")
    let changes = try index.changes(in: range)
    // end
    return changes.count
  }

  static func culprits(changes: [EnrichedChange]) -> String? {
    // begin Culprits
    let symptom = Symptom(parsing: "mkdir fails with EACCES on an overlay mount")
    let ranking = CulpritRanker().rank(symptom, among: changes)
    for suspect in ranking.suspects.prefix(3) {
      print(suspect.probability, suspect.candidate.subject)
    }
    // end
    return ranking.suspects.first?.candidate.subject
  }

  static func risk(changes: [EnrichedChange]) -> [ChangeRisk] {
    // begin Risk
    let assessor = RiskAssessor(releaseTimes: ["v4.4.157": 1_537_344_000])
    let risks = assessor.assess(changes).sorted { $0.score > $1.score }
    // end
    return risks
  }

  static func bisection(
    nodes: [BisectionGraph.Node], probabilities: [CommitID: Double], isBroken: (CommitID) -> Bool
  ) -> Bisection.Step {
    // begin Bisection
    var bisection = Bisection(BisectionGraph(nodes), weights: probabilities)
    while case .test(let kernel, _, _) = bisection.next() {
      bisection.add(.init(kernel, isBroken(kernel) ? .bad : .good))
    }
    // end
    return bisection.next()
  }

  static func recipes(bytes: [UInt8], commit: CommitID) throws -> [[String]] {
    // begin Recipes
    let recipe = try Recipe(parsing: bytes, source: "mine.toml")
    var values = try RecipeValues(of: recipe, given: ["initramfs": "/srv/test.cpio.gz"])
    values[.commit] = "\(commit)"
    let commands = try recipe[.boot].map { try values.commands(of: $0, in: recipe) }
    // end
    return commands ?? []
  }

  static func kbuild(configuration bytes: [UInt8], sources: String) throws -> [Relevance] {
    // begin Kbuild
    let configuration = try KernelConfiguration(parsing: bytes, source: "/boot/config-4.4.157")
    let tree = DirectoryTree(sources)
    let map = BuildMap(of: tree, for: configuration, architecture: "x86")
    let relevances = map.relevances(of: [["fs/overlayfs/super.c"], ["fs/xfs/log.c"]]) { tree }
    // end
    return relevances
  }

  static func assessment(
    operands: Upgrade.Operands, clone: CloneSummary?, changes: [EnrichedChange]
  ) -> UpgradeAssessment {
    // begin Assessment
    let upgrade = Upgrade(operands, clone: clone, changes: changes)
    let assessment = UpgradeAssessment(upgrade)
    print(assessment.verdict, assessment.decidingGaps.map(\.need))
    // end
    return assessment
  }

  static func reports(investigation: Investigation) async throws -> String {
    // begin Reports
    let comparison = try await investigation.compare("4.4.156", "4.4.157")
    let report = Report.comparison(comparison)
    let style = TerminalStyle(width: 100, color: false)
    print(report.rendered(as: .terminal, style: style))
    // end
    return report.rendered(as: .html)
  }

  static func investigation(path: String, symptom: String, cache: String) async throws -> String {
    // begin Investigation
    let clone = Investigation.Clone(path: path, indexDirectory: cache)
    let report = try await Investigation(clone: clone)
      .culprits("4.4.121", "4.4.157", symptoms: [symptom])
    for suspect in report.ranking.suspects.prefix(3) {
      print(suspect.candidate.subject, suspect.probability)
    }
    print(Report.culprits(report).rendered(as: .markdown))
    // end
    return report.ranking.suspects.first?.change?.commit.id.short ?? ""
  }
}
