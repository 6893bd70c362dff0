/// A command for a shell, in words: what ktrail prints for a reader to paste.
///
/// The names in it (paths, refs, versions, symptoms) may be a stranger's. Each word is quoted as a whole, over
/// bytes, for any POSIX shell; a value that begins with a dash cannot be taken for an option.
public struct ShellCommand: Hashable, Sendable, CustomStringConvertible {
  private var words: [String]
  private var operands: [String] = []

  /// - Parameter words: the program and what is said to it verbatim, such as `ktrail`, `bisect`, `start`.
  public init(_ words: String...) { self.words = words }

  /// - Parameter arguments: what a program was called with, its name before them; what follows `--` are operands.
  public init(_ program: String, arguments: [String]) {
    let options = arguments.prefix { $0 != "--" }
    words = [program] + options
    operands = Array(arguments.dropFirst(options.count + 1))
  }

  /// Adds an option with its value.
  public func option(_ name: String, _ value: String) -> Self {
    var command = self
    // A long option takes its value after =; after a blank, a value such as -x would be an option.
    command.words += value.utf8.first == UInt8(ascii: "-") ? ["\(name)=\(value)"] : [name, value]
    return command
  }

  /// Adds operands, which stand after all options.
  public func operand(_ values: String...) -> Self {
    var command = self
    command.operands += values
    return command
  }

  public var description: String {
    let needsEnd = operands.contains { $0.utf8.first == UInt8(ascii: "-") && $0 != "-" }
    return (words + (needsEnd ? ["--"] : []) + operands).map(\.shellWord).joined(separator: " ")
  }
}

extension String {
  /// This text as one word of a POSIX shell: as it is where nothing in it means anything to a shell, else quoted.
  ///
  /// Bytes, not Characters: an apostrophe before a combining mark is another Character, but still an apostrophe to
  /// a shell. What cannot be shown as it is (controls, hidden marks) is written as `"$(printf '\033')"`, since a
  /// reader copies what is shown; so are backticks, between which sentences show commands. No shell keeps newlines at the end of that; they are written as `"${IFS#??}"`, the
  /// last of blank, tab and newline.
  public var shellWord: String {
    let isPlain =
      !utf8.isEmpty && utf8.first != UInt8(ascii: "=")
      && utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "._-/:,+@%^=".utf8.contains(byte)
        }
      }
    if isPlain { return self }
    if utf8.contains(UInt8(ascii: "`")) || unicodeScalars.contains(where: \.isActive) {
      return printed
    }
    let pieces = utf8.split(separator: UInt8(ascii: "'"), omittingEmptySubsequences: false)
    return "'\(pieces.map { String(Substring($0)) }.joined(separator: "'\\''"))'"
  }

  /// All bytes as octal escapes where they are not letters.
  private var printed: String {
    let end = utf8.lastIndex { $0 != UInt8(ascii: "\n") }.map(utf8.index(after:)) ?? startIndex
    let newlines = String(repeating: "\"${IFS#??}\"", count: utf8[end...].count)
    var format: [UInt8] = []
    for byte in utf8[..<end] {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "_"):
        format.append(byte)
      default:
        let octal = String(byte, radix: 8)
        format += "\\\(String(repeating: "0", count: 3 - octal.utf8.count))\(octal)".utf8
      }
    }
    return "\"$(printf '\(String(decoding: format, as: UTF8.self))')\"\(newlines)"
  }
}
