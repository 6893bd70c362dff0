internal import ChangeModel
import Text

/// The different words of a subject in lower case, as numbers in ascending order.
///
/// Comparing every pair that shares a rare word takes millions of comparisons for two large
/// changelogs; on numbers each is a walk along two short arrays.
struct NumberedWords {
  let words: [Int]
  /// Those with a digit in them: `foo8` and `foo9` are different patches however alike the rest is.
  let numbers: [Int]

  /// The share of common words, 0 to 1, by Dice's formula, and how many they are.
  func likeness(to other: NumberedWords) -> (share: Double, common: Int) {
    var common = 0
    var left = words.startIndex
    var right = other.words.startIndex
    while left < words.endIndex, right < other.words.endIndex {
      if words[left] == other.words[right] {
        common += 1
        left += 1
        right += 1
      } else if words[left] < other.words[right] {
        left += 1
      } else {
        right += 1
      }
    }
    let total = words.count + other.words.count
    return (total == 0 ? 0 : 2 * Double(common) / Double(total), common)
  }

  /// Gives each different word a number.
  struct Numbering {
    private var numberOfWord: [Substring: Int] = [:]

    mutating func words(of entry: ChangelogEntry) -> NumberedWords {
      var words: Set<Int> = []
      var numbers: Set<Int> = []
      for word in entry.subject.alphanumericWords {
        let number = numberOfWord[word] ?? numberOfWord.count
        numberOfWord[word] = number
        words.insert(number)
        if word.utf8.contains(where: \.isDigit) { numbers.insert(number) }
      }
      return NumberedWords(words: words.sorted(), numbers: numbers.sorted())
    }
  }
}

extension ChangelogEntry {
  /// The words of the subject in lower case, one space between them.
  var subjectKey: String { subject.alphanumericWords.joined(separator: " ") }
}

extension String {
  /// An identifier is one word: its underscores join it.
  fileprivate var alphanumericWords: [Substring] {
    lowercased().utf8
      .split { !($0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") || $0 >= 0x80) }
      .map(Substring.init)
  }
}
