package import ChangeModel

extension UnknownFix {
  /// What the clone lacks, without a full stop.
  ///
  /// - Parameter newest: when the newest commit of the clone was made, seconds since 1970; `nil` in an empty one.
  package func sentence(newest: Int64?) -> String {
    let limit = newest.map { "; its newest commit is from \(UTCTime(seconds: $0).day)" } ?? ""
    switch asked {
    case .commit(let id, _):
      guard !namedBy.isEmpty else {
        return "this clone has no commit \(id.short), and no backport or repair of it\(limit)"
      }
      let naming = namedBy.map { "\($0.id.short) (\"\($0.subject)\")" }
      return """
        this clone has no commit \(id.short), nor a backport of it; it is named by \
        \(naming.joined(separator: ", "))
        """
    case .subject(let entry):
      let near = nearest.map { "\($0.id.short) (\"\($0.subject)\")" }
      return "no commit in this clone has the subject \"\(entry.subject)\" or one much like it"
        + (near.isEmpty ? limit : "; the nearest are \(near.joined(separator: ", "))")
    case .cve(let cve): return "no commit in this clone names \(cve)\(limit)"
    case .messageID(let id): return "no commit in this clone names the mail \(id)\(limit)"
    case .bug(let bug): return "no commit in this clone names \(bug.name)\(limit)"
    case .address(let address): return "no commit in this clone names \(address)\(limit)"
    case .revision(let name): return "\(name) is not a revision of this clone"
    }
  }
}

extension AskedFix.Bug {
  /// `bug 205123 of bugzilla.kernel.org`
  var name: String {
    switch tracker {
    case .bugzilla(let host): "bug \(id) of \(host)"
    case .launchpad: "bug \(id) of Launchpad"
    case .jira: id
    case .syzbot: "syzbot's bug \(id)"
    }
  }
}

extension KernelStanding.Gap {
  /// What the clone lacks, without a full stop.
  func sentence(on kernel: String) -> String {
    switch self {
    case .noRelease(let version, let newest):
      "this clone has no \(version.tagName)\(newest.map { " (newest of \($0.series): \($0))" } ?? "")"
    case .onlyBase(let version):
      """
      \(kernel) is based on \(version.tagName), which lacks it, and its name does not say what else it has
      """
    case .before(let time):
      """
      this clone has the history of \(kernel) from \(UTCTime(seconds: time).day) on, and the change is older
      """
    }
  }
}

extension FixMatch {
  /// How a commit was found that was not asked for by its id; `nil` where that goes without saying.
  var sentence: String? {
    switch rule {
    case .id, .backport: nil
    case .named: "names \(text)"
    case .entry(let rule, let probability):
      switch rule {
      case .subject where probability >= 0.95: nil
      case .commitID, .versionBump: nil
      case .subject, .subjectWithoutPrefix, .similarSubject, .cve:
        "probably (\(probability.percent)) what \"\(text)\" means: \(rule.rawValue)"
      }
    }
  }
}
