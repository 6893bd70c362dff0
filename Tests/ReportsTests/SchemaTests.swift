import Foundation
import TestSupport
import Testing

@testable import Reports

/// `Schemas/` is what other programs are promised.
@Suite(
  "JSON Schema", .enabled(if: SchemaCheck.python != nil, "needs python3-jsonschema"))
struct SchemaTests {
  /// Answers of every command, in every form that they take.
  static var documents: [SchemaCheck.Document] {
    let samples: [(String, Draft)] = SampleReport.allCases.map { ($0.rawValue, $0.report) }
    let reports = (samples + RareReport.reports).map { name, report in
      SchemaCheck.Document(
        name, schema: "\(report.command.rawValue)-1", json: report.rendered(as: .json))
    }
    return reports
      + RareReport.bisections.map {
        SchemaCheck.Document(
          "bisection", schema: "bisect-1", json: Report.bisection($0).rendered(as: .json))
      }
      + CheckupSamples.reports.map { name, report in
        SchemaCheck.Document(
          name, schema: "\(report.command.rawValue)-1", json: report.rendered(as: .json))
      }
  }

  @Test("what is printed follows the schemas, and shows all that is in them")
  func followSchemas() async throws {
    let complaints = try await SchemaCheck.complaints(
      Self.documents + FactSamples.documents, isWhole: true)
    #expect(complaints == [])
  }

  @Test(
    "a report that breaks the promise is found out",
    arguments: [
      ("\"daysKnown\"", "\"days\""), ("\"hold\"", "\"wait\""), ("\"isNew\": false", "\"isNew\": 0"),
      ("\"name\": \"Jane Doe\"", "\"name\": \"Jane Doe\",\n \"phone\": null"),
    ])
  func findsBreaches(_ key: String, _ other: String) async throws {
    let json = SampleReport.withOutlook.rendered(as: .json)
    #expect(json.contains(key))
    let document = SchemaCheck.Document(
      other, schema: "report-1", json: json.replacing(key, with: other))
    #expect(try await SchemaCheck.complaints([document]) != [])
  }
}
