import ChangeModel
import Testing

@Suite("Names that people give") struct NameTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let directory: String?
    init(_ name: String, _ directory: String?) {
      (testDescription, self.directory) = (name, directory)
    }
  }

  static let architectures = [
    Example("x86_64", "x86"), Example("amd64", "x86"), Example("AMD64", "x86"),
    Example("i386", "x86"), Example("i686", "x86"), Example("x86", "x86"),
    Example("aarch64", "arm64"), Example("arm64", "arm64"), Example("armv7l", "arm"),
    Example("armhf", "arm"), Example("arm", "arm"), Example("ppc64le", "powerpc"),
    Example("ppc64", "powerpc"), Example("ppc64el", "powerpc"), Example("s390x", "s390"),
    Example("riscv64", "riscv"), Example("loongarch64", "loongarch"), Example("mips64el", "mips"),
    Example("mipsel", "mips"), Example("sparc64", "sparc"), Example("hppa", "parisc"),
    Example("arch/x86/", "x86"), Example(" x86 ", "x86"), Example("um", "um"),
    Example("nonsense", nil), Example("x8664", nil), Example("", nil), Example("arch/", nil),
  ]

  @Test("an architecture is known by all its names", arguments: architectures)
  func architecture(_ example: Example) {
    #expect(Architecture(named: example.testDescription)?.directory == example.directory)
  }

  @Test("code of a directory that was merged into another is of that architecture")
  func oldDirectories() {
    let x86 = Architecture(directory: "x86")
    for old in ["i386", "x86_64"] { #expect(x86.uses(Architecture(directory: old))) }
    #expect(!x86.uses(Architecture(directory: "arm64")))
    #expect(Architecture(directory: "um").uses(x86))
    #expect(Architecture(directory: "brandnew").directory == "brandnew")
  }

  struct Guess: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let nearest: [String]
    init(_ name: String, _ nearest: String...) { (testDescription, self.nearest) = (name, nearest) }
  }

  static let guesses = [
    Guess("overlayf", "overlayfs"), Guess("ovrelayfs", "overlayfs"),
    Guess("Overlayfs", "overlayfs"),
    Guess("ext", "ext2", "ext4"), Guess("lay", "overlayfs"),
    Guess("zzz"), Guess(""), Guess(String(repeating: "x", count: 100_000)),
  ]

  @Test("of many names those that are most like another one are found", arguments: guesses)
  func nearest(_ guess: Guess) {
    let names = ["overlayfs", "ext4", "ext2", "btrfs", "net"]
    #expect(names.nearest(to: guess.testDescription) == guess.nearest)
  }

  @Test("a subject begins with the name of a part of the kernel and a colon")
  func subjectPrefix() {
    #expect("ovl: fix it".hasSubjectPrefix("ovl"))
    #expect("OVL: fix it".hasSubjectPrefix("ovl"))
    #expect("net: ipv4: fix it".hasSubjectPrefix("net: ipv4"))
    #expect(!"overlayfs: fix it".hasSubjectPrefix("ovl"))
    #expect(!"ovl fix it".hasSubjectPrefix("ovl"))
    #expect(!"ovl".hasSubjectPrefix("ovl"))
  }

  @Test("a place has what lies in its directories, and what its section claims")
  func places() throws {
    let place = Place(name: "fs", reading: .path, paths: ["fs/ovl", "mm/a.c"])
    for path in ["fs/ovl", "fs/ovl/a/b.c", "mm/a.c"] { #expect(place.contains(path: path)) }
    for path in ["fs", "fs/ovlx", "fs/ov", "mm/a.cc", ""] { #expect(!place.contains(path: path)) }
    #expect(Place(asWritten: "fs/ovl/").contains(path: "fs/ovl/a.c"))
  }
}
