import ChangeModel
import Foundation
import Text

/// A file of culprit cases: one JSON object a line; blank lines and those that begin with `#` are left out.
///
/// | key | meaning |
/// | --- | --- |
/// | `id` | name of the case, once in the file |
/// | `good`, `bad` | revisions: tags or full ids |
/// | `symptom`, `symptom_lay`, `trace` | texts of the queries; the first must be there |
/// | `culprit` | full id of the right answer |
/// | `also_culprits` | full ids of others that count as right |
/// | `kind`, `grade` | the group of the case |
///
/// Other keys, `fix` above all, are not read.
struct CaseFile {
  /// The name of the set: `stable414` of `culprits-stable414.dev.jsonl`.
  let set: String
  let cases: [CulpritCase]

  init(reading path: String) throws(CaseFileError) {
    let bytes: Data
    do {
      bytes = try FileHandle(forReadingFrom: URL(fileURLWithPath: path)).readToEnd() ?? Data()
    } catch {
      let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
      throw .unreadable(
        path,
        reason: cause.map { String(cString: strerror(Int32(truncatingIfNeeded: $0.code))) }
          ?? error.localizedDescription)
    }
    try self.init(bytes, path: path)
  }

  /// - Parameter path: names the set, and the file in errors.
  init(_ bytes: Data, path: String) throws(CaseFileError) {
    set = Self.set(of: path)
    var cases: [CulpritCase] = []
    var lines: [String: Int] = [:]
    let newline = UInt8(ascii: "\n")
    for (index, line) in bytes.split(separator: newline, omittingEmptySubsequences: false)
      .enumerated()
    {
      let text = line.drop(while: \.isSpaceOrTab)
      guard let first = text.first, first != UInt8(ascii: "#"), first != UInt8(ascii: "\r") else {
        continue
      }
      let position = SourcePosition(file: path, line: index + 1)
      let one = try Self.read(Data(text), at: position)
      if let earlier = lines.updateValue(index + 1, forKey: one.id) {
        throw .malformed(position, reason: "the id \"\(one.id)\" is that of line \(earlier) too")
      }
      cases.append(one)
    }
    guard !cases.isEmpty else { throw .empty(path) }
    self.cases = cases
  }

  private static func set(of path: String) -> String {
    let name = (path as NSString).lastPathComponent.split(separator: ".").first.map(String.init)
    let prefix = "culprits-"
    guard let name else { return path }
    return name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
  }
}

// MARK: - One line

extension CaseFile {
  private struct Line: Decodable {
    let id, good, bad, symptom, culprit: String
    let symptomLay, trace, kind, grade: String?
    let alsoCulprits: [String]?

    enum CodingKeys: String, CodingKey {
      case id, good, bad, symptom, culprit, trace, kind, grade
      case symptomLay = "symptom_lay"
      case alsoCulprits = "also_culprits"
    }
  }

  private static func read(
    _ bytes: Data, at position: SourcePosition
  ) throws(CaseFileError) -> CulpritCase {
    let line: Line
    do {
      line = try JSONDecoder().decode(Line.self, from: bytes)
    } catch let error as DecodingError {
      throw .malformed(position, reason: reason(of: error))
    } catch {
      throw .malformed(position, reason: "\(error)")
    }
    for (key, value) in [("id", line.id), ("good", line.good), ("bad", line.bad)]
    where value.isEmpty {
      throw .malformed(position, reason: "\"\(key)\" is empty")
    }
    var right: [CommitID] = []
    for (key, digits) in [("culprit", line.culprit)]
      + (line.alsoCulprits ?? []).map({ ("also_culprits", $0) })
    {
      guard let id = CommitID(digits) else {
        throw .malformed(
          position,
          reason: "\"\(key)\" has \"\(digits.prefix(60))\", which is not an id of 40 digits")
      }
      right.append(id)
    }
    let texts: [(CulpritCase.Query, String?)] = [
      (.symptom, line.symptom), (.lay, line.symptomLay), (.trace, line.trace),
    ]
    let told = texts.compactMap { query, text in
      text.flatMap { $0.contains { !$0.isWhitespace } ? (query, $0) : nil }
    }
    return CulpritCase(
      id: line.id, good: line.good, bad: line.bad,
      texts: Dictionary(told, uniquingKeysWith: { first, _ in first }), right: right,
      kind: line.kind ?? line.grade)
  }

  private static func reason(of error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, _): "the key \"\(key.stringValue)\" is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      context.codingPath.first.map { "\"\($0.stringValue)\" is not of the right type" }
        ?? "it is not a JSON object"
    case .dataCorrupted: "it is not JSON"
    @unknown default: "\(error)"
    }
  }
}

/// Why cases cannot be read.
enum CaseFileError: Error, CustomStringConvertible {
  case unreadable(String, reason: String)
  case malformed(SourcePosition, reason: String)
  case empty(String)

  var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "the cases \(path) cannot be read: \(reason); pass a file with one JSON object a line"
    case .malformed(let position, let reason):
      "\(position): \(reason); correct the line, or begin it with # to leave it out"
    case .empty(let path): "\(path) has no cases; pass a file with one JSON object a line"
    }
  }
}
