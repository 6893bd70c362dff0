import ChangeModel
import Investigation

extension BisectionDesk.Outcome {
  /// What `ktrail bisect reset` says of it.
  func sentence(_ name: String) -> String {
    switch self {
    case .forgotten: "forgot the bisection \(name)"
    case .forgottenUnread:
      "forgot the bisection \(name), whose record could not be read; if it was begun with --checkout, check where HEAD of the clone is"
    case .removed(let tree): "removed the work tree \(tree)"
    case .kept(let tree):
      "kept the work tree as \(tree), since it has commits or changes of yours; remove it when you no longer need them"
    case .notOurs(let tree, let occupant): "left \(tree) as it is, since it is \(occupant)"
    case .head(let place, let clone): "gave back HEAD of \(clone): \(place)"
    case .branchGone(let branch, let commit, let clone):
      "\(branch) is gone, so HEAD of \(clone) is at the commit that it was at: \(commit)"
    case .removedKernels(let count, let folder):
      "removed what was built or fetched of \(count.of("kernel")) (\(folder))"
    case .headElsewhere(let place, let clone):
      "left HEAD of \(clone) at \(place), where it was put since"
    case .headNotGivenBack(let place, let clone):
      "\(clone) is gone, so its HEAD, which was at \(place), was not given back"
    }
  }
}
