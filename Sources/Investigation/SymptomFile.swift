import ChangeModel
import Changelogs
import Culprits
import Text

/// A file or standard input with what a user saw, of any size and content.
struct SymptomFile {
  /// A path, or `-`.
  let path: String

  /// A log of a busy month; what comes after it is not read.
  private static let mostRead = 1 << 30
  /// Of a packed text and of what it unpacks to, since these are held in memory.
  private static let mostUnpacked = 256 << 20

  private var name: String { path == "-" ? "standard input" : path }

  /// The whole text if it is small, else what is informative of it.
  func excerpt() async throws(InvestigationError) -> SymptomExcerpt {
    var reader = SymptomExcerptReader(name: name)
    var packed: [UInt8]?
    var (total, isCut) = (0, false)
    do throws(ReadFailure) {
      try OpenFile(operand: path).forEachChunk { chunk throws(ReadFailure) in
        if total == 0, TextUnpacker.isPacked(Array(chunk.prefix(16))) { packed = [] }
        if packed != nil {
          packed? += chunk
          total += chunk.count
          guard total <= Self.mostUnpacked else { throw .tooLarge(limit: Self.mostUnpacked) }
          return true
        }
        isCut = total >= Self.mostRead
        guard !isCut else { return false }
        total += chunk.count
        reader.read(chunk)
        return true
      }
    } catch {
      switch error {
      case .system, .notRegular: throw .unreadableSymptom(path: path, .unreadable("\(error)"))
      case .tooLarge: throw tooLarge
      }
    }
    if let packed {
      let text = try await unpacked(packed)
      text.withUnsafeBytes { reader.read($0) }
    }
    return try outcome(of: &reader, isCut: isCut)
  }

  private func unpacked(_ packed: [UInt8]) async throws(InvestigationError) -> [UInt8] {
    do {
      return try await TextUnpacker().unpacked(packed, source: name, limit: Self.mostUnpacked)
    } catch .tooLarge {
      throw tooLarge
    } catch {
      throw .changelog(error)
    }
  }

  private func outcome(
    of reader: inout SymptomExcerptReader, isCut: Bool
  ) throws(InvestigationError) -> SymptomExcerpt {
    switch reader.finish(isCut: isCut) {
    case .excerpt(let excerpt): return excerpt
    case .empty: throw .unreadableSymptom(path: path, .empty)
    case .binary:
      throw .unreadableSymptom(path: path, .binary)
    }
  }

  private var tooLarge: InvestigationError {
    .unreadableSymptom(path: path, .tooLarge(limit: Self.mostUnpacked))
  }
}

/// What a user saw, read and taken apart.
struct ReadSymptom {
  let symptom: Symptom
  /// Where its text comes from, in order.
  let sources: [SymptomSource]

  /// - Parameter excerpts: in order, read as one text.
  init(_ excerpts: [SymptomExcerpt]) {
    let symptom = Symptom(parsing: excerpts.map(\.text).joined(separator: "\n"))
    var first = 1
    sources = excerpts.map { excerpt in
      let count = excerpt.text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
      let lines = first...(first + count - 1)
      first += count
      let leftOut = symptom.leftOut.compactMap { left -> Symptom.LeftOut? in
        let numbers = left.lines.filter { $0.overlaps(lines) }.flatMap { $0.clamped(to: lines) }
          .compactMap { line in
            let place = min(line - lines.lowerBound, excerpt.lineNumbers.count - 1)
            return place < 0 ? nil : excerpt.lineNumbers[place]
          }
        return numbers.isEmpty
          ? nil : Symptom.LeftOut(left.reason, lines: Symptom.LeftOut.ranges(of: numbers))
      }
      return excerpt.source.leavingOut(leftOut)
    }
    self.symptom = symptom
  }
}

extension Investigation {
  /// The texts of several files in order, as one.
  func readSymptoms(_ paths: [String]) async throws(InvestigationError) -> ReadSymptom {
    var excerpts: [SymptomExcerpt] = []
    for path in paths { excerpts.append(try await SymptomFile(path: path).excerpt()) }
    return ReadSymptom(excerpts)
  }
}
