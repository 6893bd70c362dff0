/// The forms that an English word comes in: `crash`, `crashes`, `crashed`, `crashing`.
///
/// The index has words as they were written, so that identifiers stay what they are; a question asks for all forms.
enum WordForms {
  /// Other forms of a word, likely or not; nothing for identifiers and numbers.
  static func others(of word: String) -> [String] {
    guard word.utf8.count > 2, word.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else {
      return []
    }
    var forms: Set<String> = []
    for base in bases(of: word) + [word] where base.utf8.count > 2 {
      forms.insert(base)
      forms.formUnion(SearchVocabulary.irregularForms[base] ?? [])
    }
    for base in bases(of: word) where base.utf8.count > 2 { add(base, to: &forms) }
    forms.remove(word)
    return forms.sorted()
  }

  /// What may have got an ending: `delete` and `delet` of `deleting`, `stop` and `stopp` of `stopping`.
  private static func bases(of word: String) -> [String] {
    func rest(_ ending: String) -> String? {
      word.hasSuffix(ending) && word.utf8.count > ending.utf8.count + 2
        ? String(word.dropLast(ending.utf8.count)) : nil
    }
    if let rest = rest("ies") ?? rest("ied") { return [rest + "y"] }
    if let rest = rest("ing") ?? rest("ed") {
      let tail = rest.utf8.suffix(2)
      return tail.first == tail.last ? [rest, String(rest.dropLast())] : [rest, rest + "e"]
    }
    if let rest = rest("es") { return [rest, rest + "e"] }
    if !["ss", "us", "is"].contains(where: word.hasSuffix), let rest = rest("s") { return [rest] }
    return [word]
  }

  private static func add(_ base: String, to forms: inout Set<String>) {
    guard let last = base.utf8.last else { return }
    switch last {
    case UInt8(ascii: "e"):
      let short = base.dropLast()
      forms.formUnion([base + "s", base + "d", short + "ing", base + "r"])
    case UInt8(ascii: "y"):
      let short = base.dropLast()
      forms.formUnion([base + "s", short + "ies", short + "ied", base + "ing"])
    default:
      forms.formUnion([base + "s", base + "es", base + "ed", base + "ing", base + "er"])
      if !"aeiouwxsh".utf8.contains(last) {
        let doubled = base + String(UnicodeScalar(last))
        forms.formUnion([doubled + "ed", doubled + "ing", doubled + "er"])
      }
    }
  }
}
