import Testing

@testable import Git

@Suite("Lines that begin functions") struct FunctionLineTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let line: String
    /// The name; `}` for a line after which no function goes on; `nil` for any other.
    let tells: String?
    var language = SourceLanguage.c
    var testDescription: String { line }
  }

  static let examples = [
    Example(line: "static int __init ovl_init(void)", tells: "ovl_init"),
    Example(line: "ovl_permission(struct inode *inode,", tells: "ovl_permission"),
    Example(line: "struct dentry *ovl_lookup (struct inode *dir)", tells: "ovl_lookup"),
    Example(line: "static __printf(1, 2) void tell(const char *format)", tells: "tell"),
    Example(line: "SYSCALL_DEFINE3(open, const char __user *, name)", tells: "open"),
    Example(line: "EXPORT_SYMBOL_GPL(ovl_permission);", tells: "}"),
    Example(line: "int ovl_permission(struct inode *inode);", tells: "}"),
    Example(line: "extern int ovl_permission(struct inode *inode,", tells: "}"),
    Example(line: "static const struct file_operations ops = {", tells: "}"),
    Example(line: "static struct ops ops = OPS(1)", tells: "}"),
    Example(line: "struct ovl_entry {", tells: "}"),
    Example(line: "static int (*hook)(int)", tells: "}"),
    Example(line: "}", tells: "}"),
    Example(line: "out_free:", tells: nil),
    Example(line: "out: /* of here */", tells: nil),
    Example(line: "\tif (error)", tells: nil),
    Example(line: "#define ONE(x) two(x)", tells: nil),
    Example(line: "", tells: nil),
    Example(line: "SYM_FUNC_START(memcpy)", tells: "memcpy", language: .assembly),
    Example(line: "memcpy:", tells: "memcpy", language: .assembly),
    Example(line: "ENDPROC(memcpy)", tells: "}", language: .assembly),
    Example(line: "\tmovq %rdi, %rax", tells: nil, language: .assembly),
    Example(line: "    pub(crate) unsafe fn init(&self) {", tells: "init", language: .rust),
    Example(line: "    // a fn in a comment", tells: nil, language: .rust),
    Example(line: "config OVERLAY_FS", tells: nil, language: .build),
  ]

  @Test("are told from others", arguments: examples, ["", "\n", "\r\n"])
  func tells(_ example: Example, ending: String) {
    let bytes = Array((example.line + ending).utf8)
    let tells = bytes.withUnsafeBytes { line -> String? in
      switch FunctionLine(line, in: example.language) {
      case .begins(let name): String(decoding: line[name], as: UTF8.self)
      case .isOutside: "}"
      case .tellsNothing: nil
      }
    }
    #expect(tells == example.tells)
  }

  @Test(
    "languages are told by the path",
    arguments: [
      ("fs/namei.c", SourceLanguage.c), ("include/linux/fs.h", .c), ("lib/memcpy.S", .assembly),
      ("rust/kernel/lib.rs", .rust), ("fs/Makefile", .build), ("lib/Kconfig.debug", .build),
      ("Makefile", .build), ("Documentation/fs.rst", .other), (".c", .other), ("Makefiles", .other),
      ("", .other),
    ])
  func language(path: String, language: SourceLanguage) {
    #expect(Array(path.utf8).withUnsafeBytes { SourceLanguage(path: $0) } == language)
  }
}
