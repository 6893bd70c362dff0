internal import ChangeModel

/// What was not looked at and why; `kind` decides which other keys there are.
struct RemarkView: Codable {
  let kind: String
  @LeftOut var part: UnreadableView?
  @LeftOut var others: Int?
  @LeftOut var line: Int?
  @LeftOut var count: Int?
  @LeftOut var of: Int?
  @LeftOut var position: PositionView?
  @LeftOut var problem: String?
  @LeftOut var heading: String?
  @LeftOut var directive: String?
  @LeftOut var form: String?
  @LeftOut var source: String?
  @LeftOut var name: String?
  @LeftOut var release: String?
  @LeftOut var isOnlyBase: Bool?
  @LeftOut var backport: CommitID?
  @LeftOut var kernels: [String]?
  @LeftOut var packages: [String]?
  @LeftOut var places: [String]?
  @LeftOut var list: String?
  @LeftOut var first: String?
  @LeftOut var gap: String?
  @LeftOut var configurationChanges: [ConfigurationChangeView]?
  @LeftOut var why: String?
  @LeftOut var waivers: [WaiverView]?

  /// No clone was given.
  static var noClone: RemarkView { RemarkView("noClone") }

  private init(_ kind: String) { self.kind = kind }

  init(_ remark: Remark) {
    switch remark {
    case .takenFor(let taken):
      self.init("takenFor")
      (name, release, isOnlyBase) = (taken.name, "\(taken.release)", taken.isOnlyBase)
    case .runningKernel(let name):
      self.init("runningKernel")
      self.name = name
    case .changelog(let warning): self.init(warning)
    case .comparison(let remark): self.init(remark)
    case .unreadable(let part, let others, _):
      self.init("unreadable")
      (self.part, self.others) = (UnreadableView(part), others)
    case .noFileContents: self.init("noFileContents")
    case .shallow: self.init("shallow")
    case .noMainline: self.init("noMainline")
    case .replacements: self.init("replacements")
    case .noTrees(let count, let all):
      self.init("noTrees")
      (self.count, of) = (count, all)
    case .unknownPattern(let line):
      self.init("unknownPattern")
      self.line = line
    case .moreUnknownPatterns(let count):
      self.init("moreUnknownPatterns")
      self.count = count
    case .moreWarnings(let count, let source):
      self.init("moreWarnings")
      (self.count, self.source) = (count, source)
    case .answeredByBackport(let name, let backport):
      self.init("answeredByBackport")
      (self.name, self.backport) = (name, backport)
    case .severalKernels(let names):
      self.init("severalKernels")
      kernels = names
    case .nothingLater(let kernel):
      self.init("nothingLater")
      name = kernel
    case .emptyRange(let name):
      self.init("emptyRange")
      self.name = name
    case .notInClone(let count, let all, let list, let first):
      self.init("notInClone")
      (self.count, of, self.list, self.first) = (count, all, list, first.digits)
    case .openCVEsUnknown(let list):
      self.init("openCVEsUnknown")
      self.list = list
    case .otherKernel(let release, let old, let new):
      self.init("otherKernel")
      (name, kernels) = (release, ["\(old)", "\(new)"])
    case .missedHints(let names):
      self.init("missedHints")
      places = names
    case .configurationsDiffer(let changes):
      self.init("configurationsDiffer")
      configurationChanges = changes.map(ConfigurationChangeView.init)
    case .relevancesUnknown(let gap):
      self.init("relevancesUnknown")
      self.gap = "\(gap)"
    case .unusedArchitecture: self.init("unusedArchitecture")
    case .badHosts(let count, let flaw, let position):
      self.init("badHosts")
      (self.count, self.position, problem) = (count, PositionView(position), flaw.name)
    case .projectWaivers(let path, let count):
      self.init("projectWaivers")
      (source, self.count) = (path, count)
    case .idleWaivers(let why, let waivers):
      self.init("idleWaivers")
      (self.why, self.waivers) = (why.rawValue, waivers.map(WaiverView.init))
    }
  }

  init(_ remark: ChangelogDifference.Remark) {
    switch remark {
    case .oneReleaseEach: kind = "oneReleaseEach"
    case .differentPackages(let old, let new, let shared, let smaller):
      (kind, packages, count, of) = ("differentPackages", [old, new], shared, smaller)
    case .littleShared(let count, let smaller, _, _):
      (kind, self.count, of) = ("littleShared", count, smaller)
    case .swapped(_, _, let onlyInOld): (kind, count) = ("swapped", onlyInOld)
    case .newIsTrimmed(let count): (kind, self.count) = ("newIsTrimmed", count)
    case .oldIsTrimmed(let count): (kind, self.count) = ("oldIsTrimmed", count)
    }
  }

