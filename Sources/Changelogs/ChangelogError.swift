public import ChangeModel

/// Why an operand gives no changelog; the description says what and where.
///
/// Names and messages of other programs come from outside, so the sentences show them inert.
public enum ChangelogError: Error, Hashable, Sendable {
  /// Neither a file nor an installed package; it may still be a revision of the clone.
  case noSuchOperand(String, PackageSearch)
  /// A name that no package and no file can have: control characters, NUL, nothing at all.
  case impossibleName(String)
  case directory(String)
  case notRegularFile(String)
  case unreadable(String, reason: String)
  case empty(String)
  case binary(String)
  case noChangelog(String)
  /// A spec whose `%changelog` only the build fills: by `%autochangelog`, `%include FILE`.
  case madeWhenBuilt(String, by: String)
  /// Numbers of commits by author, as `git shortlog -s` prints them, and no commits.
  case onlyCounts(String)
  /// Larger than the reader accepts, packed or unpacked.
  case tooLarge(String, limit: Int)
  /// More than any kernel's changelog has, and than fits into the memory that is set aside.
  case tooManyEntries(String, limit: Int)
  /// A packed file that its own program cannot unpack.
  case damagedArchive(String, ProgramFailure)
  /// A program that this operand needs is not installed.
  case missingTool(String, neededFor: String)
  /// A program that reads packages, or their database, gives no answer of use.
  case queryFailed(String, tool: String, QueryProblem)
  /// A program was waited for in vain.
  case noAnswer(String, of: String, after: Duration)
  /// One name, several installed packages: their full names.
  case severalInstalled(String, [String])
  /// A package without a changelog, as those of a minimal image.
  case packageWithoutChangelog(String)
  /// A package whose changelog is that of another one, as of a package that only depends on a kernel.
  case changelogElsewhere(String, package: String, in: String)
  /// What was to be the root directory of another system.
  case noDirectory(String)
  /// A directory that was to hold another system's, or rpm's, database of packages, and what was looked for in vain.
  case noDatabase(String, lookedFor: [String])
  /// Databases of packages were given, and no operand is an installed package.
  case unusedDatabases(PackageDatabases)
}

extension ChangelogError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noSuchOperand(let name, let search): "\(name.inert()): no such file\(search.clauses)"
    case .impossibleName(let name):
      """
      "\(name.inert())": no file or package can have this name (empty, or with control characters)
      """
    case .directory(let name): "\(name.inert()) is a directory"
    case .notRegularFile(let name): "\(name.inert()) is not a regular file"
    case .unreadable(let name, let reason): "\(name.inert()) cannot be read: \(reason.inert())"
    case .empty(let name): "\(name.inert()) is empty"
    case .binary(let name):
      "\(name.inert()) is a binary file and none of .rpm, .deb, gzip, xz, zstd"
    case .noChangelog(let name):
      """
      \(name.inert()) is not a changelog: no line starts a release, as "* Wed Sep 19 2018 Name <mail> - 4.4.157-1" does
      """
    case .madeWhenBuilt(let name, let directive):
      "\(name.inert()) has no changelog yet: \(directive.inert()) makes it when the package is built"
    case .onlyCounts(let name):
      "\(name.inert()) has numbers and names, as \"git shortlog -s\" prints, and no commits"
    case .tooLarge(let name, let limit):
      "\(name.inert()) holds more than \(limit >> 20) MiB, which no changelog does"
    case .tooManyEntries(let name, let limit):
      "\(name.inert()) has more than \(limit) entries or lines of them, which no kernel's changelog does"
    case .damagedArchive(let name, let failure): "\(name.inert()) cannot be unpacked: \(failure)"
    case .missingTool(let tool, let purpose):
      "\(tool) is not installed, but \(purpose.inert()) needs it"
    case .queryFailed(let name, let tool, let problem):
      "\(tool) cannot read the changelog of \(name.inert()): \(problem)"
    case .noAnswer(let tool, let name, let patience):
      "\(tool) gave no answer on \(name.inert()) within \(patience.components.seconds) seconds"
    case .severalInstalled(let name, let installed):
      "\(installed.count) packages named \(name.inert()) are installed"
    case .packageWithoutChangelog(let name):
      "\(name.inert()) has no changelog (built without, or trimmed)"
    case .changelogElsewhere(let name, let package, let other):
      """
      \(name.inert()) has no changelog of the kernel: \
      \(name == package ? "it" : package.inert()) only leads to \(other.inert()), which has it
      """
    case .noDirectory(let name): "\(name.inert()) is not a directory"
    case .noDatabase(let directory, let places):
      "\(directory.inert()) has no database of packages: looked for \(places.joined(separator: ", "))"
    case .unusedDatabases(let databases):
      """
      \([databases.root, databases.rpm].compactMap { $0?.inert() }.joined(separator: " and ")) would be asked for an \
      installed package, and no operand is one
      """
    }
  }
}

extension ChangelogError {
  /// What is known of a program that failed.
  public enum ProgramFailure: Hashable, Sendable {
    /// The last line that it wrote.
    case said(String)
    case signal(Int32)
    /// It failed, and wrote nothing.
    case silent
  }

  /// Why a program that reads packages gave no changelog.
  public enum QueryProblem: Hashable, Sendable {
    case failed(ProgramFailure)
    /// It succeeded, and its answer has no package.
    case namesNoPackage
  }
}

extension ChangelogError.ProgramFailure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .said(let line): line.inert()
    case .signal(let signal): "signal \(signal) ended the program"
    case .silent: "it gave no reason"
    }
  }
}

extension ChangelogError.QueryProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .failed(let failure): "\(failure)"
    case .namesNoPackage: "it names no package"
    }
  }
}
