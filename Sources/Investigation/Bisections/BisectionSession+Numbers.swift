import Bisection
import ChangeModel
import History

extension BisectionSession {
  /// Why a bisection and a ranking of the same range have other numbers; nothing where they have the same.
  func remarkOnNumbers() throws(InvestigationError) -> [BisectionRemark] {
    guard let index else { return [] }
    let all = bisection.graph.count
    let changes: Int
    do throws(HistoryError) {
      let range = ReleaseRange(
        oldName: record.good.name, old: record.good.id, newName: record.bad.name,
        new: record.bad.id)
      changes = try index.changes(in: range).count
    } catch { throw .history(error) }
    var remarks: [BisectionRemark] = []
    if all > changes { remarks.append(.onlyTested(commits: all, changes: changes)) }
    if !record.weights.isEmpty { remarks.append(.lowerProbabilities) }
    return remarks
  }
}
