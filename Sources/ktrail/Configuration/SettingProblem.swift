import ChangeModel
import Text

/// Why a setting cannot be used.
enum SettingProblem: Error {
  case unreadable(path: String, ReadFailure)
  /// Somebody else can write what this file says.
  case notTrusted(path: String, isOfOther: Bool)
  case notTOML(SourcePosition, TOMLError.Problem, String)
  case unknownKey(SourcePosition, String, nearest: [String])
  case notATable(SourcePosition, command: String)
  case noSuchCommand(SourcePosition, String, nearest: [String])
  case notOfCommand(SourcePosition, String, command: String, of: [String])
  case ofOneQuestion(Setting.Origin, String)
  case notOfProjects(SourcePosition, String)
  case outsideOfProject(SourcePosition, String, path: String)
  /// A pipe, a socket or a device, which would be waited for.
  case specialFile(SourcePosition, String, path: String)
  case wrongType(SourcePosition, String, takes: Form)
  case empty(SourcePosition, String)
  case notYesOrNo(variable: String, String)
  case unknownVariable(String, nearest: String)
  /// The option itself refuses the value.
  case refused(Setting.Origin, String)

  enum Form: Hashable { case flag, text, texts }
}

extension SettingProblem: CustomStringConvertible {
  var description: String {
    switch self {
    case .unreadable(let path, let error): "\(path) cannot be read: \(error)"
    case .notTrusted(let path, let isOfOther):
      """
      \(path) \(isOfOther ? "belongs to somebody else" : "can be written by everybody"), so what it says is not taken for \
      yours; \(ShellCommand("export", "\(SettingsFiles.variable)=\(path)")) takes it all the same, and an empty \
      \(SettingsFiles.variable) leaves all configuration files out
      """
    case .notTOML(let place, _, let sentence): "\(place): \(sentence)"
    case .unknownKey(let place, let key, let nearest):
      "\(place): ktrail has no option \(key)\(Self.meant(nearest))"
    case .notATable(let place, let command):
      "\(place): \(command) is a command, so write [\(command)] and its options below"
    case .noSuchCommand(let place, let name, let nearest):
      "\(place): [\(name)] is not a command of ktrail\(Self.meant(nearest))"
    case .notOfCommand(let place, let key, let command, let others):
      "\(place): ktrail \(command) has no option \(key); \(others.joined(separator: ", ")) \(others.count == 1 ? "has" : "have")"
    case .ofOneQuestion(let origin, let key):
      "\(origin): \(key) belongs to one question; give it on the command line, as --\(key)"
    case .notOfProjects(let place, let key):
      """
      \(place): \(key) cannot be set by the file of a project, which may be a stranger's: that says only how answers are \
      judged, narrowed down and shown; set it in \(SettingsFiles.userFile ?? "your own file"), or as --\(key)
      """
    case .outsideOfProject(let place, let key, let path):
      "\(place): \(key) = \(path) leads out of the project, which its file cannot do; set it in \(SettingsFiles.userFile ?? "your own file"), or as --\(key)"
    case .specialFile(let place, let key, let path):
      "\(place): \(key) = \(path) is neither a file nor a directory"
    case .wrongType(let place, let key, .flag): "\(place): \(key) is true or false"
    case .wrongType(let place, let key, .text):
      "\(place): \(key) takes one text in quotes, or a number"
    case .wrongType(let place, let key, .texts):
      "\(place): \(key) takes a text in quotes, or several as [\"first\", \"second\"]"
    case .empty(let place, let key): "\(place): \(key) is empty; leave it out, or give it a value"
    case .notYesOrNo(let variable, let text): "\(variable) is true or false, found \"\(text)\""
    case .unknownVariable(let name, let nearest):
      "\(name) is not a setting; did you mean \(nearest)?"
    case .refused(let origin, let sentence): "\(origin): \(sentence)"
    }
  }

  private static func meant(_ nearest: [String]) -> String {
    nearest.isEmpty ? "" : "; did you mean \(nearest.joined(separator: " or "))?"
  }
}
