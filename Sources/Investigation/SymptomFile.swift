import ChangeModel
import Changelogs
import Culprits
import Foundation

/// A file or standard input with what a user saw, of any size and content.
struct SymptomFile {
  /// A path, or `-`.
  let path: String

  private static let chunkSize = 1 << 20
  /// A log of a busy month; what comes after it is not read.
  private static let mostRead = 1 << 30
  /// Of a packed text and of what it unpacks to, since these are held in memory.
  private static let mostUnpacked = 256 << 20

  private var name: String { path == "-" ? "standard input" : path }

  /// The whole text if it is small, else what is informative of it.
  func excerpt() async throws(InvestigationError) -> SymptomExcerpt {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(errno) }
    defer { if path != "-" { close(descriptor) } }
    var reader = SymptomExcerptReader(name: name)
    var chunk = [UInt8](repeating: 0, count: Self.chunkSize)
    var count = try fill(&chunk, from: descriptor)
    guard !TextUnpacker.isPacked(Array(chunk[..<min(count, 16)])) else {
      return try await unpacked(&chunk, count, descriptor)
    }
    var total = 0
    while count > 0, total < Self.mostRead {
      total += count
      chunk[..<count].withUnsafeBytes { reader.read($0) }
      count = try fill(&chunk, from: descriptor)
    }
    return try outcome(of: &reader, isCut: count > 0)
  }

  private func unpacked(
    _ chunk: inout [UInt8], _ count: Int, _ descriptor: Int32
  ) async throws(InvestigationError) -> SymptomExcerpt {
    var packed: [UInt8] = []
    var count = count
    while count > 0 {
      packed += chunk[..<count]
      guard packed.count <= Self.mostUnpacked else { throw tooLarge }
      count = try fill(&chunk, from: descriptor)
    }
    let text: [UInt8]
    do {
      text = try await TextUnpacker().unpacked(packed, source: name, limit: Self.mostUnpacked)
    } catch .tooLarge {
      throw tooLarge
    } catch {
      throw .changelog(error)
    }
    var reader = SymptomExcerptReader(name: name)
    text.withUnsafeBytes { reader.read($0) }
    return try outcome(of: &reader, isCut: false)
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

  /// - Returns: how many bytes there were before the chunk was full or the input at its end.
  private func fill(
    _ chunk: inout [UInt8], from descriptor: Int32
  ) throws(InvestigationError) -> Int {
    var filled = 0
    while filled < chunk.count {
      let count = chunk.withUnsafeMutableBytes { bytes in
        read(descriptor, bytes.baseAddress.map { $0 + filled }, bytes.count - filled)
      }
      if count == 0 { break }
      if count < 0 {
        let code = errno
        if code == EINTR { continue }
        throw failure(code)
      }
      filled += count
    }
    return filled
  }

  private var tooLarge: InvestigationError {
    .unreadableSymptom(path: path, .tooLarge(limit: Self.mostUnpacked))
  }

  private func failure(_ code: Int32) -> InvestigationError {
    .unreadableSymptom(path: path, .unreadable(String(cString: strerror(code))))
  }
}

extension Investigation {
  /// The texts of several files in order, as one.
  func readSymptoms(
    _ paths: [String]
  ) async throws(InvestigationError) -> (text: String, sources: [SymptomSource]) {
    var excerpts: [SymptomExcerpt] = []
    for path in paths { excerpts.append(try await SymptomFile(path: path).excerpt()) }
    return (excerpts.map(\.text).joined(separator: "\n"), excerpts.map(\.source))
  }
}
