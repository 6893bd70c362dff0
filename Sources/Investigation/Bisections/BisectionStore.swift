public import Bisection
import Foundation

/// Where bisections are kept between commands, by name: `$XDG_STATE_HOME/ktrail/bisect/NAME.json`.
public struct BisectionStore: Sendable {
  /// Why a bisection cannot be read or kept.
  public enum StoreError: Error, CustomStringConvertible {
    case badName(String)
    case none(String, others: [String])
    case exists(String)
    case damaged(path: String, reason: String)
    case unwritable(path: String, reason: String)

    public var description: String {
      switch self {
      case .badName(let name):
        "\(name) cannot be the name of a bisection; use letters, digits, - and _"
      case .none(let name, let others):
        "there is no bisection \(name)"
          + (others.isEmpty ? "" : ", but \(others.joined(separator: ", ")) (--name)")
          + "; `ktrail bisect start OLD NEW` begins one"
      case .exists(let name):
        "the bisection \(name) is under way; go on with it, `ktrail bisect reset` it, or begin another with --name"
      case .damaged(let path, let reason):
        "\(path) cannot be read: \(reason); `ktrail bisect reset` removes it"
      case .unwritable(let path, let reason):
        "\(path) cannot be written: \(reason); set XDG_STATE_HOME to a directory you may write to"
      }
    }
  }

  let directory: URL

  /// - Parameter environment: `XDG_STATE_HOME` and `HOME` are looked up in it.
  public init(_ environment: [String: String]) {
    let given = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let home = environment["HOME"] ?? NSHomeDirectory()
    directory = URL(fileURLWithPath: given ?? "\(home)/.local/state", isDirectory: true)
      .appendingPathComponent("ktrail/bisect", isDirectory: true)
  }

  private func file(_ name: String) throws(StoreError) -> URL {
    let isFine =
      !name.isEmpty && name.utf8.count <= 100
      && name.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "_")
      }
    guard isFine else { throw .badName(name) }
    return directory.appendingPathComponent("\(name).json")
  }

  /// Where the work tree of a bisection is.
  public func worktree(of name: String) -> String {
    directory.appendingPathComponent("\(name).tree", isDirectory: true).path
  }

  public var names: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
    return files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
  }

  public func has(_ name: String) throws(StoreError) -> Bool {
    FileManager.default.fileExists(atPath: try file(name).path)
  }

  public func read(_ name: String) throws(StoreError) -> BisectionRecord {
    let file = try file(name)
    guard let data = FileManager.default.contents(atPath: file.path) else {
      throw .none(name, others: names)
    }
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    let record: BisectionRecord
    do {
      record = try decoder.decode(BisectionRecord.self, from: data)
    } catch {
      throw .damaged(path: file.path, reason: "it is no bisection of ktrail")
    }
    guard record.version == BisectionRecord.currentVersion else {
      throw .damaged(path: file.path, reason: "it is of another version of ktrail")
    }
    return record
  }

  /// Keeps a record; whatever stops this, the old one or the new one is there.
  public func write(_ record: BisectionRecord, as name: String) throws(StoreError) {
    let file = try file(name)
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
      try encoder.encode(record).write(to: file, options: .atomic)
    } catch {
      throw .unwritable(path: file.path, reason: error.localizedDescription)
    }
  }

  public func remove(_ name: String) throws(StoreError) {
    let file = try file(name)
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw .none(name, others: names)
    }
    do { try FileManager.default.removeItem(at: file) } catch {
      throw .unwritable(path: file.path, reason: error.localizedDescription)
    }
  }
}
