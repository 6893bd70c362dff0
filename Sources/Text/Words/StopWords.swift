/// Words that distinguish no change from another: English function words, and the phrases of commit
/// messages.
struct StopWords {
  static let words = """
    a about above after again all also although always am an and another any anyway are as at back be because been \
    before being below between both but by can cannot case cases change changed changes code commit could currently \
    did didn do does doesn doing don done due during each either else even ever every few fix fixed fixes fixing following for from \
    further get gets getting give given gives go goes going got had has hasn have having he hence her here him his how however \
    i if in instead into introduced is isn issue it its itself just kernel know let like linux ll longer look made make makes making many may \
    maybe me might more most much must my need needed needs never new no non nor not note now of off old on once one ones only or \
    other others our out over own patch patches please possible previous previously problem properly re really result same \
    second see seems set several shall she should shouldn simply since so some something still such sure take taken than that the their \
    them then there therefore these they thing this those though thus to too two under unless until up upon upstream us \
    use used uses using ve version very via want was way we well were what when where whether which while who whole \
    why will with within without won work works worked working would wouldn yet you your
    """
  private let hashes: HashNumbering<UInt64>

  init() {
    var hashes = HashNumbering<UInt64>()
    for word in Self.words.split(separator: " ") { _ = hashes.insert(word.utf8.fnv1a) }
    self.hashes = hashes
  }

  func contains(_ hash: UInt64) -> Bool { hashes.contains(hash) }
}
