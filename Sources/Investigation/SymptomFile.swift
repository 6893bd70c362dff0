import Foundation

extension Investigation {
  /// What nobody writes by hand, and no oops needs.
  private static let largestSymptom = 1 << 20

  /// The text of a symptom: UTF-8, or Latin-1 where it is not.
  func readSymptom(_ path: String) throws(InvestigationError) -> String {
    let bytes: Data
    do {
      let handle =
        path == "-"
        ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      bytes = try handle.read(upToCount: Self.largestSymptom + 1) ?? Data()
    } catch {
      let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
      throw .unreadableSymptom(
        path: path,
        reason: cause.map { String(cString: strerror(Int32($0.code))) }
          ?? error.localizedDescription)
    }
    guard bytes.count <= Self.largestSymptom else {
      throw .unreadableSymptom(path: path, reason: "it is larger than 1 MiB")
    }
    guard !bytes.contains(0) else {
      throw .unreadableSymptom(path: path, reason: "it is a binary file")
    }
    guard
      let text = String(data: bytes, encoding: .utf8) ?? String(data: bytes, encoding: .isoLatin1),
      text.contains(where: { !$0.isWhitespace })
    else { throw .unreadableSymptom(path: path, reason: "it is empty") }
    return text
  }
}
