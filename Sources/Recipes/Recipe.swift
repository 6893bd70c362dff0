public import ChangeModel

/// How the kernels of a bisection are built or fetched, installed, booted and tested: a small file in TOML.
///
/// A recipe is the user's, and its commands are run; what is filled into them (names of commits, versions, packages) may be
/// a stranger's, and is never read by a shell.
public struct Recipe: Hashable, Sendable {
  /// In the order in which they are done. A step is a table of the file by this name.
  public enum StepKind: String, CaseIterable, Codable, Hashable, Sendable {
    /// Prints a line `PACKAGE VERSION` for each kernel package that can be had.
    case packages
    /// Builds or fetches what is booted, into a folder that is kept.
    case obtain
    /// Prints what `uname -r` of that kernel will say.
    case release
    case install
    /// Chooses the kernel for one boot; the good kernel stays the default, so that a kernel that hangs is gone after a reset.
    case nextBoot = "next-boot"
    /// Prints what is another after each boot; else `/proc/sys/kernel/random/boot_id` is read.
    case bootID = "boot-id"
    case reboot
    /// Runs the kernel in a virtual machine; its output is the console.
    case boot
    /// Prints what `uname -r` says.
    case verify
    /// Tells good (exit code 0), bad (1 to 124, or 126 to 127) or neither (125).
    case test
    /// Prints the messages of the kernel that was tested.
    case journal
    case clean
  }

  /// Where a step is done.
  public enum Place: String, CaseIterable, Codable, Hashable, Sendable {
    /// Where ktrail runs.
    case here
    /// On the machine that boots the kernels: another one with `--host`.
    case host
  }

  public enum Commands: Hashable, Sendable {
    /// Programs with their arguments, one after another, without a shell.
    case programs([[RecipeWord]])
    /// A script for `sh -eu`; values are in its environment.
    case shell(String)
  }

  public struct Step: Hashable, Sendable {
    public let kind: StepKind
    public let commands: Commands
    public let timeout: Duration
    public let place: Place
    /// A line of the console after which the machine may be ended.
    public let done: String?
    /// Of the versions that it prints.
    public let order: PackageVersion.Order
    /// Where the table begins.
    public let position: SourcePosition

    public init(
      kind: StepKind, commands: Commands, timeout: Duration? = nil, place: Place? = nil,
      done: String? = nil, order: PackageVersion.Order = .dpkg, position: SourcePosition
    ) {
      (self.kind, self.commands, self.done, self.position) = (kind, commands, done, position)
      self.order = order
      self.timeout = timeout ?? kind.usualTimeout
      self.place = place ?? kind.usualPlace
    }
  }

  /// A value that the user may set.
  public struct Setting: Hashable, Sendable {
    public let name: String
    /// `nil` if it has to be set.
    public let preset: String?
    public let position: SourcePosition
  }

  /// The file, or the name of one that comes with ktrail.
  public let source: String
  public let about: String?
  /// Programs that have to be here.
  public let needs: [String]
  public let settings: [Setting]
  /// As `git sparse-checkout --no-cone` reads them; all files if empty.
  public let sparse: [String]
  /// Files with patches that each kernel needs to be built, relative to the recipe's folder.
  public let patches: [String]
  /// The setting with which the configuration is made smaller, if it is set.
  public let trimmedBy: String?
  public let steps: [StepKind: Step]
  /// Of its text.
  public let digest: String

  public subscript(kind: StepKind) -> Step? { steps[kind] }

  /// Whether the configuration is made smaller, so that the good kernel has to be tried with it first.
  public func isTrimmed(by values: [String: String]) -> Bool {
    guard let trimmedBy, let value = values[trimmedBy] else { return false }
    return value != settings.first { $0.name == trimmedBy }?.preset
  }

  /// Whether the kernel is booted in a virtual machine, rather than on this one or the host.
  public var isVirtual: Bool { steps[.boot] != nil }

  /// Whether a step after obtaining uses the sources or the build directory, so that no other kernel can be built meanwhile.
  public var testsNeedSources: Bool {
    steps.values.contains { step in
      step.kind != .obtain && step.kind != .release && step.kind != .packages
        && step.uses.contains { $0 == .worktree || $0 == .build }
    }
  }

  /// Whether any step uses the value of that name.
  public func uses(_ placeholder: Placeholder) -> Bool {
    steps.values.contains { $0.uses.contains(placeholder) }
  }
}

extension Recipe.StepKind {
  /// Long enough for what usually is done.
  var usualTimeout: Duration {
    switch self {
    case .obtain: .seconds(4 * 3600)
    case .test: .seconds(24 * 3600)
    case .boot, .reboot: .seconds(15 * 60)
    case .install: .seconds(30 * 60)
    case .packages, .release, .nextBoot, .bootID, .verify, .journal, .clean: .seconds(5 * 60)
    }
  }

  var usualPlace: Recipe.Place {
    switch self {
    case .packages, .obtain, .release, .boot: .here
    case .install, .nextBoot, .bootID, .reboot, .verify, .test, .journal, .clean: .host
    }
  }
}

extension Recipe.Step {
  /// The values that its commands name; a script may use any.
  var uses: Set<Placeholder> {
    switch commands {
    case .programs(let programs):
      Set(
        programs.joined().flatMap(\.parts).compactMap {
          if case .value(.known(let placeholder)) = $0 { placeholder } else { nil }
        })
    case .shell(let script): Set(Placeholder.allCases.filter { script.contains($0.variable) })
    }
  }
}

/// A value that ktrail fills into the commands of a recipe, as `{commit}`; in scripts it is `$KTRAIL_COMMIT`.
public enum Placeholder: String, CaseIterable, Codable, Hashable, Sendable {
  /// 40 digits; empty where only packages are tested.
  case commit
  /// `4.4.156`: of the package, or the newest release that the commit has.
  case version
  /// The name of the package, if it is one.
  case package
  /// Where the sources are.
  case worktree
  /// A build directory for `make O=`, one for the bisection.
  case build
  /// A folder for what was made of this kernel.
  case kernel
  /// The configuration to build with.
  case config
  /// Of the bisection.
  case name
  /// The folder of the recipe.
  case recipe
  /// How many processors there are.
  case jobs
  /// What `uname -r` will say.
  case release
  /// The file with what the kernel printed.
  case console
  case host
  /// OLD and NEW, as they were given.
  case old, new
  /// 0 for the boot that was tested, -1 if the machine has started again since: as journalctl(1) counts.
  case boot

  public var variable: String { Recipe.variable(rawValue) }
}

extension Recipe {
  /// `KTRAIL_NEXT_BOOT` for `next-boot`.
  static func variable(_ name: String) -> String {
    "KTRAIL_"
      + String(
        decoding: name.utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 },
        as: UTF8.self
      ).uppercased()
  }
}

/// A word of a command, with the places that are filled in.
public struct RecipeWord: Hashable, Sendable {
  public enum Name: Hashable, Sendable {
    case known(Placeholder)
    /// One of the recipe's own settings.
    case setting(String)
  }

  public enum Part: Hashable, Sendable {
    case text(String)
    case value(Name)
  }

  public let parts: [Part]
}
