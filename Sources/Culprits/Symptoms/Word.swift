internal import Text

/// A run without white space, and the questions that ``SymptomParser`` asks it.
struct Word {
  let text: String
  /// Without punctuation around it and a call's parentheses after it.
  let trimmed: String
  let lowercased: String
  /// What follows ``trimmed``.
  private let rest: String

  init(_ text: String) {
    self.text = text
    var name = Substring(text)
    while let last = name.utf8.last, !last.isWordByte { name = name.dropLast() }
    while let first = name.utf8.first, !first.isWordByte { name = name.dropFirst() }
    if let parenthesis = name.utf8.firstIndex(of: UInt8(ascii: "(")) {
      let digit = name.utf8.index(after: parenthesis)
      // mkdir(2) at its end has lost its parenthesis above: "mkdir(2"
      if name.utf8[digit...].allSatisfy(\.isDigit) { name = name[..<parenthesis] }
    }
    trimmed = String(name)
    rest = String(text[name.endIndex...])
    var message = Substring(text)
    while let last = message.utf8.last, !last.isWordByte { message = message.dropLast() }
    while let first = message.utf8.first, !first.isWordByte { message = message.dropFirst() }
    lowercased = message.lowercased()
  }

  var isIdentifier: Bool {
    guard let first = trimmed.utf8.first, !first.isDigit else { return false }
    return trimmed.utf8.count >= 2 && trimmed.utf8.allSatisfy { $0.isWordByte && $0 < 0x80 }
  }

  /// Lower case with an underscore inside.
  var isSnakeCase: Bool {
    trimmed.utf8.allSatisfy { $0.isLower || $0.isDigit || $0 == UInt8(ascii: "_") }
      && trimmed.utf8.drop { $0 == UInt8(ascii: "_") }.contains(UInt8(ascii: "_"))
  }

  /// Written `name()`.
  var isCall: Bool { rest.hasPrefix("()") }

  /// Written `name(2)`.
  var isManualPage: Bool { rest.hasPrefix("(2)") }

  var isMount: Bool { text == "mount" || text.hasSuffix("/mount") }

  /// `ovl_create` of `RIP: 0010:ovl_create.isra.3+0x1a/0x2b`.
  var functionWithOffset: String? {
    let bytes = text.utf8
    guard let plus = bytes.firstIndex(of: UInt8(ascii: "+")),
      bytes[plus...].starts(with: "+0x".utf8)
    else { return nil }
    let head = bytes[..<plus]
    let nameStart =
      head.lastIndex { !($0.isWordByte || $0 == UInt8(ascii: ".")) }.map(head.index(after:))
      ?? head.startIndex
    let whole = head[nameStart...].drop { $0 == UInt8(ascii: ".") }
    let name = whole.prefix { $0 != UInt8(ascii: ".") }
    guard name.count >= 2, let first = name.first, !first.isDigit,
      !Self.isOfProgram(before: head[..<nameStart], after: whole.dropFirst(name.count))
    else { return nil }
    return String(Substring(name))
  }

  /// What compilers put after the name of a kernel's function.
  private static let suffixes = [
    ".isra", ".constprop", ".part", ".cold", ".llvm", ".lto", ".ipa", ".clone",
  ]

  /// `libc.so.6(foo`, `Foo::bar`, `runtime.goexit`: what stands before an offset in stacks of programs.
  private static func isOfProgram(
    before: Substring.UTF8View, after suffix: Substring.UTF8View
  ) -> Bool {
    if before.suffix(2).elementsEqual("::".utf8) || before.contains(UInt8(ascii: "/")) {
      return true
    }
    guard let first = suffix.dropFirst().first, first.isLetter || first == 0x5F else {
      return false
    }
    return !suffixes.contains { suffix.starts(with: $0.utf8) }
  }

