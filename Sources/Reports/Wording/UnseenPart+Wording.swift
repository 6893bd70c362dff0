internal import Assessment
internal import ChangeModel

extension UnseenPart {
  /// How much it is, and what follows.
  var sentence: String {
    """
    \(share.percent) of what NEW adds is not in this clone: \(entries.grouped) of \
    \(all.of("entry", "entries")) led to no certain commit, so what fixes or follows them is unknown.
    """
  }

  /// Which clone would have more of it, and nothing where nobody can say.
  var advice: String? {
    var sentences: [String] = []
    switch source {
    case .tree(let vendor, let address):
      sentences.append(
        "\(vendor) publishes its commits at \(address): a clone of that has more of them.")
    case .unpublished(let vendor):
      sentences.append("\(vendor) does not publish the commits of this kernel.")
    case .releases(let reason): sentences.append(reason.sentence.sentence)
    case nil: break
    }
    if later > 0, let newestTime {
      sentences.append(
        """
        \(later.grouped) of these entries \(later == 1 ? "is" : "are") dated after \
        \(UTCTime(seconds: newestTime).day), the day of this clone's newest commit: a newer clone may have more of them.
        """)
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }
}
