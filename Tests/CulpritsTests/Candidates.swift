import ChangeModel
import Testing
import Text

/// Candidates of our own for ranking tests.
enum Candidates {
  static func change(
    _ number: Int, _ subject: String, _ body: String = "", paths: [String]? = ["kernel/fork.c"],
    patch: PatchWords? = nil, fixes: [CommitReference] = [], followUps: [FollowUp] = []
  ) throws -> EnrichedChange {
    let digits = String(number, radix: 16)
    let id = try #require(CommitID(String(repeating: "0", count: 40 - digits.count) + digits))
    let commit = Commit(
      id: id, parents: [], author: Person(name: "Ada"), authorTime: 0, commitTime: 0,
      subject: subject, body: body)
    return EnrichedChange(
      commit: commit, touchedPaths: paths, patch: patch, fixes: fixes, followUps: followUps)
  }

  /// The words of a diff whose added lines are `lines`, as the history gives them.
  static func patch(
    adding lines: String, functions: [String] = [], code: Int = 1
  ) -> PatchWords {
    var counts: [UInt32: (isIdentifier: Bool, count: UInt16)] = [:]
    lines.withBytes { text in
      Tokenizer.forEachToken(in: text) { token in
        let hash = UInt32(truncatingIfNeeded: token.hash)
        counts[hash] = (token.kind == .identifier, (counts[hash]?.count ?? 0) + 1)
      }
    }
    return PatchWords(
      words: counts.sorted { $0.key < $1.key }.map {
        PatchWords.Word(
          hash: $0.key, isIdentifier: $0.value.isIdentifier, added: $0.value.count, removed: 0,
          functions: 0)
      }, functions: functions,
      size: PatchWords.Size(
        added: 1, removed: 0, codeAdded: code, codeRemoved: 0, hunks: 1, files: 1))
  }

  /// Ordinary changes over a dozen directories, numbered from 1.
  static func ordinary(_ count: Int) throws -> [EnrichedChange] {
    let parts = [
      ("net: sctp", "net/sctp/socket.c", "hold the association while the timer runs"),
      ("ext4", "fs/ext4/inode.c", "check the size of an inline directory"),
      ("e1000e", "drivers/net/ethernet/intel/e1000e/netdev.c", "report the link after a reset"),
      ("usb: core", "drivers/usb/core/hub.c", "give a port more time to settle"),
      ("mm/slub", "mm/slub.c", "account for objects on the partial list"),
      ("nfs", "fs/nfs/dir.c", "revalidate a negative entry when permission is denied"),
      ("x86/mce", "arch/x86/kernel/cpu/mcheck/mce.c", "read the bank once"),
      ("ALSA: hda", "sound/pci/hda/hda_intel.c", "add a quirk for another laptop"),
      ("tcp", "net/ipv4/tcp_input.c", "count a duplicate acknowledgement once"),
      ("Documentation", "Documentation/sysctl/vm.txt", "say what the default is"),
    ]
    return try (1...count).map { number in
      let part = parts[number % parts.count]
      return try change(
        number, "\(part.0): \(part.2) (\(number))", "The old way failed on some machines.",
        paths: [part.1])
    }
  }
}
