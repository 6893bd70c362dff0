internal import ChangeModel
internal import Text

/// A changelog's remark on the package, read for what it can change of a running system.
///
/// The configuration decides what is built; modules that moved, signatures, firmware, the initial RAM disk, the compiler and
/// patches that were dropped decide what runs. That a package was built again, renamed, merged or given a number breaks nothing.
struct PackageNote {
  /// `nil` if it cannot be the cause.
  let kind: UnseenChange.Kind?

  init(_ text: String) {
    var words: Set<String> = []
    var namesSymbol = false
    // What a note is about stands at its beginning.
    for word in text.prefix(Self.longest).split(whereSeparator: {
      !$0.isLetter && !$0.isNumber && $0 != "_"
    }) {
      if word.hasPrefix("CONFIG_") { namesSymbol = true }
      words.insert(word.lowercased())
    }
    func says(_ some: Set<String>) -> Bool { !words.isDisjoint(with: some) }
    kind =
      if text.contains("/ChangeLog-") {
        nil
      } else if namesSymbol || says(Self.configuration) {
        .configuration
      } else if says(Self.switching) || says(Self.packaging)
        || says(Self.removing) && says(Self.patches)
      {
        says(Self.harmless) ? nil : says(Self.switching) ? .configuration : .packaging
      } else {
        nil
      }
  }

  private static let longest = 2_000

  private static let configuration: Set = [
    "config", "configs", "kconfig", "defconfig", "configuration", "olddefconfig",
  ]
  private static let switching: Set = [
    "enable", "enabled", "enabling", "disable", "disabled", "disabling", "reenable", "reenabled",
  ]
  private static let packaging: Set = [
    "module", "modules", "modprobe", "depmod", "blacklist", "blacklisted", "denylist", "firmware",
    "microcode",
    "ucode", "initramfs", "initrd", "dracut", "mkinitrd", "mkinitramfs", "sign", "signed",
    "signing", "signature",
    "signatures", "certificate", "certificates", "secureboot", "cmdline", "bootloader", "grub",
    "grubby", "kexec", "kdump",
    "gcc", "clang", "compiler", "cflags", "retpoline", "debuginfo", "kabi", "obsoletes",
    "conflicts", "compress", "compression",
    "scriptlet", "postinst", "postun", "dtb", "dtbs", "headers", "perf", "vdso", "efi", "shim",
    "supported",
  ]
  private static let removing: Set = [
    "drop", "dropped", "delete", "deleted", "remove", "removed", "revert", "reverted", "apply",
    "applied", "add", "added",
  ]
  private static let patches: Set = ["patch", "patches", "driver", "drivers", "workaround", "fix"]
  /// What these say of a module or a patch leaves the kernel as it is.
  private static let harmless: Set = [
    "refresh", "refreshed", "rename", "renamed", "comment", "comments", "typo", "changelog",
  ]
}
