/// What the boot of a kernel showed, which is why ktrail answered as it did.
public enum BootFinding: Codable, Hashable, Sendable {
  /// A command of the recipe failed; the last that it said.
  case notBuilt(said: String)
  /// It took longer than the recipe gives it.
  case buildTimedOut(seconds: Int)
  /// A patch that the recipe asks for, and git's reason.
  case patchFails(String, reason: String)
  /// Another kernel than the wanted one is running: the wanted one does not boot.
  case otherKernel(wanted: String, found: String)
  /// The machine started again while it was tested, twice.
  case restarts
  /// The line that has the symptom.
  case symptom(line: String)
  /// A crash without the symptom.
  case otherCrash(line: String)
  /// Neither the symptom nor an end came in time.
  case bootTimedOut(seconds: Int)
  case testTimedOut(seconds: Int)
  /// The virtual machine ended before a line said that the test has ended; the last line of its console.
  case endedEarly(said: String?)
  /// The test ended well, and the symptom was not seen, in so many boots.
  case noSymptom(boots: Int)
  /// The test failed, but without the symptom.
  case failsOtherwise(code: Int)
  /// By its exit code, in so many boots.
  case passes(boots: Int)
  case fails(code: Int, boot: Int)
  /// By its exit code 125; the last line of the console, if there is one.
  case untestable(said: String?)
}

/// A kernel that ktrail has booted: what was found, and how long each step took.
public struct BootRecord: Codable, Hashable, Sendable {
  public let finding: BootFinding
  /// By the step of the recipe, in seconds, over all boots.
  public let seconds: [String: Double]
  /// Whether it was built while another was tested.
  public let wasBuiltAhead: Bool

  public init(finding: BootFinding, seconds: [String: Double], wasBuiltAhead: Bool) {
    (self.finding, self.seconds, self.wasBuiltAhead) = (finding, seconds, wasBuiltAhead)
  }
}
