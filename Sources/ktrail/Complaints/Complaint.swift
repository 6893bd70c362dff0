import ChangeModel
import Changelogs
import Git
import History
import Investigation
import Kbuild
import Recipes
import Reports

/// What the command says of a failure: what went wrong and where, as the library that met it has it; and what to do,
/// which only the command can say, since only it has options.
struct Complaint: CustomStringConvertible {
  let sentence: String
  let hint: String?

  init(_ error: any Error) {
    sentence = "\(error)"
    hint =
      switch error {
      case let error as InvestigationError: error.hint
      case let error as BisectionError: error.hint
      case let error as BootError: error.hint
      case let error as RecipeError: error.hint
      case let error as HistoryError: error.hint
      case let error as GitError: error.hint
      case let error as ChangelogError: error.hint
      case let error as KbuildError: error.hint
      default: nil
      }
  }

  init(_ notice: IndexNotice) {
    sentence = notice.sentence
    switch notice {
    case .rebuilt: hint = nil
    case .inMemory: hint = "pass --index-dir a directory you may write to"
    case .notShared: hint = "the environment's KTRAIL_SHARED_INDEX names the directory"
    }
  }

  var description: String { hint.map { "\(sentence); \($0)" } ?? sentence }
}
