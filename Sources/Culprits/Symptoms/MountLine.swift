/// A line of `mount`, /proc/mounts or /etc/fstab.
struct MountLine {
  let type: String

  init?(_ words: [String]) {
    guard words.count >= 4 else { return nil }
    if let place = words.firstIndex(of: "type"), place >= 3, words[place - 2] == "on",
      place + 1 < words.count
    {
      // `/dev/sda1 on / type ext4 (rw,relatime)`: a line of its own.
      guard place == 3, place + 2 < words.count, words[place + 2].hasPrefix("(") else { return nil }
      type = words[place + 1]
      return
    }
    guard words[1].first == "/", Word(words[2]).isIdentifier,
      ["rw", "ro", "defaults", "nosuid", "noatime"].contains(where: words[3].hasPrefix)
    else { return nil }
    type = words[2]
  }
}
