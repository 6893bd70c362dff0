/// Writes the messages of a made-up history; the same commit gets the same words each time it is asked for.
struct SyntheticMessages {
  let words: SyntheticWords
  let seed: UInt64
  /// Ranks drawn beforehand: a logarithm for each of 200 million words would take its time.
  private let ranks: [UInt16]

  init(words: SyntheticWords, seed: UInt64) {
    (self.words, self.seed) = (words, seed)
    var random = SeededRandom(seed, stream: -2)
    ranks = (0..<(1 << 18)).map { _ in UInt16(random.zipf(words.words.count)) }
  }

  /// What a commit says of others, as far as it does.
  struct References {
    var fixes: (digits: [UInt8], commit: Int)?
    var reverts: (digits: [UInt8], commit: Int)?
  }

  private static let areas = [
    "net", "drm/amdgpu", "drm/i915", "ASoC", "ALSA: hda", "arm64: dts", "ARM: dts", "mm", "x86",
    "KVM",
    "KVM: x86", "btrfs", "ext4", "xfs", "nfs", "NFSD", "perf", "perf tools", "selftests/bpf", "bpf",
    "staging", "media", "iio", "usb", "USB: serial", "scsi", "Input", "i2c", "spi", "mmc", "mtd",
    "dt-bindings", "powerpc", "s390", "MIPS", "RISC-V", "wifi", "Bluetooth", "netfilter", "tcp",
    "ipv6",
    "block", "dm", "md", "nvme", "PCI", "ACPI", "clk", "pinctrl", "gpio", "regulator", "hwmon",
    "rtc",
    "crypto", "tracing", "rcu", "sched", "cgroup", "mlx5", "ice", "i40e", "iwlwifi", "ath10k",
    "f2fs",
  ]
  private static let verbs = [
    "fix", "add", "use", "remove", "fix", "make", "convert", "drop", "move", "avoid", "fix",
    "don't",
    "allow", "introduce", "update", "replace", "rename", "check", "clean up", "handle", "simplify",
  ]

  /// `drm/i915: fix leak of table entry`
  func appendSubject(of commit: Int, to text: inout [UInt8]) {
    var random = SeededRandom(seed, stream: commit &* 2)
    text += Self.areas[random.zipf(Self.areas.count)]
    text += ": "
    if random.chance(0.5) {
      text += words.words[1_000 + random.zipf(8_000)]
      text += ": "
    }
    text += Self.verbs[random.zipf(Self.verbs.count)]
    for _ in 0..<(3 + random.below(5)) {
      text.append(UInt8(ascii: " "))
      text += words.words[Int(ranks[random.below(ranks.count)])]
    }
  }

  /// Everything after the subject and a line that names an upstream commit: prose, perhaps a trace, and trailers.
  func appendBody(of commit: Int, references: References, to text: inout [UInt8]) {
    var random = SeededRandom(seed, stream: commit &* 2 &+ 1)
    if let reverted = references.reverts {
      text += "This reverts commit "
      text += reverted.digits
      text += ".\n\n"
    }
    var left = 12 + Int(random.exponential(mean: 60))
    while left > 0 {
      let count = min(left, 20 + random.below(60))
      appendParagraph(words: count, to: &text, &random)
      left -= count
    }
    if random.chance(0.03) { appendTrace(to: &text, &random) }
    appendTrailers(references: references, to: &text, &random)
  }

  private func appendParagraph(
    words count: Int, to text: inout [UInt8], _ random: inout SeededRandom
  ) {
    var width = 0
    for number in 0..<count {
      let word = words.words[Int(ranks[random.below(ranks.count)])]
      if number > 0 {
        let wraps = width + word.count > 72
        text.append(wraps ? UInt8(ascii: "\n") : UInt8(ascii: " "))
        width = wraps ? 0 : width + 1
      }
      text += word
      width += word.count
      if random.chance(0.09) {
        text.append(random.chance(0.5) ? UInt8(ascii: ",") : UInt8(ascii: "."))
        width += 1
      }
    }
    text += ".\n\n"
  }

  private func appendTrace(to text: inout [UInt8], _ random: inout SeededRandom) {
    text += "  BUG: KASAN: slab-use-after-free in "
    appendFrame(to: &text, &random)
    text += "  Call Trace:\n"
    for _ in 0..<(8 + random.below(14)) {
      text += "   "
      appendFrame(to: &text, &random)
    }
    text.append(UInt8(ascii: "\n"))
  }

  private func appendFrame(to text: inout [UInt8], _ random: inout SeededRandom) {
    let rank = 400 + random.zipf(50_000)
    text += words.words[rank]
    text +=
      "+0x\(String(random.below(0x900), radix: 16))/0x\(String(random.below(0x2000), radix: 16))\n"
  }

  private func appendTrailers(
    references: References, to text: inout [UInt8], _ random: inout SeededRandom
  ) {
    let author = person(&random)
    if let fixed = references.fixes {
      text += "Fixes: "
      text += fixed.digits
      text += " (\""
      appendSubject(of: fixed.commit, to: &text)
      text += "\")\n"
      if random.chance(0.15) {
        text +=
          "Reported-by: syzbot+\(String(random.next(), radix: 16))@syzkaller.appspotmail.com\n"
      } else if random.chance(0.4) {
        appendTrailer("Reported-by", person(&random), to: &text)
      }
      if random.chance(0.5) {
        text += "Cc: stable@vger.kernel.org # \(4 + random.below(3)).\(random.below(20))+\n"
      }
      if random.chance(0.01) {
        text += "CVE: CVE-\(2015 + random.below(11))-\(1_000 + random.below(49_000))\n"
      }
    }
    appendTrailer("Signed-off-by", author, to: &text)
    for trailer in ["Reviewed-by", "Acked-by", "Cc", "Tested-by"] where random.chance(0.35) {
      appendTrailer(trailer, person(&random), to: &text)
    }
    if random.chance(0.6) {
      let day =
        20_100_000 + random.below(15) * 10_000 + 101 + random.below(12) * 100 + random.below(28)
      text += "Link: https://lore.kernel.org/r/\(day)\(100_000 + random.below(900_000))"
      text += ".\(1 + random.below(99_999))-\(1 + random.below(20))-"
      text += words.words[500 + random.below(3_000)]
      text += "@kernel.org\n"
    }
    appendTrailer("Signed-off-by", words.people[random.zipf(300)], to: &text)
  }

  func appendTrailer(_ name: String, _ person: [UInt8], to text: inout [UInt8]) {
    text += "\(name): "
    text += person
    text.append(UInt8(ascii: "\n"))
  }

  func person(_ random: inout SeededRandom) -> [UInt8] {
    words.people[random.zipf(words.people.count)]
  }
}

extension [UInt8] {
  static func += (bytes: inout [UInt8], text: String) { bytes.append(contentsOf: text.utf8) }
}
