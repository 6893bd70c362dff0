/// How a text is packed, told by its first bytes.
enum Packing: CaseIterable {
  case gzip, xz, zstd

  init?(magicOf bytes: [UInt8]) {
    guard let found = Self.allCases.first(where: { bytes.starts(with: $0.magic) }) else {
      return nil
    }
    self = found
  }

  private var magic: [UInt8] {
    switch self {
    case .gzip: [0x1F, 0x8B]
    case .xz: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]
    case .zstd: [0x28, 0xB5, 0x2F, 0xFD]
    }
  }

  /// The program that unpacks it.
  var tool: String {
    switch self {
    case .gzip: "gzip"
    case .xz: "xz"
    case .zstd: "zstd"
    }
  }
}

/// Unpacks with the programs that every distribution has, rather than with three libraries.
struct Unpacker {
  let programs: ProgramRunner

  func unpack(
    _ bytes: [UInt8], _ packing: Packing, source: String, limit: Int
  ) async throws(ChangelogError) -> [UInt8] {
    let outcome = try await programs.run(
      packing.tool, ["-dc"], input: .bytes(bytes), purpose: "a file packed with \(packing.tool)",
      source: source, limit: limit)
    if let failure = outcome.failure { throw .damagedArchive(source, failure) }
    return outcome.output
  }
}
