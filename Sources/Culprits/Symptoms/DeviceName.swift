internal import Text

/// What one machine calls a device: `sda1`, `eth0`, `dm-0`, `nvme0n1`, `ata1.00`.
struct DeviceName {
  /// What the name says of the driver: `nvme`, `ata`; `nil` where it says nothing.
  let stem: String?

  private static let silent = [
    "sd", "hd", "vd", "xvd", "eth", "enp", "eno", "ens", "enx", "docker", "br", "br-", "veth",
    "cali", "dm-",
    "loop", "sr", "cni", "lo", "virbr", "host", "em", "p",
  ]
  private static let telling = [
    "nvme", "ata", "mmcblk", "mmc", "md", "wlan", "wlp", "ttyUSB", "ttyS", "bond", "team", "tun",
    "tap", "ib",
    "wwan", "zram", "rbd", "nbd", "drbd", "vxlan", "wg",
  ]

  init?(_ name: String) {
    guard name.utf8.count <= 24, let last = name.utf8.last, let first = name.utf8.first,
      first.isLetter
    else { return nil }
    // Disks are lettered, and their partitions numbered.
    if ["sd", "hd", "vd", "xvd"].contains(where: { stem in
      name.hasPrefix(stem)
        && (1...2).contains(name.utf8.dropFirst(stem.utf8.count).prefix { $0.isLower }.count)
        && name.utf8.dropFirst(stem.utf8.count).drop { $0.isLower }.allSatisfy(\.isDigit)
    }), !["sdio", "hda"].contains(name), name.utf8.count <= 7 {
      stem = nil
      return
    }
    guard last.isDigit || last.isLower else { return nil }
    func fits(_ stem: String) -> Bool {
      guard name.hasPrefix(stem), let next = name.utf8.dropFirst(stem.utf8.count).first,
        next.isDigit
      else { return false }
      return name.utf8.dropFirst(stem.utf8.count).allSatisfy {
        $0.isDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "n") || $0 == UInt8(ascii: "p")
          || $0 == UInt8(ascii: "s") || $0 == UInt8(ascii: "f")
      }
    }
    if let stem = Self.telling.first(where: fits) {
      self.stem = stem == "mmcblk" ? "mmc" : stem
    } else if Self.silent.contains(where: fits) {
      stem = nil
    } else {
      return nil
    }
  }
}
