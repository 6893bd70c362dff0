import ChangeModel
import Dispatch
import Foundation
import Synchronization
import Text

/// The CVEs of a clone of the kernel's vulns repository, or of linux_kernel_cves.
///
/// The former has one file in the CVE record format 5 for each CVE, `cve/published/YEAR/CVE-….json`, with pairs of
/// commits in `containers.cna.affected[].versions[]` where `versionType` is `git`: `version` brought it, `lessThan`
/// repaired it. The latter has them all in `data/kernel_cves.json`, an object by id with `breaks` and `fixes`.
struct CVEList {
  /// By year and number as text.
  let cves: [KnownCVE]

  /// - Parameter path: the clone's work tree, a directory in it, or one file.
  init(reading path: String) throws(InvestigationError) {
    let found = try Self.cves(in: Self.files(in: path))
    guard !found.isEmpty else {
      throw .unusableFile(path: path, .noCVEs)
    }
    cves = found.sorted { $0.id < $1.id }
  }

  /// Many times the table of all CVEs.
  private static let mostRead = 256 << 20

  /// Some 15,000 files of 10 KB, so that all processors read them.
  private static func cves(in files: [String]) throws(InvestigationError) -> [KnownCVE] {
    let found = Mutex<[KnownCVE]>([])
    let failures = Mutex<[(path: String, problem: InvestigationError.FileProblem)]>([])
    let threads = min(ProcessInfo.processInfo.activeProcessorCount, files.count)
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      for place in stride(from: thread, to: files.count, by: threads) {
        do throws(InvestigationError.FileProblem) {
          let cves = try cves(inFile: files[place])
          found.withLock { $0 += cves }
        } catch {
          // Read on: of several bad files the first by name is the one to blame, whichever thread met it.
          failures.withLock { $0.append((files[place], error)) }
        }
      }
    }
    if let first = failures.withLock({ $0.min { $0.path < $1.path } }) {
      throw .unusableFile(path: first.path, first.problem)
    }
    return found.withLock(\.self)
  }

  private static func cves(
    inFile path: String
  ) throws(InvestigationError.FileProblem) -> [KnownCVE] {
    let data: Data
    do throws(ReadFailure) {
      data = Data(try OpenFile(path).readAll(limit: mostRead))
    } catch {
      throw .unreadable("\(error)")
    }
    guard let json = try? JSONSerialization.jsonObject(with: data) else { throw .notJSON }
    guard let object = json as? [String: Any] else { throw .notCVEs }
    if let record = record(object) { return [record] }
    let cves = table(object)
    // An empty table has none, which is said of the whole list.
    guard !cves.isEmpty || object.isEmpty else { throw .notCVEs }
    return cves
  }

  private static func files(in path: String) throws(InvestigationError) -> [String] {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw .unusableFile(path: path, .notThere)
    }
    guard isDirectory.boolValue else { return [path] }
    for table in ["data/kernel_cves.json", "kernel_cves.json"]
    where FileManager.default.fileExists(atPath: "\(path)/\(table)") {
      return ["\(path)/\(table)"]
    }
    // Records that were rejected or only reserved name no commits.
    let published = "\(path)/cve/published"
    let root = FileManager.default.fileExists(atPath: published) ? published : path
    let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return names.filter {
      $0.hasSuffix(".json") && ($0 as NSString).lastPathComponent.hasPrefix("CVE-")
    }.sorted().map { "\(root)/\($0)" }
  }

  /// `nil` if it is not a record of one CVE.
  private static func record(_ object: [String: Any]) -> KnownCVE? {
    guard let metadata = object["cveMetadata"] as? [String: Any],
      let id = metadata["cveId"] as? String,
      let container = (object["containers"] as? [String: Any])?["cna"] as? [String: Any]
    else { return nil }
    let versions = (container["affected"] as? [[String: Any]] ?? [])
      .flatMap { $0["versions"] as? [[String: Any]] ?? [] }
      .filter { $0["versionType"] as? String == "git" && $0["status"] as? String == "affected" }
    return KnownCVE(
      id: id, culprits: ids(versions.map { $0["version"] }),
      fixes: ids(versions.map { $0["lessThan"] }),
      title: container["title"] as? String ?? "",
      score: (container["metrics"] as? [[String: Any]] ?? []).flatMap { metric in
        scoreNames.compactMap { (metric[$0] as? [String: Any])?["baseScore"] as? Double }
      }.max())
  }

  private static let scoreNames = ["cvssV4_0", "cvssV3_1", "cvssV3_0"]

  private static func table(_ object: [String: Any]) -> [KnownCVE] {
    object.compactMap { id, value in
      guard id.hasPrefix("CVE-"), let entry = value as? [String: Any] else { return nil }
      let score = (entry["cvss3"] as? [String: Any])?["score"]
      return KnownCVE(
        id: id, culprits: ids([entry["breaks"]]), fixes: ids([entry["fixes"]]),
        title: entry["cmt_msg"] as? String ?? "",
        score: score as? Double ?? (score as? String).flatMap(Double.init))
    }
  }

  /// Each once; words that are not ids are left out.
  private static func ids(_ values: [Any?]) -> [AbbreviatedCommitID] {
    var found: [AbbreviatedCommitID] = []
    for value in values {
      guard let id = (value as? String).flatMap({ AbbreviatedCommitID($0) }), !found.contains(id)
      else { continue }
      found.append(id)
    }
    return found
  }
}
