import Foundation

/// The schemas of the formats that others define, applied with programs that are not ours.
///
/// They are not part of the project: `Fixtures/ci/README.md` says where they are published and under which licenses. The
/// tests that need one run where it is there.
public enum OfficialSchemas {
  public enum Schema: String, Sendable, CaseIterable {
    case sarif = "sarif-schema-2.1.0.json"
    case openVEX = "openvex_json_schema.json"
    case cycloneDX = "bom-1.6.schema.json"
    /// Of Jenkins' plugin xunit.
    case jenkins = "junit-10.xsd"
    /// Of Ant's task, by Windy Road.
    case ant = "JUnit.xsd"

    fileprivate var isXML: Bool { rawValue.hasSuffix(".xsd") }
  }

  /// `KTRAIL_SCHEMAS`, or `schemas` beside the real data.
  public static let directory: String? = [
    ProcessInfo.processInfo.environment["KTRAIL_SCHEMAS"],
    SharedMaterial.directory.map { $0 + "/schemas" },
  ].compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0) }

  /// Whether a document can be checked: its schema and the validator are there.
  public static func has(_ schema: Schema) -> Bool {
    guard let directory,
      FileManager.default.fileExists(atPath: "\(directory)/\(schema.rawValue)")
    else { return false }
    return schema.isXML ? Command.installed("xmllint") != nil : SchemaCheck.python != nil
  }

  /// What a validator says against a document, a line for each; empty if it is valid.
  public static func complaints(_ schema: Schema, _ text: String) async throws -> [String] {
    guard let directory, has(schema) else {
      throw Command.Failure("\(schema.rawValue) is not in KTRAIL_SCHEMAS")
    }
    let work = try TemporaryDirectory()
    let file = try work.write(text, to: "document")
    let path = "\(directory)/\(schema.rawValue)"
    let command =
      schema.isXML
      ? try await Command.run("xmllint", ["--nonet", "--noout", "--schema", path, file])
      : try await Command.run(
        SchemaCheck.python ?? "python3", ["-c", script, directory, path, file])
    let lines = (command.output + command.errors).split(separator: "\n").map(String.init)
    return command.exitCode == 0 ? lines.filter { !$0.hasSuffix(" validates") } : lines
  }

  /// A schema may point to others beside it.
  private static let script = """
    import glob, json, sys, warnings
    warnings.simplefilter("ignore")
    import jsonschema
    store = {}
    for name in glob.glob(sys.argv[1] + "/*.json"):
        with open(name, encoding="utf-8") as file: schema = json.load(file)
        store[schema.get("$id") or schema.get("id") or name] = schema
    with open(sys.argv[2], encoding="utf-8") as file: schema = json.load(file)
    with open(sys.argv[3], encoding="utf-8") as file: document = json.load(file)
    Validator = jsonschema.validators.validator_for(schema)
    Validator.check_schema(schema)
    resolver = jsonschema.RefResolver.from_schema(schema, store=store)
    validator = Validator(schema, resolver=resolver, format_checker=jsonschema.FormatChecker())
    for error in validator.iter_errors(document):
        print("/".join(map(str, error.absolute_path)), error.message[:300])
    """
}
