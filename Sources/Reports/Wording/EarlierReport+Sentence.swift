public import Assessment

extension EarlierReport.Flaw {
  /// A clause: "it is not what `ktrail report \(KtrailOption.json.spelled)` writes: changes[3].id is missing".
  public var sentence: String {
    let reason =
      switch self {
      case .notJSON: "it is not valid JSON"
      case .otherVersion: "its schemaVersion is not \(SchemaVersion.current)"
      case .ofCommand(let command): "it is the answer to `ktrail \(command)`"
      case .missing(let key): "\(key) is missing"
      case .mistyped(let key): "\(key) does not follow the schema"
      }
    return "it is not what `ktrail report \(KtrailOption.json.spelled)` writes: \(reason)"
  }
}
