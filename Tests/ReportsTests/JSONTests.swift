import ChangeModel
import Foundation
import Testing

@testable import Reports

@Suite("JSON") struct JSONTests {
  private func object(_ report: Draft) throws -> [String: Any] {
    let data = Data(report.rendered(as: .json).utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test("names its schema and its command", arguments: SampleReport.allCases)
  func hasName(_ sample: SampleReport) throws {
    let object = try object(sample.report)
    #expect(object["schemaVersion"] as? Int == 1)
    #expect(object["command"] as? String == sample.report.command.rawValue)
  }

  /// All but answers about fixes compare two kernels.
  static let comparing = SampleReport.allCases.filter { !$0.rawValue.hasPrefix("fixes") }

  @Test("has the counts of the difference at the top", arguments: comparing)
  func hasCounts(_ sample: SampleReport) throws {
    let report = sample.report
    let object = try object(report)
    let difference = try #require(report.difference)
    let counts = try #require(object["counts"] as? [String: Int])
    #expect(
      counts == [
        "releasesAdded": difference.counts.releasesAdded, "added": difference.counts.added,
        "removed": difference.counts.removed, "reworded": difference.counts.reworded,
        "unchanged": difference.counts.unchanged,
      ])
    #expect((object["added"] as? [Any])?.count == difference.added.count)
    if !report.resolved.isEmpty {
      let resolution = try #require(object["resolutionCounts"] as? [String: Int])
      #expect(resolution.values.reduce(0, +) == difference.added.count)
    }
  }

  @Test("gives strangers' text back exactly")
  func keepsText() throws {
    let object = try object(HostileReport.report)
    let added = try #require(object["added"] as? [[String: Any]])
    let text = try #require(added.first?["text"] as? String)
    #expect(Array(text.unicodeScalars) == Array(HostileReport.text.unicodeScalars))
    let changes = try #require(object["changes"] as? [[String: Any]])
    #expect((changes.first?["id"] as? String)?.count == 40)
  }

  @Test("is read back into the views that wrote it", arguments: SampleReport.allCases)
  func isReadBack(_ sample: SampleReport) throws {
    let text = sample.report.rendered(as: .json)
    let view = try JSONDecoder().decode(ReportView.self, from: Data(text.utf8))
    #expect(JSONWriter.text(view) == text)
  }

  @Test("does nothing to the terminal that it is printed on")
  func isInert() {
    let text = HostileReport.report.rendered(as: .json)
    let active = text.unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0x0A: false
      case 0...0x1F, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF: true
      default: false
      }
    }
    #expect(active.isEmpty)
  }

  @Test("ranks all suspects, whatever the limit of the other formats")
  func ranksAll() throws {
    let report = SampleReport.culprits.report
    let data = Data(report.rendered(as: .json, limit: 1).utf8)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let suspects = try #require(object["suspects"] as? [[String: Any]])
    #expect(suspects.count == report.changes.count)
    let outside = try #require(object["outside"] as? Double)
    let sum = suspects.reduce(outside) { $0 + ($1["probability"] as? Double ?? 0) }
    #expect(abs(sum - 1) < 1e-9)
  }
}
