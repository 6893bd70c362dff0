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
  /// - error names, the C library's messages, exceptions of Java, Python and others, `error -13`;
  /// - `e1000e 0000:00:19.0: …` and `modprobe e1000e`, which name a driver.
  ///
  /// - Complexity: O(length of `text`); nothing in it is executed or looked up.
  public init(parsing text: String) {
    var parser = SymptomParser()
    let lines = text.withBytes { bytes in
      SymptomLine.telling(in: bytes).flatMap { parser.read(bytes, $0) }
    }
    self.init(
      text: text, lines: lines, frames: parser.frames.items,
      functions: parser.functionsOutsideFrames,
      files: parser.files.items, modules: parser.modules.items,
      filesystems: parser.filesystems.items, mounts: parser.mounts.items,
      syscalls: parser.syscalls.items,
      errorNumbers: parser.errorNumbers.items)
  }
}
