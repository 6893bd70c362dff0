// Prints the three first suspects of an update. Usage: first-suspects OLD NEW CLONE SYMPTOM-TEXT
import ChangeModel
import Changelogs
import Culprits
import Foundation
import Git
import History

let arguments = CommandLine.arguments
guard arguments.count == 5 else {
  print("usage: first-suspects OLD NEW CLONE SYMPTOM-TEXT")
  exit(64)
}
let (old, new, clone, seen) = (arguments[1], arguments[2], arguments[3], arguments[4])

// begin client
// What NEW adds to OLD: packages, changelogs, names of installed packages.
let reader = PackageOperand()
let difference = ChangelogDifference.between(
  try await reader.read(old), try await reader.read(new))

// Which commits stand behind the entries. The index is built by the first question.
let index = try HistoryIndex(of: Repository(opening: clone))
let resolved = try CommitResolver(in: index).resolve(difference.added)
let commits = Set(resolved.flatMap(\.resolution.commits))

// What is known about each: touched paths, subsystems, backports, later fixes that NEW lacks.
let kernel = try difference.new.version.flatMap { try index.commit(ofKernelNamed: $0) }
let changes = try ChangeEnricher(in: index, new: kernel).enrich(Array(commits))

// Which of them explain what was seen.
let ranking = CulpritRanker().rank(Symptom(parsing: seen), among: changes)
for suspect in ranking.suspects.prefix(3) {
  print("\(Int(suspect.probability * 100)) %", suspect.candidate.subject)
}
// end
