/// Unpacks what gzip, xz or zstd packed, with the program of that name.
public struct TextUnpacker: Sendable {
  private let unpacker: Unpacker

  /// - Parameter searchPath: where to look for the programs, as `PATH` has it; `nil` for `PATH` itself.
  public init(searchPath: String? = nil) {
    unpacker = Unpacker(programs: ProgramRunner(searchPath: searchPath))
  }

  /// Whether bytes that begin so are packed.
  public static func isPacked(_ start: [UInt8]) -> Bool { Packing(magicOf: start) != nil }

  /// - Parameters:
  ///   - source: what the user calls the bytes, for errors.
  ///   - limit: the most bytes of the result.
  /// - Returns: the bytes themselves if they are not packed.
  public func unpacked(
    _ bytes: [UInt8], source: String, limit: Int
  ) async throws(ChangelogError) -> [UInt8] {
    guard let packing = Packing(magicOf: bytes) else { return bytes }
    return try await unpacker.unpack(bytes, packing, source: source, limit: limit)
  }
}
