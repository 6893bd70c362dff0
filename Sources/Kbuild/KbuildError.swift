/// Why a file about the machines cannot be used.
public enum KbuildError: Error, Hashable, Sendable {
  /// Nothing in it sets a symbol or leaves one unset.
  case noConfiguration(source: String)
  /// Neither the configuration nor the user says for which architecture the kernel is.
  case unknownArchitecture(source: String)
  case noModules(source: String)
  /// A line that is no line of `lsmod` and no module's name.
  case malformedModule(source: String, line: Int, text: String)
}

extension KbuildError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noConfiguration(let source):
      "\(source) is no kernel configuration; pass a file such as /boot/config-$(uname -r) or a .config"
    case .unknownArchitecture(let source):
      "\(source) does not say for which architecture it is; pass --arch, such as --arch x86"
    case .noModules(let source):
      "\(source) is empty; pass what lsmod prints, a copy of /proc/modules, or one module's name a line"
    case .malformedModule(let source, let line, let text):
      """
      \(source):\(line): expected a module's name or a line of lsmod, found "\(text)"; \
      pass what lsmod prints, or a copy of /proc/modules
      """
    }
  }
}
