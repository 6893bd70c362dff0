@testable import Text

extension FuzzTarget {
  /// A configuration file.
  static let toml = FuzzTarget("toml", longest: 2048) {
    [
      .parts("linux = \"~/linux\"\n[report]\nfail-on = ['hold', \"missing-fix>10\"]\n"),
      .parts(
        "a.b = { c = 1, d.e = [ 0x1F, -1.5e3, inf ] }\n[[f]]\ng = 1979-05-27 07:32:00\n[[f.h]]\n"),
      .parts("a = \"\"\"\n \\\n b\\u00e9\"\"\"\"\"\nc = '''\r\nd'''\n# e\n\"\" = true\n"),
    ]
  } read: { input in
    do throws(TOMLError) {
      let document = try TOMLDocument(input)
      demandPlaces(of: document.root, in: document, input.count)
    } catch {
      demand(error.place.line > 0 && error.place.column > 0, "a place before the text")
      demand(!"\(error)".isEmpty, "an error without words")
    }
  }

  private static func demandPlaces(of table: TOMLTable, in document: TOMLDocument, _ size: Int) {
    demand(
      Set(table.members.map(\.name)).count == table.members.count, "a name twice in a table")
    for member in table.members {
      demand(member.offset <= size && member.element.offset <= size, "a place after the text")
      if case .table(let inner) = member.value { demandPlaces(of: inner, in: document, size) }
    }
  }
}
