internal import ChangeModel
import FoundationEssentials
import Text

/// Reads objects from all packs of a clone and of the clones that it borrows from.
///
/// libgit2 shares a pack between all its users in a process and locks it for each read, so two threads read no faster
/// than one, and it looks up each delta's base again. Readers share nothing but the mapped files: each ``Repository`` has its own. Loose
/// objects, old index versions and whatever else is rare stay with libgit2.
final class PackReader {
  private let objectDirectory: String
  /// Of this clone, then of those that it borrows from.
  private lazy var objectDirectories = AlternateDirectories.reachable(from: objectDirectory)
  private var packs: [PackFile] = []
  private var knownIndexes: Set<String> = []
  /// When the pack directories changed last, as of the last look; `nil` before the first.
  private var scanned: [String: timespec]?
  /// Neighbours in history are mostly neighbours in one pack.
  private var lastHit = 0
  private let inflater = Inflater()
  private var readCount = 0
  /// Objects that deltas were or may soon be made from.
  private var bases: RecentTable<UInt64, Object>

  /// - Parameter cacheLimit: bytes of the objects kept because deltas refer to them; on Linux, more gains nothing.
  init(objectDirectory: String, cacheLimit: Int = 32 << 20) {
    self.objectDirectory = objectDirectory
    bases = RecentTable(limit: cacheLimit) { $0.bytes.count }
  }

  struct Object {
    let kind: ObjectKind
    let bytes: [UInt8]
  }

  /// The object, or `nil` if no pack has it.
  ///
  /// - Throws: when a pack has it but its bytes are damaged, or it is of another kind.
  func read(_ id: CommitID, _ expected: ObjectKind) throws(PackDamage) -> [UInt8]? {
    guard let place = locate(id) else { return nil }
    readCount += 1
    if readCount % Self.readsPerRelease == 0 {
      for pack in packs { pack.releasePages() }
    }
    do throws(PackDamage) {
      return try bytes(at: place, expected)
    } catch {
      for (number, pack) in packs.enumerated() where number != place.pack {
        guard let offset = pack.offset(of: id) else { continue }
        let copy = Place(pack: number, offset: offset)
        if let bytes = try? bytes(at: copy, expected) { return bytes }
      }
      throw error
    }
  }

  /// Whether the object is there, in a pack or loose.
  func has(_ id: CommitID) -> Bool {
    if locate(id) != nil { return true }
    let digits = id.description
    let loose = "/\(digits.prefix(2))/\(digits.dropFirst(2))"
    return objectDirectories.contains { FileManager.default.fileExists(atPath: $0 + loose) }
  }

  /// What an object is, without reading it; `nil` if no pack has it or says.
  func kind(of id: CommitID) -> ObjectKind? {
    locate(id).flatMap { packs[$0.pack].kind(at: $0.offset) }
  }

  /// How many commits and tags all packs have; `nil` where that takes longer than a look at their indexes.
  var leadingCommitCount: Int? {
    if scanned == nil { _ = rescan() }
    var count = 0
    for pack in packs {
      guard let more = pack.leadingCommitCount else { return nil }
      count += more
    }
    return count
  }

  private func bytes(at place: Place, _ expected: ObjectKind) throws(PackDamage) -> [UInt8] {
    let object = try object(at: place, expected)
    guard object.kind == expected else { throw PackDamage("not a \(expected)") }
    return object.bytes
  }

  // MARK: - Where objects are

  private struct Place {
    let pack: Int
    let offset: Int

    /// A number of its own for each place.
    var key: UInt64 { UInt64(pack) << 48 | UInt64(offset) }
  }

  private func locate(_ id: CommitID) -> Place? {
    if scanned == nil { _ = rescan() }
    if let place = search(id) { return place }
    // A fetch or a repack may have come meanwhile. Packs that it removed stay mapped.
    return rescan() ? search(id) : nil
  }

  private func search(_ id: CommitID) -> Place? {
    if packs.indices.contains(lastHit), let offset = packs[lastHit].offset(of: id) {
      return Place(pack: lastHit, offset: offset)
    }
    for (number, pack) in packs.enumerated() where number != lastHit {
      if let offset = pack.offset(of: id) {
        lastHit = number
        return Place(pack: number, offset: offset)
      }
    }
    return nil
  }

