internal import Assessment
internal import ChangeModel

/// Writes the statements as a VEX document of CycloneDX 1.6, with NEW as its only component.
struct CycloneDXDocument {
  private let statements: VEXStatements

  init(_ statements: VEXStatements) { self.statements = statements }

  var text: String {
    let list = JSONTree.array(statements.all.map(vulnerability))
    let identity = JSONWriter.text(list) + statements.time
    return JSONWriter.text(
      [
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": "urn:uuid:\(Fingerprint(of: "cyclonedx/" + identity).uuid)",
        "version": 1,
        "metadata": [
          "timestamp": .string(statements.time),
          "tools": [
            "components": [
              [
                "type": "application", "name": .string(ToolVersion.name),
                "version": .string(ToolVersion.current),
              ]
            ]
          ],
          "component": [
            "type": "operating-system",
            "bom-ref": .string(reference),
            "name": .string(statements.product.name),
            "version": statements.product.version.map { .string($0) },
            "purl": .string(reference),
          ],
          "properties": statements.fields.isEmpty
            ? nil
            : .array(
              statements.fields.map {
                [
                  "name": .string("\(ToolVersion.name):field:\($0.key)"),
                  "value": .string($0.value),
                ]
              }),
        ],
        "vulnerabilities": list,
      ] as JSONTree)
  }

  private var reference: String { "\(statements.product)" }

  private func vulnerability(_ statement: VEXStatement) -> JSONTree {
    let (state, justification, response, isAffected): (String, String?, String?, String) =
      switch statement.status {
      case .fixed: ("resolved", nil, nil, "unaffected")
      case .affected: ("exploitable", nil, statement.isFixKnown ? "update" : nil, "affected")
      case .notBuilt: ("not_affected", "code_not_present", nil, "unaffected")
      case .underInvestigation: ("in_triage", nil, nil, "unknown")
      }
    let detail: String =
      if case .affected(let action) = statement.status {
        "\(statement.note) \(action)"
      } else {
        statement.note
      }
    return [
      "id": .string(statement.cve),
      "source": [
        "name": "CVE", "url": .string(statement.address),
      ],
      "ratings": statement.score.map { score in
        [["score": .double(score), "severity": .string(Self.severity(ofScore: score))]]
      },
      "description": statement.title.nonEmpty.map { .string($0) },
      "analysis": [
        "state": .string(state),
        "justification": justification.map { .string($0) },
        "response": response.map { [.string($0)] },
        "detail": .string(detail),
      ],
      "affects": [
        [
          "ref": .string(reference),
          "versions": statements.product.version.map { version in
            [["version": .string(version), "status": .string(isAffected)]]
          },
        ]
      ],
    ]
  }

  /// As CVSS 3.1 says it, section 5.
  static func severity(ofScore score: Double) -> String {
    switch score {
    case ..<0.1: "none"
    case ..<4: "low"
    case ..<7: "medium"
    case ..<9: "high"
    default: "critical"
    }
  }
}
