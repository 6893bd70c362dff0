public import ChangeModel

extension Activity {
  /// A few words for a line of progress: `indexing 84,000 of about 201,000 commits (42 %), 27,000/s, 5 s left`.
  public func words(_ pace: Pace = Pace()) -> String {
    switch self {
    case .counting(let step, let done, let total): step.words(done, of: total, pace.perSecond)
    case .indexed(let commits): "indexed \(commits.of("commit"))"
    case .readingMakefiles(let commit): "reading the makefiles of \(commit.short)"
    case .readingChanges: "reading what changed"
    case .findingLosses: "looking for fixes that NEW loses"
    case .checkingOut(let commit): "checking out \(commit.short)"
    case .booting(let step, let kernel, let boot, let count):
      "\(step): \(kernel)" + (count > 1 ? ", boot \(boot) of \(count)" : "")
    case .checkingPages: "checking pages"
    case .comparingCommits: "comparing commits"
    }
  }
}

extension Activity.Step {
  private var doing: String {
    switch self {
    case .indexing: "indexing"
    case .comparingTrees: "comparing trees:"
    case .readingPatches: "reading diffs:"
    case .followingReferences: "following references:"
    case .lookingForFixes: "looking for fixes:"
    case .tryingFixes: "trying on NEW:"
    case .comparingSubjects: "comparing subjects:"
    case .comparingPaths: "comparing paths:"
    case .comparingReleases: "comparing releases:"
    }
  }

  private func things(_ count: Int) -> String {
    self == .tryingFixes ? count == 1 ? "fix" : "fixes" : count == 1 ? "commit" : "commits"
  }

  /// Packs say nearly how many commits the clone has, see `packedCommitCount`; all else is counted first.
  private var isEstimated: Bool { self == .indexing }

  fileprivate func words(_ done: Int, of total: Int?, _ perSecond: Double?) -> String {
    // An estimate that was too low is of no more use.
    let total = total.flatMap { $0 >= done && $0 > 0 ? $0 : nil }
    var parts = ["\(doing) \(done.grouped) \(things(done))"]
    if let total {
      let all = isEstimated ? "about \(Double(total).rounded(toFigures: 3).grouped)" : total.grouped
      let share = (Double(done) / Double(total)).percent
      parts = ["\(doing) \(done.grouped) of \(all) \(things(total)) (\(share))"]
    }
    if let perSecond, perSecond >= 1 {
      parts.append("\(perSecond.rounded(toFigures: 2).grouped)/s")
    }
    if let perSecond, let total, total > done {
      parts.append((Double(total - done) / perSecond).timeLeft)
    }
    return parts.joined(separator: ", ")
  }
}

extension Double {
  /// Rounded to so many figures that count.
  fileprivate func rounded(toFigures figures: Int) -> Int {
    let limit = (0..<figures).reduce(1.0) { limit, _ in limit * 10 }
    var unit = 1.0
    while self / unit >= limit { unit *= 10 }
    return Int((self / unit).rounded() * unit)
  }

  /// Seconds: `4 s left`, `2 min left`.
  fileprivate var timeLeft: String {
    if self < 90 { return "\(Int(rounded(.up))) s left" }
    let minutes = Int((Swift.min(self, 1e9) / 60).rounded(.up))
    return minutes < 90
      ? "\(minutes) min left" : "\((minutes / 60).grouped) h \(minutes % 60) min left"
  }
}
