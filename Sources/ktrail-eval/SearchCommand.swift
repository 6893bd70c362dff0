import ArgumentParser
import ChangeModel
import Foundation
import Investigation
import Reports
import Subprocess
import Text

struct SearchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Scores the search for commits on questions whose answers were found by reading.",
    discussion: """
      Each question is answered three times: by ktrail, by `git log -i --grep` with the word that was judged the best, and \
      by BM25 over the messages.

      Example:
        ktrail-eval search --questions Fixtures/search-questions.jsonl --split dev --details
      """)

  @Option(help: ArgumentHelp("A file of questions, one JSON object a line.", valueName: "file"))
  var questions: String
  @Option(help: "Only this split: dev or test.") var split: String?
  @Option(help: ArgumentHelp("Where indexes of clones are kept.", valueName: "dir"))
  var index: String?
  @Flag(help: "Print each question with the ranks of its first right answer.") var details = false
  @Option(
    help: ArgumentHelp(
      "Write what was found to a file, one JSON object a line, to be judged.", valueName: "file"))
  var out: String?

  private static let listed = 20

  func run() async throws {
    let clones = try EvaluationClones(ProcessInfo.processInfo.environment)
    let all = try SearchCase.read(questions).filter { split == nil || $0.split == split }
    var scores: [String: [SearchScore]] = [:]
    var lines: [String] = []
    for question in all {
      guard let clone = clones[question.clone] else { continue }
      let finders: [(String, [String])] = [
        ("ktrail", try await search(question, clone)),
        ("git log --grep", try await grep(question, clone)),
        (
          "BM25",
          try investigation(clone).foundByBM25(question.question, limit: Self.listed)
            .map { "\($0)" }
        ),
      ]
      var ranks: [String] = []
      for (name, ids) in finders {
        let score = SearchScore(question, found: ids)
        scores[name, default: []].append(score)
        scores["\(name) \(question.kind)", default: []].append(score)
        ranks.append(score.rank.map { "\($0)" } ?? "-")
      }
      if details {
        print(
          question.id.padded(10), ranks.map { $0.padded(4) }.joined(),
          question.question.prefix(90).replacing("\n", with: " "))
      }
      let found = finders.map { "\"\($0.0)\":[\($0.1.map { "\"\($0)\"" }.joined(separator: ","))]" }
      lines.append("{\"id\":\"\(question.id)\",\(found.joined(separator: ","))}")
    }
    if let out {
      try Data((lines.joined(separator: "\n") + "\n").utf8).write(
        to: URL(fileURLWithPath: out), options: .atomic)
    }
    print("finder".padded(28), "questions  success@1  success@5  nDCG@10")
    for (name, scores) in scores.sorted(by: { $0.key < $1.key }) {
      print(
        name.padded(28),
        String(
          format: "%9d %9.0f %% %8.0f %% %8.3f", scores.count,
          100 * scores.share { ($0.rank ?? .max) <= 1 },
          100 * scores.share { ($0.rank ?? .max) <= 5 },
          scores.reduce(0) { $0 + $1.gain } / Double(max(1, scores.count))))
    }
  }

  private func investigation(_ clone: String) -> Investigation {
    Investigation(clone: .init(path: clone, indexDirectory: index))
  }

  private func search(_ question: SearchCase, _ clone: String) async throws -> [String] {
    var symptoms: [String] = []
    let file = FileManager.default.temporaryDirectory.appending(path: "ktrail-\(UUID())")
    defer { try? FileManager.default.removeItem(at: file) }
    if question.kind == "trace" {
      try Data(question.question.utf8).write(to: file)
      symptoms = [file.path]
    }
    let criteria = FixCriteria(
      matching: symptoms.isEmpty ? question.question : nil, symptoms: symptoms,
      limit: Self.listed)
    guard
      case .search(_, let findings, _) =
        try await investigation(clone).fixes(.search(criteria, in: [])).answer
    else { return [] }
    return findings.map { "\($0.commit.id)" }
  }

  private func grep(_ question: SearchCase, _ clone: String) async throws -> [String] {
    let result = try await Subprocess.run(
      .name("git"),
      arguments: [
        "-C", clone, "log", "--all", "--no-merges", "-i", "-F", "--grep=\(question.grep)",
        "-n\(Self.listed)", "--format=%H",
      ], output: .string(limit: 1 << 20))
    return result.standardOutput.split(separator: "\n").map(String.init)
  }
}

extension [SearchScore] {
  fileprivate func share(_ isMeant: (SearchScore) -> Bool) -> Double {
    isEmpty ? 0 : Double(count(where: isMeant)) / Double(count)
  }
}
