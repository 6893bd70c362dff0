import ChangeModel
import Investigation
import Recipes
import Reports

extension BootNotice {
  /// What is being done, for the line of progress.
  var activity: Activity? {
    guard case .doing(let step, let kernel, let boot, let count) = self else { return nil }
    return .booting(step: step.rawValue, kernel: kernel.title, boot: boot, of: count)
  }

  /// What is said of it, if anything.
  var sentence: String? {
    switch self {
    case .doing: nil
    case .obtained(let kernel, let seconds):
      "\(kernel.title): built or fetched in \(seconds.rounded1) s"
    case .builtAhead(let kernel, let seconds):
      "\(kernel.title): built ahead in \(seconds.rounded1) s, while another was tested"
    case .answered(let kernel, let word, let boot):
      "\(kernel.title): \(word), \(boot.finding.reason)"
    case .goesOn(let kernel, let boot, let count):
      "\(kernel.title): boot \(boot) of \(count) passed"
    case .resumed(let kernel, let step): "going on with \(kernel.title) at [\(step.rawValue)]"
    case .dropped(let kernel):
      "\(kernel.title) is not the kernel to test any more, so its test is given up"
    case .endedLeftovers(let count):
      "ended \(count.of("process", "processes")) that a killed ktrail had left at work"
    case .checksTrimmed(let kernel):
      "the configuration is trimmed, so \(kernel.title), the good end, is tested with it first"
    case .unverified(let wanted):
      "the console has no line \"Linux version …\", so whether it was \(wanted) that booted is not known"
    case .stays(let kernel, let reason):
      "\(kernel.title) is still installed: \(reason)"
    case .recipeChanged(let recipe):
      "the recipe \(recipe) has changed; what was built and answered before is of the old one"
    case .taint(let kernel, let taint):
      "\(kernel.title): the kernel is tainted (\(taint), see /proc/sys/kernel/tainted)"
    }
  }
}

extension BootNotice.Kernel {
  /// `1a2b3c4d5e6f (v5.10.210)`
  fileprivate var title: String { release.map { "\(name) (\($0))" } ?? name }
}

extension Double {
  fileprivate var rounded1: String {
    let tenths = Int((self * 10).rounded())
    return "\(tenths / 10).\(abs(tenths % 10))"
  }
}
