internal import ChangeModel
internal import Text

/// Runs of four letters or digits, lower case, a blank for each end of a word: `_ovl`, `over`, `rlay` … of "ovl: overlay".
///
/// They meet where words do not: `mlx5_core` and `mlx5e`, `bluetooth` and `btusb`'s `bt`, compounds, misspellings.
struct Grams: Sendable {
  private(set) var table = HashNumbering<UInt32>(expecting: 4096)
  /// By candidate: its distinct grams.
  private(set) var candidates: [[UInt32]] = []
  /// By gram: how rare it is among the candidates.
  private(set) var rarity: [Double] = []
  /// By candidate: the sum of its grams' rarities.
  private(set) var masses: [Double] = []

  private static let mostFiles = 30

  /// Reads each candidate's subject and the names of the files it touches.
  init(_ changes: [Candidate]) {
    var frequency: [Int] = []
    for change in changes {
      var seen: Set<UInt32> = []
      var own: [UInt32] = []
      let files = (change.touchedPaths ?? []).prefix(Self.mostFiles).map { path in
        path.split(separator: "/").last ?? ""
      }
      for text in [Substring(change.subject)] + files {
        Self.forEachGram(in: text.utf8) { gram in
          guard seen.insert(gram).inserted else { return }
          own.append(UInt32(table.insert(gram)))
        }
      }
      frequency.append(contentsOf: repeatElement(0, count: table.count - frequency.count))
      for gram in own { frequency[Int(gram)] += 1 }
      candidates.append(own)
    }
    rarity = frequency.map { Rarity.rarity(having: $0, of: changes.count) }
    masses = candidates.map { own in own.reduce(0) { $0 + rarity[Int($1)] } }
  }

  /// For each candidate, the rarity of the grams that it shares with what a symptom says, summed.
  func shared(with symptom: Symptom) -> [Double] {
    var isNamed = Array(repeating: false, count: table.count)
    var left = Self.longestText
    symptom.text.withBytes { text in
      for line in symptom.lines {
        Self.forEachGram(in: text[line].prefix(left)) { gram in
          if let number = table.number(of: gram) { isNamed[number] = true }
        }
        left = max(0, left - line.count)
      }
    }
    return candidates.map { own in
      own.reduce(0) { isNamed[Int($1)] ? $0 + rarity[Int($1)] : $0 }
    }
  }

  /// A long log has every gram there is.
  private static let longestText = 20_000

  private static func forEachGram(in text: some Sequence<UInt8>, _ body: (UInt32) -> Void) {
    var window: UInt32 = 0
    var filled = 0
    func add(_ byte: UInt8) {
      window = window << 8 | UInt32(byte)
      filled += 1
      if filled >= 4 { body(window) }
    }
    for byte in text {
      let byte = byte.lowercased
      if byte.isLower || byte.isDigit {
        if filled == 0 { add(blank) }
        add(byte)
      } else if filled > 0 {
        add(blank)
        filled = 0
      }
    }
    if filled > 0 { add(blank) }
  }

  private static let blank = UInt8(ascii: " ")
}
