internal import ChangeModel
internal import Text

/// One host of an inventory.
///
/// Read by hand: an inventory has a million names, and what is not asked for is only skipped.
struct InventoryLine {
  private(set) var name = ""
  private(set) var group: String?
  private(set) var kernel: String?
  /// With `_` for `-`; `nil` if the line does not say.
  private(set) var modules: [String]?

  /// - Parameter text: a JSON object, and nothing but blanks around it.
  init(_ text: UnsafeRawBufferPointer) throws(HostFlaw) {
    var scanner = JSONLineScanner(text)
    guard scanner.take(UInt8(ascii: "{")) else { throw .notAnObject }
    if !scanner.take(UInt8(ascii: "}")) {
      repeat {
        guard let key = scanner.takeText(), scanner.take(UInt8(ascii: ":")) else {
          throw .notAnObject
        }
        switch key {
        case "host": name = try scanner.textOrNull(of: key) ?? ""
        case "group": group = try scanner.textOrNull(of: key)
        case "kernel": kernel = try scanner.textOrNull(of: key)
        case "modules": modules = try Self.modules(&scanner)
        default: guard scanner.skipValue() else { throw .notAnObject }
        }
      } while scanner.take(UInt8(ascii: ","))
      guard scanner.take(UInt8(ascii: "}")) else { throw .notAnObject }
    }
    guard scanner.isAtEnd else { throw .notAnObject }
    guard name.utf8.contains(where: { !$0.isWhite }) else { throw .unnamed }
    if kernel?.utf8.allSatisfy(\.isWhite) == true { kernel = nil }
    if group?.utf8.allSatisfy(\.isWhite) == true { group = nil }
  }

  private static func modules(_ scanner: inout JSONLineScanner) throws(HostFlaw) -> [String]? {
    var found: [String] = []
    if scanner.take(UInt8(ascii: "[")) {
      if scanner.take(UInt8(ascii: "]")) { return [] }
      repeat {
        guard scanner.next == UInt8(ascii: "\"") else { throw scanner.mistyped("modules") }
        guard let bytes = scanner.rawText() else { throw .notAnObject }
        guard let module = ModuleList.name(bytes) else {
          throw .notAModule(
            String(decoding: bytes.prefix(ModuleList.longestQuote), as: UTF8.self))
        }
        found.append(module)
      } while scanner.take(UInt8(ascii: ","))
      guard scanner.take(UInt8(ascii: "]")) else { throw .notAnObject }
      return found
    }
    guard var text = try scanner.textOrNull(of: "modules"), !text.utf8.allSatisfy(\.isWhite) else {
      return nil
    }
    let flaw = text.withUTF8 { bytes -> ModuleList.Flaw? in
      do throws(ModuleList.Flaw) {
        try ModuleList.forEachModule(in: UnsafeRawBufferPointer(bytes)) { found.append($0) }
        return nil
      } catch {
        return error
      }
    }
    if let flaw { throw .notAModule(flaw.text) }
    return found
  }
}

/// Walks over the values of one line of JSON (RFC 8259).
struct JSONLineScanner {
  private let text: UnsafeRawBufferPointer
  private var place = 0

  init(_ text: UnsafeRawBufferPointer) { self.text = text }

  /// The next byte that is not blank.
  var next: UInt8? {
    mutating get {
      while place < text.count, text[place].isWhite { place += 1 }
      return place < text.count ? text[place] : nil
    }
  }

  var isAtEnd: Bool { mutating get { next == nil } }

