import ChangeModel
import FoundationEssentials
import Recipes
import Text

/// Does the steps of a recipe for one kernel, here or on the host.
struct StepRunner: Sendable {
  let recipe: Recipe
  /// For ssh(1).
  let host: String?
  /// By which the processes of this bisection are found again.
  let mark: String

  struct Result: Sendable {
    let ending: StepProcess.Ending
    /// Where all that was said is.
    let log: String
    /// Of standard output, if it was asked for.
    let output: [UInt8]
    let seconds: Double

    var isSuccess: Bool { ending == .exited(0) }
  }

  /// Where what a kernel consists of lies on the host.
  static func hostFolder(_ bisection: String, _ kernel: String) -> String {
    "/var/tmp/ktrail-\(bisection)/\(kernel)"
  }

  func isRemote(_ step: Recipe.Step) -> Bool { host != nil && step.place == .host }

  /// Does a step, if the recipe has it.
  ///
  /// - Parameters:
  ///   - folder: where its log is written, and where it is done if that is here.
  ///   - keepsOutput: standard output is read, rather than only logged.
  func run(
    _ kind: Recipe.StepKind, _ values: RecipeValues, in folder: String, keepsOutput: Bool = false,
    watch: (@Sendable ([UInt8]) -> Bool)? = nil, console: String? = nil
  ) async throws -> Result? {
    guard let step = recipe[kind] else { return nil }
    let commands: [[String]]
    do { commands = try values.commands(of: step, in: recipe) } catch {
      throw BootError.recipe(error)
    }
    return try await run(
      commands, as: kind, remote: isRemote(step), timeout: step.timeout, values, in: folder,
      keepsOutput: keepsOutput, watch: watch, console: console)
  }

  func run(
    _ commands: [[String]], as kind: Recipe.StepKind, remote: Bool, timeout: Duration,
    _ values: RecipeValues, in folder: String, workingIn place: String? = nil,
    keepsOutput: Bool = false, watch: (@Sendable ([UInt8]) -> Bool)? = nil, console: String? = nil
  ) async throws -> Result {
    let log = console ?? "\(folder)/\(kind.rawValue).log"
    let output = "\(folder)/\(kind.rawValue).out"
    if keepsOutput { unlink(output) }
    let start = ContinuousClock.now
    let variables = values.variables
    var ending = StepProcess.Ending.exited(0)
    for command in commands {
      let left = timeout - (ContinuousClock.now - start)
      guard left > .zero else {
        ending = .timedOut
        break
      }
      let process = StepProcess(
        mark: "\(mark)\(kind.rawValue) \(folder)",
        environment: remote ? [:] : variables.merging(compilerCache(kind)) { $1 },
        folder: place ?? folder, timeout: left)
      ending = try await process.run(
        remote ? self.remote(command, variables) : command,
        output: keepsOutput ? output : log, errors: keepsOutput ? log : nil, watch: watch)
      if ending != .exited(0) { break }
    }
    let bytes =
      keepsOutput
      ? (try? OpenFile(output).readAll(limit: StepProcess.mostBytes)) ?? [] : []
    return Result(
      ending: ending, log: log, output: bytes, seconds: (ContinuousClock.now - start).seconds)
  }

  /// A command for the shell of another machine: each word is quoted, so that it is the same words there.
  func remote(_ command: [String], _ variables: [String: String]) -> [String] {
    let assignments = variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let line = (["env"] + assignments + command).map(\.shellWord).joined(separator: " ")
    return Self.ssh + ["--", host ?? "", line]
  }

  /// It asks for nothing, and notices within a minute that the machine is gone.
  static let ssh = [
    "ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "-o", "ServerAliveInterval=15",
    "-o", "ServerAliveCountMax=4",
  ]

  /// ccache(1) takes part where it is installed with its links for compilers.
  private func compilerCache(_ kind: Recipe.StepKind) -> [String: String] {
    guard kind == .obtain, MachineCheckup.path(of: "ccache") != nil,
      let links = ["/usr/lib/ccache", "/usr/lib64/ccache"].first(where: isDirectory)
    else { return [:] }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return ["PATH": "\(links):\(path)"]
  }

  /// Copies what a kernel consists of to the host.
  func copy(_ folder: String, to remoteFolder: String) async throws -> Result {
    let archive = folder + ".tar"
    let tar = StepProcess(
      mark: "\(mark)copy \(folder)", environment: [:], folder: folder, timeout: .seconds(600))
    let log = folder + "/copy.log"
    let start = ContinuousClock.now
    defer { unlink(archive) }
    var ending = try await tar.run(
      ["tar", "-cf", archive, "--exclude=./*.log", "--exclude=./*.out", "."], output: log)
    if ending == .exited(0) {
      let to = remoteFolder.shellWord
      ending = try await tar.run(
        [
          "sh", "-c", "archive=$1; shift; exec \"$@\" <\"$archive\"", "copy", archive,
        ] + Self.ssh + ["--", host ?? "", "rm -rf \(to) && mkdir -p \(to) && tar -xf - -C \(to)"],
        output: log)
    }
    return Result(
      ending: ending, log: log, output: [], seconds: (ContinuousClock.now - start).seconds)
  }

  /// The last line that a step said, without controls.
  static func lastLine(of log: String) -> String? {
    let bytes = (try? OpenFile(log).readAll(limit: StepProcess.mostBytes)) ?? []
    return bytes.suffix(1 << 14).split(separator: UInt8(ascii: "\n"))
      .last { line in line.contains { $0 > 0x20 } }
      .map { String(decoding: $0.prefix(300), as: UTF8.self).inert().trimmed }
  }
}

extension Duration {
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
