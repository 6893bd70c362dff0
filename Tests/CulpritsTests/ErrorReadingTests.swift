import ChangeModel
import Testing

@testable import Culprits

@Suite("Errors in a symptom") struct ErrorReadingTests {
  /// The words of a text that count, beside its errors.
  private static func words(_ symptom: Symptom) -> [String] {
    Query(symptom).terms.filter { $0.concept == nil }.map { $0.surface.lowercased() }
      .filter { !symptom.errorNumbers.map { $0.lowercased() }.contains($0) }
  }

  static let table = ErrorNumber.table.filter { $0.number < 200 }.map { ($0.name, $0.message) }

  @Test("every message of the C library is its error, and no words", arguments: table)
  func knowsAll(_ row: (name: String, message: String)) {
    let message = row.message.prefix(1).uppercased() + row.message.dropFirst()
    let symptom = Symptom(parsing: "frobnicate: \(message)")
    #expect(symptom.errorNumbers == [row.name])
    #expect(Self.words(symptom) == ["frobnicate"])
  }

  @Test("the numbers are those of Linux")
  func numbers() {
    let numbers = ErrorNumber.table.map(\.number)
    #expect(numbers == numbers.sorted())
    #expect(Set(numbers.filter { $0 < 200 }) == Set(1...133).subtracting([41, 58]))
    #expect(Set(ErrorNumber.table.map(\.name)).count == numbers.count)
  }

  @Test("translations are of known errors")
  func translated() {
    for row in ErrorNumber.translations { #expect(ErrorNumber.canonical[row.name] == row.name) }
  }

  struct Example: CustomTestStringConvertible, Sendable {
    let text: String
    let errors, words: [String]
    var testDescription: String { text }

    init(_ text: String, _ errors: [String], _ words: [String] = ["frobnicate"]) {
      (self.text, self.errors, self.words) = (text, errors, words)
    }
  }

  static let examples = [
    Example("frobnicate: Keine Berechtigung", ["EACCES"]),
    Example("frobnicate: Das Argument ist ungültig", ["EINVAL"]),
    Example("frobnicate: Die Ressource ist zur Zeit nicht verfügbar", ["EAGAIN"]),
    Example("frobnicate: Permission non accordée", ["EACCES"]),
    Example("frobnicate: Ressource temporairement non disponible", ["EAGAIN"]),
    Example("frobnicate: Aucun fichier ou dossier de ce type", ["ENOENT"]),
    Example("frobnicate: Erreur d'entrée/sortie", ["EIO"]),
    Example("frobnicate: Permiso denegado", ["EACCES"]),
    Example("frobnicate: No queda espacio en el dispositivo", ["ENOSPC"]),
    Example("frobnicate: 权限不够", ["EACCES"]), Example("frobnicate：资源暂时不可用", ["EAGAIN"], []),
    Example("frobnicate: 没有那个文件或目录", ["ENOENT"]), Example("frobnicate: 許可がありません", ["EACCES"]),
    Example("frobnicate: Speicherzugriffsfehler", ["SIGSEGV"]),
    Example("frobnicate: Erreur de segmentation (core dumped)", ["SIGSEGV"]),
    Example("frobnicate: 段错误", ["SIGSEGV"]),
    Example("frobnicate: Segmentation fault (core dumped)", ["SIGSEGV"]),
    Example("frobnicate: Bus error", ["SIGBUS"]), Example("frobnicate: Killed", ["SIGKILL"]),
    Example("frobnicate: Aborted (core dumped)", ["SIGABRT"]),
    Example("frobnicate killed the machine", [], ["frobnicate", "killed", "machine"]),
    Example("frobnicate errno 13", ["EACCES"], ["frobnicate", "errno"]),
    Example("frobnicate [Errno 111]", ["ECONNREFUSED"], ["frobnicate", "errno"]),
    Example("frobnicate (os error 110)", ["ETIMEDOUT"], ["frobnicate", "os", "error"]),
    Example("frobnicate (errno: 13 - Permission denied)", ["EACCES"], ["frobnicate", "errno"]),
    Example("frobnicate errno=105", ["ENOBUFS"]),
    Example("frobnicate error 13/EACCES", ["EACCES"], ["frobnicate", "error"]),
    Example("frobnicate code=EPERM", ["EPERM"]),
    Example("frobnicate -EPERM", ["EPERM"]),
    Example("frobnicate rc = -22", ["EINVAL"], ["frobnicate", "rc"]),
    Example("frobnicate failed: -524", ["ENOTSUPP"], ["frobnicate", "failed"]),
    Example(
      "frobnicate ENOTSUP EWOULDBLOCK", ["EOPNOTSUPP", "EAGAIN"],
      ["frobnicate", "enotsup", "ewouldblock"]),
    Example("frobnicate 503 Service Unavailable", []),
    Example("frobnicate: 500 Internal Server Error", []),
    Example("frobnicate rpc error: code = Unavailable desc = slow", [], ["frobnicate", "slow"]),
    Example("frobnicate Bad Gateway", []), Example("frobnicate: 404 not found", []),
    Example("frobnicate status 504 Gateway Timeout", [], ["frobnicate", "status"]),
    Example(
      "frobnicate at 22 degrees since 110 days", [], ["frobnicate", "degrees", "110", "days"]),
    Example(
      "frobnicate: the watchdog timer expired", [], ["frobnicate", "watchdog", "timer", "expired"]),
    Example("frobnicate: the host is down", [], ["frobnicate", "host", "down"]),
    Example("frobnicate: Host is down", ["EHOSTDOWN"]),
    Example("mkdir(\"x\") = -1 EACCES (Keine Berechtigung)", ["EACCES"], ["mkdir"]),
  ]

  @Test("an error in any writing is one fact", arguments: examples)
  func oneFact(_ example: Example) {
    let symptom = Symptom(parsing: example.text)
    #expect(symptom.errorNumbers == example.errors)
    if !example.words.isEmpty { #expect(Self.words(symptom) == example.words) }
  }
}
