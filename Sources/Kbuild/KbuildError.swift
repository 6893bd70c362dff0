public import ChangeModel

/// Why a file about the machines cannot be used.
public enum KbuildError: Error, Hashable, Sendable {
  /// Nothing in it sets a symbol or leaves one unset.
  case noConfiguration(source: String)
  /// Neither the configuration nor the user says for which architecture the kernel is.
  case unknownArchitecture(source: String)
  case noModules(source: String)
  /// A line that is not a line of `lsmod` and no module's name.
  case malformedModule(source: String, line: Int, text: String)
  /// A directory or an inventory without a host that could be read.
  case noHosts(source: String, first: HostFlaw?, line: Int)
  case tooManyHosts(source: String, limit: Int)
  /// More names of modules than any kernel has, or too many in all.
  case tooManyModules(source: String, limit: Int)
}

extension KbuildError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noConfiguration(let source): "\(source) is not a kernel configuration"
    case .unknownArchitecture(let source):
      "\(source) does not say which architecture it is for"
    case .noModules(let source): "\(source) is empty"
    case .malformedModule(let source, let line, let text):
      "\(source):\(line): expected a module's name or a line of lsmod, found \"\(text)\""
    case .noHosts(let source, let flaw?, let line):
      "\(source):\(line): no host can be read from it: \(flaw)"
    case .noHosts(let source, nil, _): "\(source) has no hosts"
    case .tooManyHosts(let source, let limit): "\(source) has more than \(limit) hosts"
    case .tooManyModules(let source, let limit):
      "\(source) has more modules than can be kept (\(limit) names)"
    }
  }
}