  private init(_ warning: ChangelogWarning) {
    (kind, position) = ("changelog", PositionView(warning.position))
    switch warning.problem {
    case .noLineEnd: problem = "noLineEnd"
    case .severalPackages: problem = "severalPackages"
    case .severalKernels(let series): (problem, kernels) = ("severalKernels", series)
    case .emptyEntry: problem = "emptyEntry"
    case .foreignDate(let heading): (problem, self.heading) = ("foreignDate", heading)
    case .mistypedDate(let heading): (problem, self.heading) = ("mistypedDate", heading)
    case .foreignLines(let count): (problem, self.count) = ("foreignLines", count)
    case .leftToBuild(let directive): (problem, self.directive) = ("leftToBuild", directive)
    case .beforeFirstHeading: problem = "beforeFirstHeading"
    case .outsideRelease: problem = "outsideRelease"
    case .notAHeading(let form): (problem, self.form) = ("notAHeading", "\(form)")
    }
  }
}

/// A finding that somebody has accepted.
struct WaiverView: Codable {
  let id, owner, reason, expiry: String
  @LeftOut var position: PositionView?

  init(_ waiver: Waiver) {
    (id, owner, reason, expiry) = (waiver.id, waiver.owner, waiver.reason, waiver.expiry)
    position = waiver.position.map(PositionView.init)
  }
}

extension HostFlaw {
  fileprivate var name: String {
    switch self {
    case .notAnObject: "notAnObject"
    case .unnamed: "unnamed"
    case .mistyped: "mistyped"
    case .notAModule: "notAModule"
    case .tooLong: "tooLong"
    case .repeated: "repeated"
    case .unreadable: "unreadable"
    case .empty: "empty"
    }
  }
}

/// What to know before relying on a bisection; `kind` decides which other keys there are.
struct BisectionRemarkView: Codable {
  let kind: String
  @LeftOut var name: String?
  @LeftOut var release: String?
  @LeftOut var isOnlyBase: Bool?
  @LeftOut var good: String?
  @LeftOut var bad: String?
  @LeftOut var configurationChanges: [ConfigurationChangeView]?
  @LeftOut var place: PlaceView?
  @LeftOut var count: Int?
  @LeftOut var entries: Int?
  @LeftOut var suspicion: Double??
  @LeftOut var answered: AnsweredQuestionView?
  @LeftOut var commits: Int?
  @LeftOut var changes: Int?
  @LeftOut var commit: CommitID?
  @LeftOut var answer: String?

  init(_ remark: BisectionRemark) {
    switch remark {
    case .notAncestor(let good, let bad):
      kind = "notAncestor"
      (self.good, self.bad) = (good, bad)
    case .takenFor(let name, let release, let isOnlyBase):
      kind = "takenFor"
      (self.name, self.release, self.isOnlyBase) = (name, release, isOnlyBase)
    case .relevancesUnknown: kind = "relevancesUnknown"
    case .configurationsDiffer(let changes, let good, let bad):
      kind = "configurationsDiffer"
      configurationChanges = changes.map(ConfigurationChangeView.init)
      (self.good, self.bad) = (good, bad)
    case .place(let name, let reading, let paths, let count):
      kind = "place"
      place = PlaceView(Place(name: name, reading: reading, paths: paths))
      self.count = count
    case .untestable(let entries, let suspicion):
      kind = "untestable"
      (self.entries, self.suspicion) = (entries, .some(suspicion))
    case .answered(let answered):
      (kind, self.answered) = ("answered", AnsweredQuestionView(answered))
    case .onlyTested(let commits, let changes):
      kind = "onlyTested"
      (self.commits, self.changes) = (commits, changes)
    case .lowerProbabilities: kind = "lowerProbabilities"
    case .bootBothEnds(let good, let bad):
      kind = "bootBothEnds"
      (self.good, self.bad) = (good, bad)
    case .endNeverSeen(let name, let answer):
      kind = "endNeverSeen"
      (self.name, self.answer) = (name, answer)
    case .newestIsRepaired(let commit, let answer):
      kind = "newestIsRepaired"
      (self.commit, self.answer) = (commit, answer)
    case .newestIsBroken(let commit, let answer):
      kind = "newestIsBroken"
      (self.commit, self.answer) = (commit, answer)
    }
  }
}
