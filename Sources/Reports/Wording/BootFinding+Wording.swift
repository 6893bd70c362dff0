public import ChangeModel

extension BootFinding {
  /// What was found, as a clause: `"login: failed" is on the console`.
  public var reason: String {
    switch self {
    case .notBuilt(let said):
      said.isEmpty ? "it does not build" : "it does not build: \(said.clause)"
    case .buildTimedOut(let seconds): "it was not built within \(seconds.asDuration)"
    case .patchFails(let patch, let reason):
      "\(patch), which each build needs, does not apply: \(reason.clause)"
    case .otherKernel(let wanted, let found):
      "\(wanted) does not boot: the machine came back with \(found)"
    case .restarts: "the machine started again while it was tested, twice"
    case .symptom(let line): "the symptom is there: \(line.clause)"
    case .otherCrash(let line): "a different crash, without the symptom: \(line.clause)"
    case .bootTimedOut(let seconds):
      "neither the symptom nor an end within \(seconds.asDuration)"
    case .testTimedOut(let seconds): "the test did not end within \(seconds.asDuration)"
    case .endedEarly(let said):
      "the virtual machine ended too early"
        + (said.map { $0.isEmpty ? "" : "; its console ends with: \($0.clause)" } ?? "")
    case .noSymptom(let boots): "the symptom was not seen" + Self.inBoots(boots)
    case .failsOtherwise(let code):
      "the test failed (exit code \(code)), but without the symptom"
    case .passes(let boots): "the test passed" + Self.inBoots(boots)
    case .fails(let code, let boot):
      "the test failed (exit code \(code))" + (boot > 1 ? " in boot \(boot)" : "")
    case .untestable(let said):
      "the test cannot say (exit code 125)"
        + (said.map { $0.isEmpty ? "" : "; the console ends with: \($0.clause)" } ?? "")
    }
  }

  private static func inBoots(_ boots: Int) -> String { boots > 1 ? " in \(boots) boots" : "" }
}

extension String {
  /// One line without a full stop at its end.
  fileprivate var clause: String {
    let line = inert()
    return line.hasSuffix(".") ? String(line.dropLast()) : line
  }
}

extension Int {
  /// Seconds in the largest unit that is whole.
  fileprivate var asDuration: String {
    if self >= 3600, self % 3600 == 0 { return (self / 3600).of("hour") }
    if self >= 120, self % 60 == 0 { return (self / 60).of("minute") }
    return of("second")
  }
}
