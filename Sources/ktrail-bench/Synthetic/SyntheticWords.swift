/// Words, names and people, the first ones the most frequent.
struct SyntheticWords {
  /// Some 60,000: function words, the trade's words, made-up words, and identifiers.
  let words: [[UInt8]]
  let people: [[UInt8]]
  private let plainWords: [String]

  private static let frequent = """
    the to a of is in and for it this that be with on as we not when are from by an if can which use \
    or but so has was will at all have only driver device code function patch set no does should used \
    since then there after also because kernel call memory case now add same add error before lock \
    called using check data return first new one support buffer register bit value need being make \
    page into its would causes still here just other more where up without than out request list \
    pointer allocated instead interrupt queue index failure path state time user even two up some \
    flag size struct you free null address handle clock remove fix core introduced may change bus \
    power mode read write thread timeout leak race cache table counter tree entry access hardware \
    firmware work fails already both during commit bug report warning init probe release reference
    """.split(separator: " ").map(String.init)
  private static let syllables = """
    al an ar be bo ca cor da de di dra el en er fa fe fi ga ge gra ha hi in is ka ke kro la le lin lo ma me mi mo \
    na ne no on or pa pe phi pla po qua ra re ri ro sa se sha si so sta su ta te the ti to tra tri ul un va ve vi \
    wa we xe xi ya ze zo
    """.split(separator: " ").map(String.init)

  init(count: Int, people: Int, random: inout SeededRandom) {
    var known = Set(Self.frequent)
    var plain = Array(Self.frequent.uniqued)
    while plain.count < count {
      var word = ""
      for _ in 0..<(2 + random.below(3)) {
        word += Self.syllables[random.below(Self.syllables.count)]
      }
      if plain.count % 9 == 0 { word += "\(random.below(64))" }
      if known.insert(word).inserted { plain.append(word) }
    }
    plainWords = plain
    words = plain.enumerated().map { rank, word in
      // Two in five rarer words are names of functions and the like.
      guard rank > 400, rank % 5 < 2 else { return Array(word.utf8) }
      return Array("\(plain[rank * 7 % 2_000])_\(word)\(rank % 3 == 0 ? "()" : "")".utf8)
    }
    self.people = (0..<people).map { number in
      let first = plain[500 + random.below(5_000)].capitalizedASCII
      let last = plain[500 + random.below(20_000)].capitalizedASCII
      let host = number % 3 == 0 ? "kernel.org" : "\(plain[600 + random.below(900)]).com"
      return Array("\(first) \(last) <\(first.lowercased()).\(last.lowercased())@\(host)>".utf8)
    }
  }

  func plain(_ rank: Int) -> String { plainWords[rank] }
}

extension Array where Element == String {
  /// Each element once, where it first stands.
  fileprivate var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}

extension String {
  fileprivate var capitalizedASCII: String { prefix(1).uppercased() + dropFirst() }
}
