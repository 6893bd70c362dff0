import ChangeModel

/// A file of a ``CVEList``: the record of one CVE, or a table of them by id.
///
/// What has another type than it should is taken for absent: the format has grown, and few of its members are asked for.
struct CVEFile: Decodable {
  let cves: [KnownCVE]
  /// Whether it is an object without members.
  let isEmpty: Bool

  init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: MemberName.self)
    isEmpty = object.allKeys.isEmpty
    cves = Self.record(object).map { [$0] } ?? Self.table(object)
  }

  private typealias Object = KeyedDecodingContainer<MemberName>

  /// `nil` if it is not a record of one CVE.
  private static func record(_ object: Object) -> KnownCVE? {
    guard let id: String = object.object("cveMetadata")?.value("cveId"),
      let container = object.object("containers")?.object("cna")
    else { return nil }
    let versions = container.objects("affected").flatMap { $0.objects("versions") }.filter {
      $0.value("versionType") == "git" && $0.value("status") == "affected"
    }
    return KnownCVE(
      id: id, culprits: ids(versions.map { $0.value("version") }),
      fixes: ids(versions.map { $0.value("lessThan") }), title: container.value("title") ?? "",
      score: container.objects("metrics").flatMap { metric in
        scoreNames.compactMap { metric.object($0)?.value("baseScore") }
      }.max())
  }

  private static let scoreNames = ["cvssV4_0", "cvssV3_1", "cvssV3_0"]

  private static func table(_ object: Object) -> [KnownCVE] {
    object.allKeys.map(\.stringValue).compactMap { id in
      guard id.hasPrefix("CVE-"), let entry = object.object(id) else { return nil }
      let scores = entry.object("cvss3")
      return KnownCVE(
        id: id, culprits: ids([entry.value("breaks")]), fixes: ids([entry.value("fixes")]),
        title: entry.value("cmt_msg") ?? "",
        score: scores?.value("score") ?? scores?.value("score").flatMap { Double($0 as String) })
    }
  }

  /// Each once; words that are not ids are left out.
  private static func ids(_ values: [String?]) -> [AbbreviatedCommitID] {
    var found: [AbbreviatedCommitID] = []
    for value in values {
      guard let id = value.flatMap({ AbbreviatedCommitID($0) }), !found.contains(id) else {
        continue
      }
      found.append(id)
    }
    return found
  }
}

/// Any name of an object's member.
private struct MemberName: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension KeyedDecodingContainer<MemberName> {
  /// `nil` where the member is absent or something else.
  fileprivate func value<Value: Decodable>(_ name: String) -> Value? {
    try? decode(Value.self, forKey: MemberName(stringValue: name))
  }

  fileprivate func object(_ name: String) -> Self? {
    try? nestedContainer(keyedBy: MemberName.self, forKey: MemberName(stringValue: name))
  }

  /// The objects of a list; what else is in it is passed over.
  fileprivate func objects(_ name: String) -> [Self] {
    guard var list = try? nestedUnkeyedContainer(forKey: MemberName(stringValue: name)) else {
      return []
    }
    var objects: [Self] = []
    while !list.isAtEnd {
      if let object = try? list.nestedContainer(keyedBy: MemberName.self) {
        objects.append(object)
      } else if (try? list.decode(Anything.self)) == nil {
        break
      }
    }
    return objects
  }
}

/// Decodes from whatever is there.
private struct Anything: Decodable {
  init(from decoder: any Decoder) {}
}
