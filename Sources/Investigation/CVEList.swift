import ChangeModel
import Dispatch
import FoundationEssentials
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
    let file: CVEFile
    do {
      file = try JSONDecoder().decode(CVEFile.self, from: data)
    } catch DecodingError.dataCorrupted {
      throw .notJSON
    } catch {
      throw .notCVEs
    }
    // An empty table has none, which is said of the whole list.
    guard !file.cves.isEmpty || file.isEmpty else { throw .notCVEs }
    return file.cves
  }

  private static func files(in path: String) throws(InvestigationError) -> [String] {
    var isDirectory = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw .unusableFile(path: path, .notThere)
    }
    guard isDirectory else { return [path] }
    for table in ["data/kernel_cves.json", "kernel_cves.json"]
    where FileManager.default.fileExists(atPath: "\(path)/\(table)") {
      return ["\(path)/\(table)"]
    }
    // Records that were rejected or only reserved name no commits.
    let published = "\(path)/cve/published"
    let root = FileManager.default.fileExists(atPath: published) ? published : path
    return DirectoryWalk(below: root).filter {
      $0.hasSuffix(".json") && ($0.split(separator: "/").last?.hasPrefix("CVE-") ?? false)
    }.sorted().map { "\(root)/\($0)" }
  }
}
