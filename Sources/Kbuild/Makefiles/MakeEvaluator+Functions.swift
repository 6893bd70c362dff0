import Text

extension MakeEvaluator {
  /// A text with its `$(…)` replaced.
  mutating func expand(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
    return expand(text[...])
  }

  mutating func expand(_ text: Substring) -> String {
    steps += 1
    depth += 1
    var result = ""
    defer {
      depth -= 1
      charge(result)
    }
    guard depth < Self.deepest, !isCutOff else { return MakeText.unknown }
    var rest = text
    while let dollar = rest.utf8.firstIndex(of: UInt8(ascii: "$")) {
      result += rest[..<dollar]
      let next = rest.utf8.index(after: dollar)
      guard next < rest.endIndex else { return result }
      switch rest.utf8[next] {
      case UInt8(ascii: "$"):
        result += "$"
        rest = rest[rest.utf8.index(after: next)...]
      case UInt8(ascii: "("), UInt8(ascii: "{"):
        let closing = rest.utf8[next] == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "}")
        let inside = rest[rest.utf8.index(after: next)...]
        let end = MakeText.arguments(inside, closing: closing, limit: 1).end
        result += reference(inside[..<end], closing)
        rest = end < rest.endIndex ? rest[rest.utf8.index(after: end)...] : ""
      default:
        let end = rest.unicodeScalars.index(after: next)
        result += value(of: String(rest[next..<end]))
        rest = rest[end...]
      }
      if result.utf8.count > Self.longestValue { return MakeText.unknown }
    }
    return result + rest
  }

  /// The inside of `$(…)`: a variable, one with a replacement, or a call of a function.
  private mutating func reference(_ text: Substring, _ closing: UInt8) -> String {
    let name = text[..<(text.utf8.firstIndex { !MakeText.isNameByte($0) } ?? text.endIndex)]
    if name.endIndex == text.endIndex { return value(of: String(name)) }
    if let next = text.utf8[name.endIndex...].first, next.isSpaceOrTab,
      let function = MakeFunction(rawValue: String(name))
    {
      let inside = Substring(text.utf8[name.endIndex...].drop(while: \.isSpaceOrTab))
      return call(function, MakeText.arguments(inside, closing: closing).arguments)
    }
    if let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")),
      let equals = text.utf8[colon...].firstIndex(of: UInt8(ascii: "="))
    {
      // $(name:.o=.c) is $(patsubst %.o,%.c,$(name)).
      var pattern = expand(text[text.utf8.index(after: colon)..<equals])
      var replacement = expand(text[text.utf8.index(after: equals)...])
      if !pattern.utf8.contains(UInt8(ascii: "%")) {
        (pattern, replacement) = ("%" + pattern, "%" + replacement)
      }
      let name = expand(text[..<colon])
      return map(value(of: name)) {
        MakeText.replace(pattern, by: replacement, in: $0) ?? String($0)
      }
    }
    let expanded = expand(text)
    return MakeText.isUncertain(expanded) ? MakeText.unknown : value(of: expanded.trimmed)
  }

  private mutating func map(_ text: String, _ change: (Substring) -> String?) -> String {
    list(MakeText.words(text)) { word, _ in change(word) }
  }

  /// What is made of each word, with a blank between; uncertain as soon as that is too long, or too much work.
  private mutating func list<Words: Sequence>(
    _ words: Words, _ change: (Words.Element, inout Self) -> String?
  ) -> String {
    var result = ""
    var isFirst = true
    defer { charge(result) }
    for word in words {
      guard let piece = change(word, &self) else { continue }
      guard result.utf8.count + piece.utf8.count < Self.longestValue, !isCutOff else {
        return MakeText.unknown
      }
      if !isFirst { result += " " }
      result += piece
      isFirst = false
    }
    return result
  }

  /// A long text is as much work as many steps.
  private mutating func charge(_ text: String) { steps += text.utf8.count >> 8 }

  // MARK: - Functions that decide what to expand

  private mutating func call(_ function: MakeFunction, _ arguments: [Substring]) -> String {
    func argument(_ number: Int) -> Substring {
      arguments.indices.contains(number) ? arguments[number] : ""
    }
    switch function {
    case .if:
      let condition = expand(argument(0)).trimmed
      let otherwise = arguments.dropFirst(2).joined(separator: ",")[...]
      if MakeText.isUncertain(condition) {
        return MakeText.uncertain(expand(argument(1)) + " " + expand(otherwise))
      }
      return condition.isEmpty ? expand(otherwise) : expand(argument(1))
    case .or:
      for argument in arguments {
        let value = expand(argument).trimmed
        if !value.isEmpty { return value }
      }
      return ""
    case .and:
      var value = ""
      for argument in arguments {
        value = expand(argument).trimmed
        if value.isEmpty { return "" }
      }
      return value
    case .foreach:
      let name = expand(argument(0)).trimmed
      let body = arguments.dropFirst(2).joined(separator: ",")[...]
      return list(MakeText.words(expand(argument(1)))) { word, make in
        make.withVariable(name, String(word)) { $0.expand(body) }
      }
    case .call: return callVariable(arguments.map { expand($0) })
    case .eval:
      let text = expand(arguments.joined(separator: ",")[...])
      guard depth < Self.deepest else { return "" }
      run(text: text)
      return ""
    case .shell, .file: return MakeText.unknown
    case .error, .warning, .info: return ""
    default:
      // What is after the last comma that counts belongs to the last argument.
      let count = function.argumentCount
      var parts = arguments.prefix(count).map(String.init)
      if arguments.count > count {
        parts[count - 1] = arguments[(count - 1)...].joined(separator: ",")
      }
      return apply(function, parts.map { expand($0) })
    }
  }

  /// `$(call name,first,…)`. The functions that ask a compiler are not defined here, so what they say is uncertain.
  private mutating func callVariable(_ arguments: [String]) -> String {
    guard let name = arguments.first?.trimmed, let variable = variables[name] else {
      return MakeText.unknown
    }
    let saved = (0...9).map { variables["\($0)"] }
    for number in 0...9 {
      let text = arguments.indices.contains(number) ? arguments[number] : ""
      variables["\(number)"] = Variable(text: text, isSimple: true)
    }
    let result = expand(variable.text)
    for number in 0...9 { variables["\(number)"] = saved[number] }
    return result
  }

  // MARK: - Functions of text

  private mutating func apply(_ function: MakeFunction, _ arguments: [String]) -> String {
    func argument(_ number: Int) -> String {
      arguments.indices.contains(number) ? arguments[number] : ""
    }
    let last = arguments.last ?? ""
    if !function.worksByWord, arguments.contains(where: { MakeText.isUncertain($0) }) {
      return MakeText.uncertain(last) + " " + MakeText.unknown
    }
    switch function {
    case .subst:
      guard !argument(0).isEmpty else { return last + argument(1) }
      return MakeText.replaceAll(argument(0), by: argument(1), in: last, limit: Self.longestValue)
        ?? MakeText.unknown
    case .patsubst:
      return map(last) { MakeText.replace(argument(0), by: argument(1), in: $0) ?? String($0) }
    case .strip: return map(last) { String($0) }
    case .findstring:
      return MakeText.contains(last, argument(0)) ? argument(0) : ""
    case .filter, .filterOut:
      let patterns = MakeText.words(argument(0))
      return list(MakeText.words(last)) { word, make in
        make.steps += patterns.count >> 6
        if MakeText.isUncertain(word) { return String(word) }
        let isMatch = patterns.contains { MakeText.match($0, word) != nil }
        return isMatch == (function == .filter) ? String(word) : nil
      }
    case .sort: return Set(MakeText.words(last)).sorted().joined(separator: " ")
    case .word:
      let words = MakeText.words(last)
      let number = Int(argument(0).trimmed) ?? 0
      return words.indices.contains(number - 1) ? String(words[number - 1]) : ""
    case .words: return "\(MakeText.words(last).count)"
    case .firstword: return MakeText.words(last).first.map(String.init) ?? ""
    case .lastword: return MakeText.words(last).last.map(String.init) ?? ""
    case .dir:
      return map(last) { word in
        word.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(word[...$0]) } ?? "./"
      }
    case .notdir: return map(last) { String(TreePath.name(of: String($0))) }
    case .basename: return map(last) { TreePath.stem(of: String($0)) }
    case .suffix:
      return map(last) { word in
        let suffix = word.utf8.dropFirst(TreePath.stem(of: String(word)).utf8.count)
        return suffix.isEmpty ? nil : String(Substring(suffix))
      }
    case .addprefix: return map(last) { argument(0) + $0 }
    case .addsuffix: return map(last) { $0 + argument(0) }
    case .join:
      let (left, right) = (MakeText.words(argument(0)), MakeText.words(last))
      return list(0..<max(left.count, right.count)) { number, _ in
        String((left.dropFirst(number).first ?? "") + (right.dropFirst(number).first ?? ""))
      }
    case .realpath, .abspath: return map(last) { TreePath.resolve($0, in: "") }
    case .wildcard:
      return list(MakeText.words(last)) { word, make in
        let names = make.wildcard(String(word))
        return names.isEmpty ? nil : names.joined(separator: " ")
      }
    case .value: return rawValue(of: last.trimmed)
    case .origin: return variables[last.trimmed] == nil ? "undefined" : "file"
    case .flavor:
      return variables[last.trimmed].map { $0.isSimple ? "simple" : "recursive" } ?? "undefined"
    case .if, .or, .and, .foreach, .call, .eval, .shell, .file, .error, .warning, .info: return ""
    }
  }

  /// The files that a pattern with one `*` in its last part fits.
  private mutating func wildcard(_ pattern: String) -> [String] {
    guard !isCutOff, let path = TreePath.resolve(pattern, in: "") else { return [] }
    let (directory, name) = (TreePath.directory(of: path), TreePath.name(of: path))
    let asPattern = String(
      decoding: name.utf8.map { $0 == UInt8(ascii: "*") ? UInt8(ascii: "%") : $0 }, as: UTF8.self)
    let names = tree.names(in: directory)
    steps += names.count >> 4
    let prefix = Substring(pattern.utf8.dropLast(name.utf8.count))
    return names.filter { MakeText.match(asPattern, $0) != nil }.sorted().map { prefix + $0 }
  }
}

/// The functions of GNU make that are understood.
enum MakeFunction: String {
  case subst, patsubst, strip, findstring, filter
  case filterOut = "filter-out"
  case sort, word, words, firstword, lastword, dir, notdir, suffix, basename, addsuffix
  case addprefix, join, wildcard, realpath, abspath, value, origin, flavor
  case `if`, or, and, foreach, call, eval, shell, file, error, warning, info

  /// How many arguments the functions of text have at most.
  var argumentCount: Int {
    switch self {
    case .subst, .patsubst: 3
    case .findstring, .filter, .filterOut, .word, .addsuffix, .addprefix, .join: 2
    default: 1
    }
  }

  /// Whether an uncertain word makes no other one uncertain.
  var worksByWord: Bool {
    switch self {
    case .patsubst, .strip, .filter, .filterOut, .sort, .dir, .notdir, .suffix, .basename,
      .addsuffix, .addprefix, .subst:
      true
    default: false
    }
  }
}