  /// `vfs` of `[vfs]`, `[vfs],`.
  var bracketed: String? {
    var text = Substring(text)
    while let last = text.utf8.last, ",;.:\"'".utf8.contains(last) { text.removeLast() }
    guard text.utf8.first == UInt8(ascii: "["), text.utf8.last == UInt8(ascii: "]"),
      text.utf8.count > 2
    else { return nil }
    let inside = text.dropFirst().dropLast()
    return inside.utf8.allSatisfy { $0.isWordByte || $0 == UInt8(ascii: "-") }
      && inside.utf8.contains { $0.isLower && $0.hexDigit == nil || $0 == UInt8(ascii: "_") }
      ? String(inside) : nil
  }

  /// `fs/overlayfs/dir.c` of `/build/linux-4.4/fs/overlayfs/dir.c:123`.
  var kernelPath: String? {
    guard text.utf8.contains(UInt8(ascii: "/")) else { return nil }
    var path = Substring(text)
    while let first = path.utf8.first, !first.isWordByte, first != UInt8(ascii: "/") {
      path = path.dropFirst()
    }
    let isPathByte = { (byte: UInt8) in
      byte.isWordByte || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".")
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ",")
    }
    path = Substring(path.utf8.prefix(while: isPathByte))
    while let last = path.utf8.last, !last.isWordByte { path = path.dropLast() }
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    guard parts.count >= 2, let name = parts.last, let dot = name.lastIndex(of: "."),
      KnownNames.sourceEndings.contains(String(name[name.index(after: dot)...])),
      let top = Self.treeStart(parts, isAbsolute: path.utf8.first == UInt8(ascii: "/")),
      top < parts.count - 1, KnownNames.kernelDirectories.contains(String(parts[top]))
    else { return nil }
    return parts[top...].joined(separator: "/")
  }

  /// Where a path enters the kernel's tree: after `linux-4.4` or `..`, or at its start if it is
  /// relative.
  private static func treeStart(_ parts: [Substring], isAbsolute: Bool) -> Int? {
    if let root = parts.lastIndex(where: { $0.hasPrefix("linux") || $0 == ".." || $0 == "." }) {
      return root + 1
    }
    return isAbsolute ? nil : 0
  }

  /// `0000:00:19.0`
  var isPCIAddress: Bool {
    let bytes = Array(text.utf8.prefix(12))
    guard bytes.count == 12 else { return false }
    return zip(bytes, "hhhh:hh:hh.h".utf8).allSatisfy { byte, form in
      form == UInt8(ascii: "h") ? byte.hexDigit != nil : byte == form
    }
  }

  /// 13 of `-13`, `(-13)`, `err=-13`.
  var negativeNumber: Int? {
    guard let minus = text.utf8.lastIndex(of: UInt8(ascii: "-")) else { return nil }
    let digits = text.utf8[text.utf8.index(after: minus)...].prefix(while: \.isDigit)
    guard (1...3).contains(digits.count) else { return nil }
    let before = text.utf8[..<minus].last
    guard before == nil || before.map({ !$0.isWordByte }) == true else { return nil }
    return Int(String(Substring(digits)))
  }

  /// `error` of `error:-13`.
  var nameBeforeColon: String? {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), text[colon...].hasPrefix(":-")
    else { return nil }
    return text[..<colon].lowercased()
  }

  /// 13 of `13`, `13]`, `13/EACCES`, `(13,`.
  var leadingNumber: Int? {
    let digits = text.utf8.drop { !$0.isDigit && !$0.isWordByte && $0 != UInt8(ascii: "-") }
      .prefix(while: \.isDigit)
    return (1...3).contains(digits.count) ? Int(String(Substring(digits))) : nil
  }

  /// 13 of `errno=13`, `(errno:13)`.
  var errnoAfterSign: Int? {
    guard
      let sign = text.utf8.firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }
      ),
      text[..<sign].lowercased().hasSuffix("errno")
    else { return nil }
    let digits = text.utf8[sign...].dropFirst().prefix(while: \.isDigit)
    return (1...3).contains(digits.count) ? Int(String(Substring(digits))) : nil
  }
}
