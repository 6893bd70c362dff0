import ArgumentParser
import ChangeModel
import Investigation

/// What the user knows beside the symptom, and what the ranking may use.
struct ScopeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where you expect the cause: fs/overlayfs, overlayfs, ovl (as subjects begin), a title of MAINTAINERS; may be repeated.",
      valueName: "name"), completion: .names(.places))
  var subsystem: [String] = []
  @Option(
    help: ArgumentHelp(
      "A file or directory where you expect the cause, or a pattern such as 'fs/*/inode.c'; may be repeated.",
      valueName: "path"), completion: .names(.places))
  var path: [String] = []
  @Option(
    help: ArgumentHelp(
      "Where you think the cause is, named as for --subsystem: ten times the odds; may be repeated.",
      valueName: "name"), completion: .names(.places))
  var likely: [String] = []
  @Option(
    help: ArgumentHelp(
      "Where you think it is not: a tenth of the odds; may be repeated.", valueName: "name"),
    completion: .names(.places))
  var unlikely: [String] = []
  @Option(
    help: ArgumentHelp(
      "The architecture of the kernel: x86_64, aarch64, or as its directory under arch/ is called.",
      valueName: "name"), completion: .list(Architecture.names.sorted()))
  var arch: String?
  @Option(
    help: ArgumentHelp(
      "Ignore every commit that is not reachable from this revision; may be repeated.",
      valueName: "rev"), completion: .names(.revisions))
  var asOf: [String] = []

  func validate() throws {
    for place in subsystem { try Self.checkPlace(place, of: "--subsystem") }
    for place in path { try Self.checkPlace(place, of: "--path") }
    for place in likely { try Self.checkPlace(place, of: "--likely") }
    for place in unlikely { try Self.checkPlace(place, of: "--unlikely") }
  }

  /// What cannot be a name in the tree, whatever the kernel.
  static func checkPlace(_ name: String, of option: String) throws {
    if name.hasPrefix("/") {
      throw ValidationError(
        "\(option) takes a path from the top of the tree, like fs/overlayfs, found \"\(name.inert())\"."
      )
    }
    if name.split(separator: "/").allSatisfy({ $0 == "." || $0.allSatisfy(\.isWhitespace) }) {
      throw ValidationError(
        "\(option) needs a name, like fs/overlayfs; \"\(name.inert())\" is the whole tree.")
    }
  }

  /// Refuses what only a ranking uses where nothing is ranked.
  func requireSymptom(_ symptoms: [String], for ranking: RankingOptions) throws {
    guard symptoms.isEmpty else { return }
    let unused = [
      ("--subsystem", !subsystem.isEmpty), ("--path", !path.isEmpty),
      ("--likely", !likely.isEmpty), ("--unlikely", !unlikely.isEmpty),
      ("--explain", ranking.explain != nil), ("--no-known-fixes", ranking.noKnownFixes),
    ]
    if let option = unused.first(where: \.1)?.0 {
      throw ValidationError("\(option) goes with --symptom: without one nothing is ranked.")
    }
  }

  /// - Parameter ranking: what is known only where suspects are listed.
  func question(machines: MachineFiles?, ranking: RankingOptions? = nil) -> RankingQuestion {
    let usesKnownFixes = ranking.map { !$0.noKnownFixes } ?? false
    return RankingQuestion(
      scope: SuspectScope(
        subsystems: subsystem, paths: path, likely: likely, unlikely: unlikely, architecture: arch),
      machines: machines, usesKnownFixes: usesKnownFixes && asOf.isEmpty,
      explained: ranking?.explain,
      command: ShellCommand("ktrail", arguments: Array(CommandLine.arguments.dropFirst())))
  }
}

/// What a list of suspects may use, and is to show.
struct RankingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Show all evidence for and against one commit of the range, or the entry at this line of NEW's changelog.",
      valueName: "commit|:line"))
  var explain: String?
  @Flag(help: "Do not rank a commit higher because a later fix for it mentions the symptom.")
  var noKnownFixes = false

  func validate() throws {
    guard let explain else { return }
    if let colon = explain.lastIndex(of: ":"), Int(explain[colon...].dropFirst()) != nil { return }
    if AbbreviatedCommitID(explain) == nil || explain.utf8.count < 7 {
      throw ValidationError(
        "--explain needs 7 to 40 digits of a commit id, or the line of an entry (:123), found \"\(explain.inert())\"."
      )
    }
  }
}
