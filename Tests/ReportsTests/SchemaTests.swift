import Foundation
import Reports
import TestSupport
import Testing

/// The schema that other programs check reports by, applied with another program.
@Suite("JSON Schema") struct SchemaTests {
  static let schema = SharedMaterial.projectRoot + "/Schemas/report-1.schema.json"
  static let python: String? = {
    // Debian's interpreter, which alone sees Debian's modules.
    let modules = "/usr/lib/python3/dist-packages/jsonschema"
    return FileManager.default.fileExists(atPath: modules) ? "/usr/bin/python3" : nil
  }()

  private func complaints(about json: String) async throws -> String {
    let directory = try TemporaryDirectory()
    let file = try directory.write(json, to: "report.json")
    let script = """
      import json, sys, jsonschema
      schema, report = (json.load(open(name, encoding="utf-8")) for name in sys.argv[1:])
      jsonschema.Draft202012Validator.check_schema(schema)
      for error in jsonschema.Draft202012Validator(schema).iter_errors(report):
          print("/".join(map(str, error.absolute_path)), error.message[:200])
      """
    let command = try await Command.run(
      try #require(Self.python), ["-c", script, Self.schema, file])
    return command.output + command.errors
  }

  @Test(
    "reports of every kind are as the schema says",
    .enabled(if: Self.python != nil, "needs python3-jsonschema"),
    arguments: [SampleReport.upgrade.report, SampleReport.withOutlook, HostileReport.report])
  func areValid(_ report: Report) async throws {
    #expect(try await complaints(about: report.rendered(as: .json)) == "")
  }

  @Test(
    "a report that breaks the promise is found out",
    .enabled(if: Self.python != nil, "needs python3-jsonschema"),
    arguments: [
      ("\"daysKnown\"", "\"days\""), ("\"hold\"", "\"wait\""), ("\"isNew\": false", "\"isNew\": 0"),
    ])
  func findsBreaches(_ key: String, _ other: String) async throws {
    let json = SampleReport.withOutlook.rendered(as: .json)
    #expect(json.contains(key))
    #expect(try await complaints(about: json.replacing(key, with: other)) != "")
  }
}
