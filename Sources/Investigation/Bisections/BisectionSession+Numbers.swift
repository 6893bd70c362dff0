import Bisection
import ChangeModel
import History

extension BisectionSession {
  /// Why a bisection and a ranking of the same range have other numbers; nothing where they have the same.
  func remarkOnNumbers() throws(InvestigationError) -> [String] {
    let all = bisection.graph.count
    let changes: Int
    do throws(HistoryError) {
      let range = ReleaseRange(
        oldName: record.good.name, old: record.good.id, newName: record.bad.name,
        new: record.bad.id)
      changes = try index.changes(in: range).count
    } catch { throw .history(error) }
    var sentences: [String] = []
    if all > changes {
      let others = (all - changes).of("merge or release commit", "merges and release commits")
      sentences.append(
        "of the \(all.of("commit")), \(changes.of("change")) can be suspected, as `ktrail culprits` counts them; the rest, \(others), can only be tested"
      )
    }
    if !record.weights.isEmpty {
      sentences.append(
        "the probabilities are lower than those of `ktrail culprits`: a later fix that talks of the symptom lifts nothing here, and a twentieth is spread evenly over all commits, so that a wrong suspicion costs little"
      )
    }
    return sentences
  }
}
