extension Symptom {
  /// What a paste says of the machine: none of it is a symptom.
  ///
  /// Every list is in order of first appearance without repeats.
  public struct Machine: Hashable, Sendable {
    /// As their directories under `arch` are called: `x86`.
    public var architectures: [String]
    /// What `uname -r` and traces say: `4.4.271-1.el7.elrepo.x86_64`.
    public var releases: [String]
    /// `CentOS Linux 7 (Core)`
    public var distributions: [String]
    /// Loaded, by `lsmod` and "Modules linked in".
    public var modules: [String]
    /// In use, by `lspci -k`, `lsusb -t` and `ethtool -i`.
    public var drivers: [String]
    /// Of a whole list of mounts, except what every machine mounts.
    public var filesystems: [String]
    /// Programs that a trace or the kernel's log names: `mount`.
    public var programs: [String]
    /// Letters of the kernel's taint flags: `P`, `O`, `E`; `G` says that there is no `P` and is left out.
    public var taints: [Character]

    public init(
      architectures: [String] = [], releases: [String] = [], distributions: [String] = [],
      modules: [String] = [], drivers: [String] = [], filesystems: [String] = [],
      programs: [String] = [], taints: [Character] = []
    ) {
      (self.architectures, self.releases, self.distributions) = (
        architectures, releases, distributions
      )
      (self.modules, self.drivers, self.filesystems) = (modules, drivers, filesystems)
      (self.programs, self.taints) = (programs, taints)
    }

    public var isEmpty: Bool { self == Machine() }

    /// The one that everything agrees on.
    public var architecture: String? { architectures.count == 1 ? architectures[0] : nil }
  }

  /// Lines that were not read as a symptom.
  public struct LeftOut: Hashable, Sendable {
    /// What they are instead.
    public enum Reason: String, Hashable, Sendable, CaseIterable {
      /// They describe the machine: `uname -a`, `docker info`, lists of mounts.
      case machine
      /// Headings and boxes of an issue's template, heads and signatures of mails.
      case form
      /// Source text of a program.
      case code
      /// The stack of a program, not of the kernel.
      case programStack = "program-stack"
      /// What every trace has: registers, code bytes, the module list.
      case dump
    }

    public let reason: Reason
    /// Counted from 1, in order.
    public let lines: [ClosedRange<Int>]

    public init(_ reason: Reason, lines: [ClosedRange<Int>]) {
      (self.reason, self.lines) = (reason, lines)
    }

    public var lineCount: Int { lines.reduce(0) { $0 + $1.count } }

    /// Lines in order, neighbours as one range.
    public static func ranges(of lines: some Sequence<Int>) -> [ClosedRange<Int>] {
      var ranges: [ClosedRange<Int>] = []
      for line in lines {
        if let last = ranges.last, line <= last.upperBound + 1 {
          ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, line)
        } else {
          ranges.append(line...line)
        }
      }
      return ranges
    }
  }
}
