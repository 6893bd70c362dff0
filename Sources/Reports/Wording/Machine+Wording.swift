internal import ChangeModel

extension Symptom.Machine {
  private static let mostNamed = 4

  /// `x86 (so changes for other architectures hardly count), 4.4.293, 61 modules loaded, tainted by an unsigned module`
  ///
  /// - Parameter assumed: the architecture that the ranking took from here.
  func sentence(assuming assumed: String?) -> String? {
    var parts: [String] = []
    if let assumed {
      parts.append("\(assumed) (changes for other architectures hardly count)")
    } else {
      parts += architectures
    }
    parts += releases.prefix(Self.mostNamed) + distributions.prefix(1)
    if !modules.isEmpty { parts.append("\(modules.count.of("module")) loaded") }
    if !drivers.isEmpty { parts.append("\(Self.list(drivers)) in use") }
    if !filesystems.isEmpty { parts.append("\(Self.list(filesystems)) mounted") }
    if !programs.isEmpty {
      parts.append("\(programs.count == 1 ? "program" : "programs") \(Self.list(programs))")
    }
    if !taints.isEmpty {
      parts.append("tainted by " + taints.map(Self.reason).joined(separator: ", "))
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  private static func list(_ names: [String]) -> String {
    let more = names.count - mostNamed
    return names.prefix(mostNamed).joined(separator: " ")
      + (more > 0 ? " and \(more.grouped) more" : "")
  }

  /// What a taint flag stands for (`Documentation/admin-guide/tainted-kernels.rst`).
  static func reason(_ taint: Character) -> String {
    switch taint {
    case "P": "a proprietary module"
    case "F": "a module that was loaded by force"
    case "S": "a CPU out of specification"
    case "R": "a module that was removed by force"
    case "M": "a machine check"
    case "B": "a bad page"
    case "U": "user space"
    case "D": "an earlier oops"
    case "A": "an overridden ACPI table"
    case "W": "an earlier warning"
    case "C": "a staging driver"
    case "I": "a firmware bug"
    case "O": "an out-of-tree module"
    case "E": "an unsigned module"
    case "L": "an earlier soft lockup"
    case "K": "a live patch"
    case "X": "the distribution"
    case "T": "randomized structures"
    case "N": "a kernel test"
    default: "\(taint)"
    }
  }
}

extension SymptomSource {
  /// `14 lines describe the machine (3-16), 2 are a program's stack (20-21)`; `nil` if all that was used was read.
  ///
  /// - Parameter name: what to call it; `nil` where there is only one.
  func leftOutSentence(naming name: String?) -> String? {
    let parts = leftOut.map { left in
      "\(left.lineCount.of("line")) \(left.reason.clause(isOne: left.lineCount == 1)) (\(left.lines.shortened))"
    }
    guard !parts.isEmpty else { return nil }
    return (name.map { "\($0): " } ?? "") + parts.joined(separator: ", ")
  }
}

extension Symptom.LeftOut.Reason {
  func clause(isOne: Bool) -> String {
    switch self {
    case .machine: isOne ? "describes the machine" : "describe the machine"
    case .form: isOne ? "is part of a template or a mail" : "are part of a template or a mail"
    case .code: isOne ? "is source code" : "are source code"
    case .programStack: isOne ? "is a program's stack" : "are a program's stack"
    case .dump:
      isOne ? "is a dump of registers or modules" : "are dumps of registers or modules"
    }
  }
}

extension [ClosedRange<Int>] {
  private static var mostShown: Int { 6 }

  /// `8-120, 300 and 12 more places`
  var shortened: String {
    let places = prefix(Self.mostShown).map {
      $0.count == 1 ? $0.lowerBound.grouped : "\($0.lowerBound.grouped)-\($0.upperBound.grouped)"
    }.joined(separator: ", ")
    return count > Self.mostShown
      ? places + " and \((count - Self.mostShown).of("more place"))" : places
  }
}
