public import ChangeModel
internal import Text

extension Symptom {
  /// Takes apart what a user saw: log lines, traces, strace output, mount tables, prose.
  ///
  /// Any text will do; what is not understood stays in ``Symptom/text``, whose words count too.
  /// Recognised forms:
  /// - frames `function+0x1a/0x2b [module]`, `RIP: 0010:function+0x…`, `function fs/file.c:12
  ///   [inline]`, `#3 [ffff…] function at ffff…`;
  /// - `function()`, snake_case names, kernel source paths with `:line` or without;
  /// - `X on Y type overlay (…)`, `/proc/mounts` lines, `-t overlay`, file systems by name;
  /// - `mkdir("…") = -1 EACCES (…)`, system calls by name;
  /// - error names, the C library's messages in some languages, exceptions of Java, Python and others, `error -13`;
  /// - `e1000e 0000:00:19.0: …` and `modprobe e1000e`, which name a driver;
  /// - the kernel's lines about programs and devices: `mount[4123]: segfault at …`, `EXT4-fs error (device sda1): …`.
  ///
  /// What describes the machine, frames the text as a template or a mail, or is a program's stack is left out, see
  /// ``Symptom/leftOut``; facts about the machine are taken from it.
  ///
  /// - Complexity: O(length of `text`); nothing in it is executed or looked up.
  public init(parsing text: String) {
    var parser = SymptomParser()
    var left: [LeftOut.Reason: [ClosedRange<Int>]] = [:]
    let lines = text.withBytes { bytes in
      let sorted = LineSorter(bytes).lines
      // What is loaded is known before the names in prose are read.
      for line in sorted { parser.readMachine(line) }
      return sorted.flatMap { line -> [Range<Int>] in
        if let reason = line.reason {
          left[reason, default: []].append(line.line.numbers)
          return []
        }
        let (ranges, isWhole) = parser.read(bytes, line.start..<line.line.content.upperBound)
        if !isWhole { left[.machine, default: []].append(line.line.numbers) }
        return ranges
      }
    }
    self.init(
      text: text, lines: lines, frames: parser.frames.items,
      functions: parser.functionsOutsideFrames,
      files: parser.files.items, modules: parser.modules.items,
      filesystems: parser.filesystems.items, mounts: parser.mounts.items,
      syscalls: parser.syscalls.items,
      errorNumbers: parser.errorNumbers.items, machine: parser.machine.machine,
      leftOut: LeftOut.Reason.allCases.compactMap { reason in
        left[reason].map { LeftOut(reason, lines: LeftOut.ranges(of: $0.joined())) }
      })
  }
}
