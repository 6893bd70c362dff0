internal import Text

/// What users and developers call the same thing in different words.
///
/// A symptom says that a directory "belongs to 0:0"; the change that did it talks of credentials. A
/// few such pairs, of general knowledge of the kernel, none for a single case. Their words join the
/// query at a lower weight.
struct Concept: Sendable {
  /// What a symptom with one of ``cues`` is about: "who owns a file".
  let topic: String
  /// What users say.
  let cues: Set<UInt64>
  /// What messages say.
  let words: [String]

  private init(_ topic: String, cues: String, words: String) {
    self.topic = topic
    self.cues = Set(cues.split(separator: " ").map { $0.utf8.fnv1a })
    self.words = words.split(separator: " ").map(String.init)
  }

  /// A word of a concept counts as if the symptom had said it half a time.
  static let frequency = 0.5

  static let all = [
    Concept(
      "who owns a file or acts on it",
      cues: "owner owned owns ownership belongs chown fchown lchown uid gid",
      words: "owner credentials creds cred fsuid fsgid uid gid"),
    Concept(
      "a task that does not go on",
      cues: "hang hangs hung stuck freeze freezes frozen lockup deadlock unresponsive blocked",
      words: "deadlock lock mutex spinlock wakeup wait race sleep"),
    Concept(
      "memory that is not given back",
      cues: "oom leak leaks leaking leaked kmemleak",
      words: "leak free refcount reference put release"),
    Concept(
      "lost or slow network traffic",
      cues: "packet packets throughput retransmits retransmissions ping connectivity",
      words: "skb checksum offload queue gso tso mtu"),
    Concept(
      "suspend and resume",
      cues: "suspend resume hibernate hibernation standby wake s3",
      words: "suspend resume pm runtime wakeup"),
  ]
}
