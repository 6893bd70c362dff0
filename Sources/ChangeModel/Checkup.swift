/// What ktrail works with, looked at one by one.
public struct Checkup: Hashable, Sendable {
  public let tool: ToolBuild
  public let checks: [Check]
  /// What brings programs that are missing; `nil` if it is not known.
  public let installer: Installer?

  public init(tool: ToolBuild, checks: [Check], installer: Installer? = nil) {
    (self.tool, self.checks, self.installer) = (tool, checks, installer)
  }

  public func count(_ standing: Check.Standing) -> Int {
    checks.count { $0.standing == standing }
  }
}

/// One thing that was looked at.
public struct Check: Hashable, Sendable {
  /// Whether answers can be had with it as it is.
  public enum Standing: String, Hashable, Sendable, CaseIterable {
    case ok
    /// Answers can be had, and say less, or some questions cannot be asked.
    case partly
    case missing
    /// It could not be looked at.
    case unknown
  }

  public enum Fact: Hashable, Sendable {
    // The clone
    case clone(path: String, chosenBy: CloneChoice, kind: CloneKind)
    case noClone
    case unusableClone(path: String, reason: String)
    case history(clone: String, isShallow: Bool)
    case contents(clone: String, isThere: Bool)
    case remotes([Remote])
    case refs(branches: Int, tags: Int, broken: Int)
    case releases(count: Int, newest: KernelVersion?)
    /// Seconds since 1970, and how many days ago that was.
    case newest(CommitID, time: Int64, days: Int)
    case mainline(clone: String, MainlineStanding)
    // Its index
    case index(path: String, IndexState, bytes: Int, isWritable: Bool)
    case room(path: String, bytes: Int)
    // The machine
    case program(Program, path: String?)
    case packages(database: String, path: String?)
    case limits(files: Int, processes: Int)
    /// A file with settings.
    case settings(path: String, isThere: Bool)
    // What is asked about
    case kernel(operand: String, KernelReading, clone: String?)
  }

  public let fact: Fact
  public let standing: Standing

  public init(_ fact: Fact, _ standing: Standing) { (self.fact, self.standing) = (fact, standing) }
}

/// How a clone was chosen.
public enum CloneChoice: Hashable, Sendable {
  case option
  /// A file or variable that says so, by its place or name.
  case setting(String)
  /// The current directory is in it.
  case directory
}

public enum CloneKind: String, Hashable, Sendable, CaseIterable {
  case bare, workTree
  /// One of several work trees of a clone.
  case linkedWorkTree
}

/// Where a clone is fetched from.
public struct Remote: Hashable, Sendable {
  public let name, url: String
  public init(name: String, url: String) { (self.name, self.url) = (name, url) }
}

/// Whether a clone of stable branches has mainline, too, where most fixes are made first.
public enum MainlineStanding: Hashable, Sendable {
  /// Up to this release, or beyond it on the branch that has it.
  case present(newest: KernelVersion)
  /// Only up to the release that the newest stable branch began with.
  case absent(base: KernelVersion)
  /// No release says it.
  case unknown
  /// Not looked at: the tree is not that of Linux.
  case notAsked
}

extension MainlineStanding {
  /// Judged by releases alone: mainline goes on beyond the release that a stable series began with.
  public init(releases: some Sequence<KernelVersion>) {
    var mainline: KernelVersion?
    var base: KernelVersion?
    for release in releases {
      if release.isStable {
        if let first = KernelVersion(release.series) { base = Swift.max(base ?? first, first) }
      } else {
        mainline = Swift.max(mainline ?? release, release)
      }
    }
    switch (mainline, base) {
    case (let mainline?, nil): self = .present(newest: mainline)
    case (let mainline?, let base?) where base < mainline: self = .present(newest: mainline)
    case (_, let base?): self = .absent(base: base)
    case (nil, nil): self = .unknown
    }
  }
}

/// How an index stands to its clone.
public enum IndexState: Hashable, Sendable {
  case current
  /// So many commits have to be read, or at least so many.
  case behind(commits: Int, isAtLeast: Bool)
  case none
  /// Not built yet, and there is one of the same history that is taken over.
  case elsewhere(path: String)
  /// Of another format, so that it is rebuilt.
  case otherFormat(Int)
  /// Why it could not be looked at.
  case unreadable(String)
}

/// A program that ktrail runs.
public enum Program: String, Hashable, Sendable, CaseIterable {
  case git, rpm, gzip, xz, zstd, bzip2, rpm2cpio
  case dpkgDeb = "dpkg-deb"
  case dpkgQuery = "dpkg-query"
}

/// A program that installs packages, as it is called.
public enum Installer: String, Hashable, Sendable, CaseIterable {
  case apt = "apt-get"
  case dnf, microdnf, yum, zypper
}

/// What OLD or NEW is taken for.
public enum KernelReading: Hashable, Sendable {
  /// A file or an installed package, with the release that its newest heading names.
  case package(takenFor: String, release: KernelVersion?, isInClone: Bool)
  case revision(CommitID)
  /// A name of a kernel. `isBase`: its release is only what it is based on.
  case release(KernelVersion, isBase: Bool, isInClone: Bool)
  case unknown(nearest: [String])
  case unreadable(reason: String)
}
