import ChangeModel
import Testing

@Suite("Files of the configuration") struct ConfigurationPathTests {
  @Test(
    "are those that say what is built",
    arguments: [
      ("fs/overlayfs/Kconfig", true), ("Kconfig", true),
      ("arch/x86/configs/x86_64_defconfig", true),
      ("redhat/configs/generic/CONFIG_ZRAM", true), ("debian.master/config/annotations", true),
      ("config-x86_64", true), ("kernel/configs/android-base.config", true),
      ("fs/configfs/dir.c", false),
      ("Makefile", false), ("kernel/configs.c", false), ("", false),
    ])
  func areFound(_ path: String, _ expected: Bool) {
    #expect(KernelPath.isConfiguration(path) == expected)
  }
}

@Suite("Kernel paths") struct KernelPathTests {
  static let kinds: [(KernelPath.Kind, [String])] = [
    (
      .documentation,
      [
        "Documentation/x.txt", "LICENSES/preferred/MIT", "MAINTAINERS", "COPYING", ".mailmap",
        "fs/.gitignore", "samples/bpf/README.rst", "tools/objtool/Documentation/x.rst",
        "doc/guides/x.svg",
      ]
    ),
    (.tool, ["tools/perf/x.c", "tools/testing/selftests/net/x.sh", "devtools/x.sh"]),
    (.buildTool, ["scripts/mod/modpost.c", "tools/objtool/check.c", "tools/lib/str_error_r.c"]),
    (.sample, ["samples/bpf/x.c"]),
    (.deviceTree, ["arch/arm/boot/dts/x.dts", "arch/arm64/boot/dts/a/x.dtsi"]),
    (
      .source,
      [
        "fs/open.c", "drivers/of/unittest-data/testcases.dts", "drivers/usb/README", "Makefile",
        "README.md", "tool/x.c", "", "/",
      ]
    ),
  ]

  @Test("are known by what they are for", arguments: kinds)
  func kind(_ kind: KernelPath.Kind, _ paths: [String]) {
    for path in paths { #expect(KernelPath.kind(of: path) == kind, "\(path)") }
  }
}
