internal import ChangeModel
internal import Changelogs
import Testing

@Suite("Dates of headings") struct DateTests {
  static let mistypedDates = [
    "Fri Novl0 2017", "Wed Spe 19 2018", "Wed Jnu 3 2018", "Mon Sep 32 2018", "Tue Feb 30 2018",
    "Wed Feb 29 2018", "Mon Sep 31 2018", "Tue Sep 0 2018", "Wed Sep l9 2018", "Wed sep 19 2018",
    "Wed 19 2018", "Wed Sep 19 218", "Wed Sep 19 20018", "Wde Sep 1O 2018", "Wed Sep19 2018",
  ]

  @Test("that were mistyped are told, each with its heading", arguments: mistypedDates)
  func mistyped(_ date: String) throws {
    let heading = "\(date) Ada P <ada@example.org> - 4.4.157-1"
    let changelog = try parse("* \(heading)\n- fs: one\n\n* \(heading)\n- fs: two\n")
    #expect(changelog.releases.map(\.date) == [nil, nil])
    #expect(changelog.releases.map(\.version) == ["4.4.157-1", "4.4.157-1"])
    #expect(changelog.releases.first?.packager?.description == "Ada P <ada@example.org>")
    #expect(
      changelog.warnings.map(\.problem)
        == .init(repeating: .mistypedDate(heading: heading), count: 2))
    #expect(changelog.warnings.map(\.position.line) == [1, 4])
  }

  static let foreignDates = [
    "mer. sept. 19 2018", "Mi Okt 17 2018", "星期三 9月 19 2018", "三 9月 19 2018", "mié sep 19 2018",
    "qua set 19 2018", "ons sept. 19 2018", "mer. sept. 19 12:00:00 2018", "Ср сен 19 2018",
    "水  9月 19 2018",
  ]

  @Test("in another language are told once", arguments: foreignDates)
  func foreign(_ date: String) throws {
    let heading = "\(date) Jan May <jan@example.org> - 4.4.157-1"
    let changelog = try parse("* \(heading)\n- fs: one\n\n* \(heading)\n- fs: two\n")
    #expect(changelog.releases.map(\.date) == [nil, nil])
    #expect(changelog.releases.map(\.version) == ["4.4.157-1", "4.4.157-1"])
    #expect(changelog.warnings.map(\.problem) == [.foreignDate(heading: heading)])
  }

  static let knownDates = [
    ("Wed Sep 19 2018", "2018-09-19"), ("Mi Sep 19 2018", "2018-09-19"),
    ("Web Jul 29 2020", "2020-07-29"), ("Thu Feb 29 2024", "2024-02-29"),
    ("Wed Sep  5 2018", "2018-09-05"), ("Wed 19 Sep 2018", "2018-09-19"),
    ("Wed Sep 19 12:00:00 2018", "2018-09-19"), ("Wed Sep 19 12:00:00 AM 2018", "2018-09-19"),
    ("Wed Sep 19 12:00:00 CEST 2018", "2018-09-19"),
    ("Wed 19 Sep 2018 02:00:00 PM CEST", "2018-09-19"), ("Wed Sep 19 2018 12:00:00", "2018-09-19"),
  ]

  @Test("are read with any time", arguments: knownDates)
  func known(_ date: String, _ expected: String) throws {
    let changelog = try parse("* \(date) Ada P <ada@example.org> - 4.4.157-1\n- fs: one\n")
    #expect(changelog.releases.map(\.date) == [expected])
    #expect(changelog.releases.first?.packager?.description == "Ada P <ada@example.org>")
    #expect(changelog.warnings.isEmpty)
  }

  static let noDates = [
    "Copyright (C) 2007 Ada P <ada@example.org>",
    "Copyright (c) 2004-2006, 2007 Ada P <ada@example.org>",
    "(C) Copyright 2007 Ada P <ada@example.org>",
    "Copyright (C) Sep 2007 Ada P <ada@example.org> 1.2",
    "In 2019 we saw 4.4.157-1", "Since May 2019 ada@example.org has it",
    "Added Jan 12 2004 by Ada P",
    "Author: Ada P, 12 2004 <ada@example.org>", "Monitor the 2019 ada@example.org",
    "See 12 of 2019",
    "the 3 rules of 2019", "Sun sets 2019 <ada@example.org>",
    "Written by Ada P 2001 <ada@example.org>",
    "Jan 12 2004", "NET 4 is 2004 <a>",
  ]

  @Test("are not any words before a number of four digits", arguments: noDates)
  func none(_ words: String) {
    let text = "/*\n * \(words)\n * - one\n */\n* \(words)\n- fs: one\n\n * \(words)\n"
    #expect(throws: ChangelogError.noChangelog("dump")) { try parse(text) }
  }

  @Test("of a .changes file are told as well")
  func changes() throws {
    let rule = String(repeating: "-", count: 67)
    let changelog = try parse(
      "\(rule)\nThu Mra  7 17:00:55 CET 2024 - ada@suse.example\n\n- ovl: keep it (bsc#9000001)\n")
    #expect(changelog.dialect == .suseChanges)
    #expect(changelog.warnings.count == 1)
    guard case .mistypedDate = changelog.warnings.first?.problem else {
      Issue.record("\(changelog.warnings)")
      return
    }
  }
}
