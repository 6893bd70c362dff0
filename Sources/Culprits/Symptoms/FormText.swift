/// What templates of issues and mails put around what somebody saw.
enum FormText {
  /// Headings that say enough by themselves.
  private static let headings = Set(
    """
    describe the bug,describe the issue,describe the problem,steps to reproduce,steps to reproduce the issue,steps to reproduce the behavior
    steps to reproduce the problem,steps to reproduce the bug,to reproduce,how to reproduce,how to reproduce it (as minimally and precisely as possible)
    reproduction steps,expected behavior,expected behaviour,expected result,expected results,actual behavior,actual behaviour
    actual result,actual results,current behavior,current behaviour,what happened,what you expected to happen
    what did you expect to happen,what did you expect to see,what did you see instead,what did you do,what happened instead
    additional context,additional info,additional information,additional environment details
    anything else we need to know
    anything else we should know,relevant log output,kernel log,dmesg output,log output
    system information,system info,software versions,version-release number of selected component
    version-release number of selected component (if applicable),how reproducible,is this a bug report or feature request
    bug report information,problem description,issue description,bug description,describe the results you received
    describe the results you expected,output of docker version,output of docker info,output of uname -a
    additional information you deem important (e.g. issue happens only occasionally)
    possible solution,possible fix,last known good,related issues,what is the problem,my environment
    host information,error message,stack trace,reproducer,test case,your environment,environment details
    environment information,is there an existing issue for this,code of conduct,pre-flight checklist
    pre-submission checks,before you open an issue,context / scenario,observed behavior,observed behaviour
    schritte zum nachstellen,schritte zum reproduzieren,erwartetes verhalten,tatsächliches verhalten,fehlerbeschreibung
    étapes pour reproduire,étapes de reproduction,comportement attendu,comportement observé,description du problème
    system details,please describe the bug,have you searched for an existing issue,contact details,what should have happened instead
    """.split(whereSeparator: { $0 == "," || $0 == "\n" }).map(String.init))

  /// Words that are headings where they stand alone or are marked up as such.
  private static let plainHeadings: Set = [
    "problem", "issue", "log", "logs", "notes", "details", "summary", "description", "environment",
    "versions", "impact", "regression", "checklist", "prerequisites", "screenshots", "workaround",
    "attachments", "dmesg", "background", "overview", "reproducible", "bug report", "questions",
    "reproduction", "symptoms", "trace", "traceback", "output", "configuration", "version info",
    "hardware", "software", "system",
  ]

  /// How many bytes of a line are a heading: `**Expected behavior**: it mounts`.
  static func headingLength(of line: PastedLine) -> Int? {
    let bytes = line.text.utf8
    var start = bytes.startIndex
    var isMarked = false
    while start < bytes.endIndex, " \t#*_>-".utf8.contains(bytes[start]) {
      isMarked = isMarked || "#*_".utf8.contains(bytes[start])
      start = bytes.index(after: start)
    }
    let rest = bytes[start...].prefix(100)
    let end =
      rest.firstIndex { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "*") } ?? rest.endIndex
    guard end < rest.endIndex || rest.endIndex == bytes.endIndex else { return nil }
    var title = Substring(rest[..<end])
    while let last = title.last, " \t\r?!._".contains(last) { title.removeLast() }
    var after = end
    while after < bytes.endIndex, " \t\r:*_".utf8.contains(bytes[after]) {
      after = bytes.index(after: after)
    }
    let name = title.lowercased()
    guard
      headings.contains(name) || headings.contains(withoutRemark(name))
        || plainHeadings.contains(name) && (isMarked || after == bytes.endIndex)
    else { return nil }
    return bytes.distance(from: bytes.startIndex, to: after)
  }

  /// `additional environment details` of `additional environment details (aws, physical, etc.)`.
  private static func withoutRemark(_ name: String) -> String {
    guard name.last == ")", let open = name.firstIndex(of: "(") else { return name }
    return String(name[..<open]).trimmingSuffix { $0 == " " }
  }

  /// A box to tick, the head of a mail.
  static func isForm(_ line: PastedLine) -> Bool {
    let words = line.words
    if words.count >= 2, ["-", "*", "+"].contains(words[0]) || words[0].hasPrefix("["),
      line.text.has("[x]") || line.text.has("[X]") || line.text.has("[ ] ")
    {
      let box = words[0].hasPrefix("[") ? words[0] : words[1]
      if box == "[x]" || box == "[X]" || box == "[" { return true }
    }
    guard let last = words.last else { return false }
    if last == "wrote:" || last == "writes:" || last == "schrieb:" {
      return line.text.has("@") || words[0] == "On" || words[0] == "Am"
    }
    guard words[0].hasSuffix(":") else { return false }
    switch words[0].lowercased() {
    case "from:", "to:", "cc:", "bcc:", "reply-to:", "sender:", "return-path:":
      return line.text.has("@")
    case "message-id:", "in-reply-to:", "references:", "mime-version:", "content-type:",
      "content-transfer-encoding:", "user-agent:", "x-mailer:", "dkim-signature:", "delivered-to:",
      "received:", "list-id:", "x-mailing-list:":
      return true
    case "date:", "sent:":
      return words.contains { $0.utf8.count >= 4 && Int($0) != nil }
        && !line.marks.contains(.problem)
    default: return false
    }
  }

  private static let closings: Set = [
    "best regards", "kind regards", "regards", "many thanks", "thanks", "thank you", "cheers",
    "thanks in advance", "best", "best wishes", "mit freundlichen grüßen", "viele grüße",
    "cordialement", "thx", "br", "sincerely",
  ]

  /// `Best regards,`
  static func isClosing(_ line: PastedLine) -> Bool {
    guard (1...4).contains(line.words.count) else { return false }
    let text = line.words.joined(separator: " ").lowercased()
    return closings.contains(text.trimmingSuffix { ",.!".contains($0) })
  }

  /// A few words with capitals, as people sign.
  static func isName(_ line: PastedLine) -> Bool {
    (1...4).contains(line.words.count)
      && line.words.allSatisfy { $0.first?.isUppercase == true && !$0.contains(":") }
  }

  /// Languages that say nothing of the kernel; C may.
  static let codeLanguages: Set<Substring> = [
    "python", "py", "java", "go", "golang", "rust", "rs", "js", "javascript", "ts", "typescript",
    "json", "yaml", "yml", "toml", "ini", "xml", "html", "css", "dockerfile", "ruby", "rb", "php",
    "csharp", "cs", "cpp", "c++", "perl", "lua", "sql", "kotlin", "scala", "swift", "groovy",
    "cmake", "makefile", "nix", "hcl", "terraform", "jsonc", "haskell", "elixir", "r",
  ]
}

extension String {
  fileprivate func trimmingSuffix(_ matches: (Character) -> Bool) -> String {
    var rest = Substring(self)
    while let last = rest.last, matches(last) { rest.removeLast() }
    return String(rest)
  }
}
