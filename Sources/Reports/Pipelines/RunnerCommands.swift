/// What GitHub's runner takes for a command wherever a step prints it: `::` where a line begins, after blanks, and `##[`
/// anywhere.
public enum RunnerCommands {
  /// The text with no such command in it, unless the format is made of them; a reader of JSON, HTML or XML finds it unchanged.
  public static func disarmed(_ text: String, in format: ReportFormat) -> String {
    let (colons, bracket): (String, String) =
      switch format {
      case .gitHub: ("::", "##[")
      case .terminal, .markdown, .gitFixes, .shortMarkdown, .gitHubSummary: (": :", "## [")
      // No line of JSON begins with colons.
      case .json, .sarif, .gitLab, .openVEX, .cycloneDX: ("::", "##\\u005b")
      case .html, .junit: ("&#58;:", "##&#91;")
      }
    let colon = UInt8(ascii: ":")
    let hash = UInt8(ascii: "#")
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    // Whatever is no visible character of ASCII may be a blank to the runner.
    var isStart = true
    var index = 0
    while index < bytes.count {
      let rest = bytes[index...]
      if isStart, rest.starts(with: [colon, colon]) {
        result += colons.utf8
        index += 2
      } else if rest.starts(with: [hash, hash, UInt8(ascii: "[")]) {
        result += bracket.utf8
        index += 3
      } else {
        result.append(bytes[index])
        let isLineEnd = bytes[index] == 0x0A || bytes[index] == 0x0D
        isStart = isLineEnd || isStart && !(0x21...0x7E).contains(bytes[index])
        index += 1
        continue
      }
      isStart = false
    }
    return String(decoding: result, as: UTF8.self)
  }
}