  /// Opens the packs that came since the last look.
  ///
  /// - Returns: whether there were any.
  private func rescan() -> Bool {
    let before = packs.count
    var times: [String: timespec] = [:]
    for directory in objectDirectories.map({ $0 + "/pack" }) {
      var status = stat()
      guard stat(directory, &status) == 0 else { continue }
      let modified = status.modified
      times[directory] = modified
      if let last = scanned?[directory], last.tv_sec == modified.tv_sec,
        last.tv_nsec == modified.tv_nsec
      {
        continue
      }
      let files = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
      for file in files.sorted() where file.hasSuffix(".idx") {
        let stem = directory + "/" + file.dropLast(4)
        guard knownIndexes.insert(stem).inserted else { continue }
        if let pack = PackFile.open(index: stem + ".idx", pack: stem + ".pack") {
          packs.append(pack)
        }
      }
    }
    scanned = times
    return packs.count > before
  }

  // MARK: - What they hold

  /// Follows the deltas down to a whole object or one in the cache, then makes the results on the way back.
  private func object(
    at place: Place, _ expected: ObjectKind
  ) throws(PackDamage) -> Object {
    var deltas: [(place: Place, entry: PackFile.Entry)] = []
    var place = place
    var object: Object
    descent: while true {
      // Only as a base is a commit ever asked for twice.
      if expected != .commit || !deltas.isEmpty, let cached = bases[place.key] {
        object = cached
        break
      }
      guard let entry = packs[place.pack].entry(at: place.offset) else {
        throw PackDamage("the pack has no entry at \(place.offset)")
      }
      guard entry.size <= ObjectKind.mostBytes else { throw .tooLarge(entry.size) }
      switch entry.content {
      case .whole(let kind):
        guard let bytes = inflater.inflate(entry.stream, size: entry.size) else {
          throw PackDamage("its entry at \(place.offset) of the pack does not inflate")
        }
        object = Object(kind: kind, bytes: Array(bytes))
        break descent
      case .deltaOnOffset(let offset):
        deltas.append((place, entry))
        place = Place(pack: place.pack, offset: offset)
      case .deltaOnName(let id):
        deltas.append((place, entry))
        guard let base = packs[place.pack].offset(of: id) else {
          throw PackDamage("the pack lacks \(id), which its delta starts from")
        }
        place = Place(pack: place.pack, offset: base)
      }
      guard deltas.count <= Self.longestChain else {
        throw PackDamage("its deltas lead in a circle")
      }
    }
    keep(object, at: place, above: deltas.count)
    while let delta = deltas.popLast() {
      guard let instructions = inflater.inflate(delta.entry.stream, size: delta.entry.size) else {
        throw PackDamage("its delta at \(delta.place.offset) of the pack does not inflate")
      }
      if let size = PackDelta.resultSize(instructions), size > ObjectKind.mostBytes {
        throw .tooLarge(size)
      }
      guard let bytes = PackDelta.apply(instructions, to: object.bytes) else {
        throw PackDamage("its delta at \(delta.place.offset) of the pack does not fit its base")
      }
      object = Object(kind: object.kind, bytes: bytes)
      keep(object, at: delta.place, above: deltas.count)
    }
    return object
  }

  /// Whoever reads a whole history would in the end hold all of its packs in memory.
  private static let readsPerRelease = 100_000

  /// git makes none longer than 4,095.
  static let longestChain = 10_000

  /// Trees and files are kept even when nothing was made from them yet: the next older one probably will be.
  private func keep(_ object: Object, at place: Place, above: Int) {
    guard above > 0 || object.kind != .commit, object.bytes.count <= Self.largestKept,
      above < 2 || above.isMultiple(of: Self.stride)
    else { return }
    bases.insert(object, for: place.key)
  }

  /// Of a long chain only what will be asked for next is kept, and each eighth, so that more chains fit in the cache.
  private static let stride = 8

  private static let largestKept = 4 << 20
}

/// Why a pack could not give an object that it has.
struct PackDamage: Error {
  let reason: String
  /// Not damaged; another copy would be as large.
  private(set) var isTooLarge = false

  init(_ reason: String) { self.reason = reason }

  static func tooLarge(_ size: Int) -> PackDamage {
    var damage = PackDamage(
      "it takes \(size >> 20) MiB, and of one object no more than \(ObjectKind.mostBytes >> 20) MiB are read"
    )
    damage.isTooLarge = true
    return damage
  }
}

extension stat {
  var modified: timespec {
    #if canImport(Darwin)
      st_mtimespec
    #else
      st_mtim
    #endif
  }
}
