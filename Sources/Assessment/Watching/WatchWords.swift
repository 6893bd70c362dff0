internal import ChangeModel
internal import Text

/// The words of an entry of a watch list, as bytes to look for.
struct WatchWords {
  private let alternatives: [[[UInt8]]]

  init(_ entry: WatchEntry) {
    alternatives = entry.alternatives.map { words in words.map { Self.text(of: [$0]) } }
  }

  var isEmpty: Bool { alternatives.isEmpty }

  /// Lower case, as far as that is ASCII.
  static func text(of parts: [String]) -> [UInt8] {
    var text: [UInt8] = []
    for part in parts {
      if !text.isEmpty { text.append(.newline) }
      text += part.utf8.lazy.map(\.lowercased)
    }
    return text
  }

  /// - Parameter text: as ``text(of:)`` has it.
  func isMet(by text: [UInt8]) -> Bool {
    isEmpty
      || text.withUnsafeBytes { bytes in
        alternatives.contains { words in words.allSatisfy { bytes.hasWord($0) } }
      }
  }
}

extension UnsafeRawBufferPointer {
  /// Whether a word stands in the text, and no letter, digit or `_` right before or after it.
  fileprivate func hasWord(_ word: [UInt8]) -> Bool {
    guard let first = word.first else { return true }
    var start = 0
    while start + word.count <= count,
      let place = firstOffset(of: first, in: start..<(count - word.count + 1))
    {
      let end = place + word.count
      if self[place..<end].elementsEqual(word),
        place == 0 || !(self[place - 1].isWordByte && word[0].isWordByte),
        end == count || !(self[end].isWordByte && word[word.count - 1].isWordByte)
      {
        return true
      }
      start = place + 1
    }
    return false
  }
}
