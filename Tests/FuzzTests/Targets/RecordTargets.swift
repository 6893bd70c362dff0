import Assessment
import ChangeModel
import Foundation

@testable import Bisection
@testable import Investigation
@testable import Reports

extension FuzzTarget {
  private static let files = ScratchFolder()

  /// JSON that a stranger may have written: the first letter says as what it is read.
  static let records = FuzzTarget("json", longest: 2048) {
    let id = String(repeating: "0123456789", count: 4)
    return [
      """
      p{"command":"report","assessment":{"verdict":"go"},"changes":[{"id":"\(id)","followUps":\
      [{"status":"missing","id":"x"}]}],"cveStandings":[{"state":"open","id":"CVE-1"}]}
      """,
      #"w[{"id":"CVE-2018-1234","owner":"a","reason":"b","expiry":"2026-12-31"}] // x /* y */ # z"#,
      "w# x\n0123456 | 2026-12-31 | why | who\n",
      "l# x\nfs/overlayfs | a b, c | why | who\n* | d | why | who\n",
      """
      c{"cveMetadata":{"cveId":"CVE-2018-1"},"containers":{"cna":{"title":"t","affected":[{"versions":\
      [{"versionType":"git","status":"affected","version":"\(id)","lessThan":"0123456789ab"}]}],\
      "metrics":[{"cvssV3_1":{"baseScore":7.8}}]}}}
      """,
      #"c{"CVE-2018-1":{"breaks":"\#(id)","fixes":"x","cmt_msg":"t","cvss3":{"score":"7.8"}}}"#,
      """
      b{"version":1,"clone":"/a","good":{"name":"v1","id":"\(id)"},"bad":{"name":"v2","id":"\(id)"},\
      "findsFix":false,"weights":["\(id)",0.5],"harmless":["\(id)"],"passOfBroken":0,"confidence":1,\
      "place":"nowhere","packages":[],"installed":[],"kernels":"preferred","remarks":[],"entries":\
      [{"commit":"\(id)","verdict":"good","time":"2026-11-28T00:00:00Z"}]}
      """,
    ].map { Array($0.utf8) }
  } read: { input in
    let bytes = Array(input.dropFirst())
    switch input.first {
    case UInt8(ascii: "p"): _ = try? EarlierReport(name: "x", json: Data(bytes))
    case UInt8(ascii: "w"): _ = try? UpgradeQuestion.waivers(in: files.write(bytes, to: "a.json"))
    case UInt8(ascii: "l"): _ = try? WatchListFile(bytes, source: "x")
    case UInt8(ascii: "c"): _ = try? CVEList(reading: files.write(bytes, to: "CVE-1.json"))
    case UInt8(ascii: "b"):
      files.write(bytes, to: "ktrail/bisect/x.json")
      _ = try? BisectionStore(["XDG_STATE_HOME": files.path]).read("x")
    default: break
    }
  }
}
