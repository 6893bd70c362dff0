/// What the user saw, taken apart into what a kernel commit can be compared with.
///
/// Every list is in order of first appearance without repeats.
public struct Symptom: Hashable, Sendable {
  /// A line of a call trace: `ovl_create_or_link+0x1a/0x2b [overlay]`.
  public struct Frame: Hashable, Sendable {
    public let function: String
    public let module: String?
    /// Source file, where the trace names one: `fs/overlayfs/dir.c`.
    public let file: String?
    /// Part of every trace (`dump_stack`, `entry_SYSCALL_64`): says nothing about the cause.
    public let isNoise: Bool
    public init(function: String, module: String? = nil, file: String? = nil, isNoise: Bool = false)
    {
      (self.function, self.module, self.file, self.isNoise) = (function, module, file, isNoise)
    }
  }

  /// The text as given, decoded.
  public let text: String
  /// The parts of ``text`` that may say something about the cause, as ranges of its UTF-8 bytes: lines, without those that
  /// every dump has and without frames of programs.
  public let lines: [Range<Int>]
  public let frames: [Frame]
  /// Functions named outside a trace: `ovl_permission()`.
  public let functions: [String]
  /// Kernel source paths.
  public let files: [String]
  public let modules: [String]
  /// Named in prose or mounted: `overlay`, `ext4`.
  public let filesystems: [String]
  /// Those of ``filesystems`` that mount lines and options show to be mounted, except what every
  /// machine mounts.
  public let mounts: [String]
  /// From strace lines and prose: `mkdir`.
  public let syscalls: [String]
  /// `EACCES`, also when only its message or a language's exception was named; signals too: `SIGSEGV`.
  public let errorNumbers: [String]
  /// What the text says of the machine.
  public let machine: Machine
  /// Lines of ``text`` that are wholly or in part outside of ``lines``, by reason.
  public let leftOut: [LeftOut]

  /// - Parameter lines: all of the text unless given.
  public init(
    text: String, lines: [Range<Int>]? = nil, frames: [Frame] = [], functions: [String] = [],
    files: [String] = [],
    modules: [String] = [], filesystems: [String] = [], mounts: [String] = [],
    syscalls: [String] = [],
    errorNumbers: [String] = [], machine: Machine = Machine(), leftOut: [LeftOut] = []
  ) {
    let all = 0..<text.utf8.count
    (self.text, self.lines) = (text, (lines ?? [all]).map { $0.clamped(to: all) })
    (self.frames, self.functions, self.files) = (frames, functions, files)
    (self.modules, self.filesystems, self.mounts) = (modules, filesystems, mounts)
    (self.syscalls, self.errorNumbers) = (syscalls, errorNumbers)
    (self.machine, self.leftOut) = (machine, leftOut)
  }
}
