/// The files of a made-up kernel: as many, as deep and as unevenly spread as those of Linux in 2025.
struct SyntheticTree {
  /// Sorted, so that neighbours share directories.
  let paths: [[UInt8]]
  /// For each file, the files of its directory.
  let neighbours: [Range<Int>]

  private struct Area {
    let name: String
    let share: Double
    var parts: [String] = []
  }

  private static let areas = [
    Area(
      name: "drivers", share: 0.58,
      parts: [
        "net/ethernet", "net/wireless", "gpu/drm", "gpu/drm", "media", "media/usb", "usb", "scsi",
        "staging", "iio", "clk", "mfd", "pinctrl", "hwmon", "input", "char", "block", "md", "mtd",
        "pci", "infiniband/hw", "net/phy", "platform", "crypto", "regulator", "soc", "spi", "i2c",
        "tty", "video", "acpi", "thermal", "nvme", "dma", "power", "gpio", "leds", "rtc", "misc",
      ]),
    Area(
      name: "arch", share: 0.14,
      parts: [
        "x86", "arm64", "arm", "powerpc", "mips", "s390", "riscv", "sparc", "arm/boot/dts",
        "arm64/boot/dts",
      ]),
    Area(
      name: "Documentation", share: 0.08,
      parts: ["devicetree/bindings", "admin-guide", "driver-api"]),
    Area(name: "include", share: 0.065, parts: ["linux", "uapi", "dt-bindings", "net", "trace"]),
    Area(name: "tools", share: 0.05, parts: ["testing/selftests", "perf", "lib", "include"]),
    Area(name: "sound", share: 0.035, parts: ["soc", "soc/codecs", "pci", "usb", "core"]),
    Area(name: "fs", share: 0.022), Area(name: "net", share: 0.018),
    Area(name: "kernel", share: 0.006), Area(name: "lib", share: 0.005),
    Area(name: "security", share: 0.003), Area(name: "samples", share: 0.003),
    Area(name: "scripts", share: 0.003), Area(name: "mm", share: 0.002),
    Area(name: "crypto", share: 0.002), Area(name: "block", share: 0.001),
  ]

  init(files: Int, words: SyntheticWords, random: inout SeededRandom) {
    var known: Set<String> = []
    for area in Self.areas {
      var left = Int(Double(files) * area.share)
      while left > 0 {
        let directory = Self.directory(in: area, words, &random)
        let size = min(left, 1200, max(1, Int(random.logNormal(median: 9, spread: 1.1))))
        left -= size
        for number in 0..<size {
          known.insert("\(directory)/\(Self.file(number, words, &random))")
        }
      }
    }
    let sorted = known.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    paths = sorted.map { Array($0.utf8) }
    var neighbours: [Range<Int>] = []
    var start = 0
    for number in sorted.indices
    where number + 1 == sorted.count
      || Self.directory(of: sorted[number]) != Self.directory(of: sorted[number + 1])
    {
      neighbours += Array(repeating: start..<(number + 1), count: number + 1 - start)
      start = number + 1
    }
    self.neighbours = neighbours
  }

  private static func directory(of path: String) -> Substring {
    path.lastIndex(of: "/").map { path[..<$0] } ?? ""
  }

  /// Three to five levels deep, like most of Linux.
  private static func directory(
    in area: Area, _ words: SyntheticWords, _ random: inout SeededRandom
  ) -> String {
    var path = area.name
    if !area.parts.isEmpty { path += "/" + area.parts[random.zipf(area.parts.count)] }
    for _ in 0..<(random.below(3) + (area.parts.isEmpty ? 0 : 1)) {
      path += "/" + words.plain(random.zipf(400) + 300)
    }
    return path
  }

  private static func file(
    _ number: Int, _ words: SyntheticWords, _ random: inout SeededRandom
  ) -> String {
    if number == 0 { return random.chance(0.5) ? "Makefile" : "Kconfig" }
    let ending = ["c", "c", "c", "c", "h", "h", "yaml", "dts", "rst"][random.below(9)]
    return "\(words.plain(random.below(9_000) + 200)).\(ending)"
  }
}