  /// Steps over a byte, if it is the next.
  mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    place += 1
    return true
  }

  /// What to say of a value of another type, if it is a value at all.
  mutating func mistyped(_ key: String) -> HostFlaw {
    skipValue() ? .mistyped(key: key) : .notAnObject
  }

  mutating func textOrNull(of key: String) throws(HostFlaw) -> String? {
    switch next {
    case UInt8(ascii: "\""):
      guard let found = takeText() else { throw .notAnObject }
      return found
    case UInt8(ascii: "n"):
      guard takeWord("null") else { throw .notAnObject }
      return nil
    default: throw mistyped(key)
    }
  }

  /// The bytes of a text as they are written; no name has anything that is written otherwise.
  mutating func rawText() -> Slice<UnsafeRawBufferPointer>? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = place
    while place < text.count {
      switch text[place] {
      case UInt8(ascii: "\""):
        place += 1
        return text[start..<place - 1]
      case UInt8(ascii: "\\"): place += 2
      case ..<0x20: return nil
      default: place += 1
      }
    }
    return nil
  }

  mutating func takeText() -> String? {
    guard let raw = rawText() else { return nil }
    guard raw.contains(UInt8(ascii: "\\")) else { return String(validating: raw, as: UTF8.self) }
    return Self.unescaped(raw)
  }

  private static func unescaped(_ raw: Slice<UnsafeRawBufferPointer>) -> String? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(raw.count)
    var place = raw.startIndex
    func unit() -> UInt16? {
      guard place + 4 <= raw.endIndex else { return nil }
      var value: UInt16 = 0
      for byte in raw[place..<place + 4] {
        guard let digit = byte.hexDigit else { return nil }
        value = value << 4 | UInt16(digit)
      }
      place += 4
      return value
    }
    while place < raw.endIndex {
      let byte = raw[place]
      place += 1
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      guard place < raw.endIndex else { return nil }
      let letter = raw[place]
      place += 1
      switch letter {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(letter)
      case UInt8(ascii: "b"): bytes.append(0x08)
      case UInt8(ascii: "f"): bytes.append(0x0C)
      case UInt8(ascii: "n"): bytes.append(0x0A)
      case UInt8(ascii: "r"): bytes.append(0x0D)
      case UInt8(ascii: "t"): bytes.append(0x09)
      case UInt8(ascii: "u"):
        guard let high = unit() else { return nil }
        var units = [high]
        if UTF16.isLeadSurrogate(high), place + 2 <= raw.endIndex,
          raw[place] == UInt8(ascii: "\\"), raw[place + 1] == UInt8(ascii: "u")
        {
          place += 2
          guard let low = unit() else { return nil }
          units.append(low)
        }
        bytes += String(decoding: units, as: UTF16.self).utf8
      default: return nil
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private mutating func takeWord(_ word: StaticString) -> Bool {
    let bytes = UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard place + bytes.count <= text.count,
      text[place..<place + bytes.count].elementsEqual(bytes)
    else { return false }
    place += bytes.count
    return true
  }

  /// Deeper values are refused, as whoever writes them means no good.
  private static let deepest = 64

  /// - Returns: whether there is a value.
  mutating func skipValue() -> Bool {
    var closing: [UInt8] = []
    while true {
      switch next {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        let isObject = text[place] == UInt8(ascii: "{")
        let end = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
        place += 1
        if take(end) { break }
        guard closing.count < Self.deepest else { return false }
        closing.append(end)
        if isObject { guard takeKey() else { return false } }
        continue
      case UInt8(ascii: "\""): guard rawText() != nil else { return false }
      case UInt8(ascii: "t"): guard takeWord("true") else { return false }
      case UInt8(ascii: "f"): guard takeWord("false") else { return false }
      case UInt8(ascii: "n"): guard takeWord("null") else { return false }
      case let byte? where byte.isDigit || byte == UInt8(ascii: "-"):
        place += 1
        while place < text.count, Self.isOfNumber(text[place]) { place += 1 }
      default: return false
      }
      // A value has ended, and with it perhaps some that it is in.
      while let end = closing.last {
        if take(UInt8(ascii: ",")) {
          if end == UInt8(ascii: "}") { guard takeKey() else { return false } }
          break
        }
        guard take(end) else { return false }
        closing.removeLast()
      }
      if closing.isEmpty { return true }
    }
  }

  private mutating func takeKey() -> Bool { rawText() != nil && take(UInt8(ascii: ":")) }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    byte.isDigit || byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e")
      || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
  }
}
