internal import ChangeModel

/// Writes the statements as a document of OpenVEX 0.2.0.
struct OpenVEXDocument {
  private let statements: VEXStatements

  init(_ statements: VEXStatements) { self.statements = statements }

  var text: String {
    let list = JSONTree.array(statements.all.map(statement))
    // A name that stays as long as what is stated does.
    let identity = JSONWriter.text(list) + statements.time
    return JSONWriter.text(
      [
        "@context": "https://openvex.dev/ns/v0.2.0",
        "@id": "urn:uuid:\(Fingerprint(of: "openvex/" + identity).uuid)",
        "author": .string(ToolVersion.name),
        "role": "Document Creator",
        "timestamp": .string(statements.time),
        "version": 1,
        "tooling": "\(ToolVersion.name) \(ToolVersion.current)",
        "statements": list,
      ] as JSONTree)
  }

  private func statement(_ statement: VEXStatement) -> JSONTree {
    let (status, justification, action): (String, String?, String?) =
      switch statement.status {
      case .fixed: ("fixed", nil, nil)
      case .affected(let action): ("affected", nil, action)
      case .notBuilt: ("not_affected", "vulnerable_code_not_present", nil)
      case .underInvestigation: ("under_investigation", nil, nil)
      }
    return [
      "vulnerability": [
        "@id": .string(statement.address),
        "name": .string(statement.cve),
        "description": statement.title.nonEmpty.map { .string($0) },
      ],
      "products": [
        [
          "@id": .string("\(statements.product)"),
          "identifiers": ["purl": .string("\(statements.product)")],
        ]
      ],
      "status": .string(status),
      "status_notes": .string(statement.note),
      "justification": justification.map { .string($0) },
      "impact_statement": justification == nil ? nil : .string(statement.note),
      "action_statement": action.map { .string($0) },
    ]
  }
}
