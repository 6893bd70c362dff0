import Foundation

/// The schemas that other programs check the output by, applied with another program.
public struct SchemaCheck: Sendable {
  /// A text, and the schema that it should follow: `report-1`, or a part of one, `common-1#/$defs/entry`.
  public struct Document: Sendable {
    public let name, schema, json: String

    public init(_ name: String, schema: String, json: String) {
      (self.name, self.schema, self.json) = (name, schema, json)
    }
  }

  /// Debian's interpreter, which alone sees Debian's modules; `nil` if python3-jsonschema is not there.
  public static let python: String? =
    FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/jsonschema")
    ? "/usr/bin/python3" : nil

  public static let folder = SharedMaterial.projectRoot + "/Schemas"

  /// What is wrong with documents, a line for each: also a key that no schema knows, though readers are to ignore such.
  ///
  /// - Parameter isWhole: The documents are to show every key and every kind that the schemas have; what they do not is a complaint.
  public static func complaints(_ documents: [Document], isWhole: Bool = false) async throws
    -> [String]
  {
    guard let python else { throw Command.Failure("python3-jsonschema is not installed") }
    let directory = try TemporaryDirectory()
    let list = try documents.enumerated().map { place, document in
      let file = try directory.write(document.json, to: "\(place).json")
      return ["urn:ktrail:schema:\(document.schema)", document.name, file]
    }
    let command = try await Command.run(
      python, ["-c", script, folder, isWhole ? "whole" : ""] + list.flatMap(\.self))
    return (command.output + command.errors).split(separator: "\n").map(String.init)
  }

  private static let script = """
    import glob, json, sys, warnings
    warnings.simplefilter("ignore")
    import jsonschema
    from jsonschema import Draft202012Validator as Draft

    def close(schema):
        if isinstance(schema, list):
            for part in schema: close(part)
        elif isinstance(schema, dict):
            for part in schema.values(): close(part)
            if "object" in (schema.get("type") or []) and "additionalProperties" not in schema:
                schema["unevaluatedProperties"] = False

    seen = set()
    def properties(validator, members, instance, schema):
        if isinstance(instance, dict):
            seen.update((id(members), key) for key in members if key in instance)
        yield from Draft.VALIDATORS["properties"](validator, members, instance, schema)
    def const(validator, word, instance, schema):
        if instance == word: seen.add((id(schema), "const"))
        yield from Draft.VALIDATORS["const"](validator, word, instance, schema)

    def unseen(schema, path):
        if isinstance(schema, list):
            for place, part in enumerate(schema): yield from unseen(part, path + [place])
        elif isinstance(schema, dict):
            members = schema.get("properties")
            if isinstance(members, dict):
                for key in members:
                    if (id(members), key) not in seen: yield path + ["properties", key]
            if "const" in schema and (id(schema), "const") not in seen: yield path + [schema["const"]]
            for key, part in schema.items(): yield from unseen(part, path + [key])

    store = {}
    for name in glob.glob(sys.argv[1] + "/*.schema.json"):
        with open(name, encoding="utf-8") as file: schema = json.load(file)
        Draft.check_schema(schema)
        del schema["$schema"]  # or it would choose another validator
        close(schema)
        store[schema["$id"]] = schema
    Validator = jsonschema.validators.extend(Draft, {"properties": properties, "const": const})
    rest = sys.argv[3:]
    for reference, name, file in zip(rest[::3], rest[1::3], rest[2::3]):
        with open(file, encoding="utf-8") as file: document = json.load(file)
        schema = store[reference.partition("#")[0]]
        resolver = jsonschema.RefResolver.from_schema(schema, store=store)
        for error in Validator({"$ref": reference}, resolver=resolver).iter_errors(document):
            errors = [error]
            while errors:
                error = errors.pop()
                errors += error.context or []
                if not error.context:
                    print(name, "/".join(map(str, error.absolute_path)), error.message[:200])
    if sys.argv[2]:
        for name, schema in store.items():
            for path in unseen(schema, []): print("no document has", name, "/".join(map(str, path)))
    """
}
