import ChangeModel
import Foundation
import TestSupport
import Testing
import Text

@testable import History

@Suite("Expressions of MAINTAINERS") struct PerlExpressionTests {
  /// One of each form, and those of the kernel's own file that are out of the ordinary.
  static let patterns = [
    "a", "abc", "a b c", "a # comment", "a\\ b", "a\\#", "[a b]", "a|b", "a||b", "|a", "(a|b)c",
    "(?:a|b)+", "a*",
    "a+?b", "a{2}", "a{2,}b", "a{1,2}b", "a{", "a{x}", "x{1}{", "^a", "a$", "^$", "^a|b$",
    "a.c", "\\.c$", "[^a]", "[]a]",
    "[^]a]", "[a-c]x", "[a\\-c]", "[-a]", "[a-]", "[\\]]", "[[:alpha:]]+9", "[[:^digit:]]",
    "\\bfoo\\b", "\\Bo",
    "\\w+\\W", "\\d\\d", "\\D", "\\s", "\\S", "\\t", "\\x41", "\\x4", "\\012",
    "\\0", "(?i)ABC", "(?i:A)b",
    "a(?i)b", "(a(?i)b)c", "(?x) a b", "(?-x) a", "(?-x: a) b", "(?s)a.b", "(?m)^b$", "a.b", "\\Ab",
    "b\\z", "b\\Z",
    "(", ")", "a)", "(a", "[", "[a", "*a", "a**", "a+*", "+", "?", "\\", "a\\", "(?", "(?:", "(?q)",
    "[z-a]",
    "()", "(|a)b", "(a*)*b", "((a+)+)+$", "(a|aa)+$", "\\Q", "$", "^", "a^b", "a$b", "\\h", "\\v",
    "\\N", "é", "[é]",
    "[^a-z]tegra", "sun[x456789]i", "\\b(pstore|ramoops)", "(devm_)?gpio(d)?_(get|put)",
    "(?:linux,)?ppp_hdr\\b",
    "of_get_display_timing|of_get_videomode|display_timing", "\\bTCP_\\w+\\b", "^[^a-z]*\\/dmi\\/",
    "fmc_d.*register",
    "[^a-zA-Z](dma|DMA)[^a-z]", "K?unit\\s*\\(", "[gs]et_(uid|gid)s?$",
    "include.*\\<asm\\/x86\\.h\\>",
  ]

  static let texts = [
    "", "a", "b", "c", "x", " ", "\n", "a\n", "b\n", "a\nb", "ab", "abc", "aabb", "aac", "ABC",
    "aBc", "Abc", "a b", "a b c",
    "a#", "a{", "a{x}", "a,2", "{", "-", "]", "[", "\\", "^", "$", "9", "a9", "bx", "-x", "foo",
    "foobar", "a foo b", "oo", "a1",
    "12", "\t", "A", "\u{4}", "\0", "\u{A}", "é", "\u{E9}", "drivers/clk/tegra.c",
    "drivers/clk-tegra.c", "tegra",
    "arch/arm/sun6i.dts", "devm_gpiod_get(", "ppp_hdr", "ppp_hdrs", "TCP_NODELAY", "Kunit (", "x.c",
    "xc", "x.cc",
    "fmc_driver_register", "fmc_d\nregister", "setuid", "set_uids", "aaaaaaaa", "aaaaaab", "x dma.",
    "x DMA_", "/dmi/",
  ]

  /// For each pattern, `1` or `0` for each text, or `e` for what Perl refuses.
  private func judgedByPerl(_ patterns: [String], _ texts: [String]) async throws -> [String] {
    let script = """
      no warnings; my @texts;
      while (<STDIN>) {
        chomp; my ($kind, $hex) = split / /, $_, 2; my $given = pack("H*", $hex);
        if ($kind eq "t") { push @texts, $given; next }
        my $answer = eval { join "", map { $_ =~ m/$given/x ? 1 : 0 } @texts };
        print defined $answer ? $answer : "e", "\\n";
      }
      """
    func hex(_ text: String) -> String {
      text.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
    let input = texts.map { "t \(hex($0))\n" } + patterns.map { "p \(hex($0))\n" }
    let output = try await Command.run("perl", ["-e", script], input: input.joined()).output
    return output.split(separator: "\n").map(String.init)
  }

  private func judged(_ pattern: String, _ texts: [String]) -> String {
    var room = 10_000
    guard let expression = PerlExpression(Array(pattern.utf8)[...], room: &room) else { return "e" }
    return texts.map { expression.matches(Array($0.utf8)[...]) ? "1" : "0" }.joined()
  }

  @Test("match what Perl matches, and what Perl refuses claims nothing")
  func agreesWithPerl() async throws {
    let expected = try await judgedByPerl(Self.patterns, Self.texts)
    try #require(expected.count == Self.patterns.count)
    #expect(expected.contains { $0.contains("1") })
    for (pattern, answer) in zip(Self.patterns, expected) {
      // A quotation is not read.
      #expect(judged(pattern, Self.texts) == (pattern == "\\Q" ? "e" : answer), "\(pattern)")
    }
  }

  private struct RandomPattern {
    var random: SeededGenerator

    mutating func make(_ depth: Int = 0) -> String {
      let atoms = [
        "a", "b", "c", ".", "[ab]", "[^b]", "(?:\\b)", "^", "$", "\\w", "\\s", "\\ ", "\\n", "é",
        "(?:)",
        "[a-c]",
      ]
      let count = Int.random(in: 1...3, using: &random)
      let parts = (0..<count).map { _ in
        let isGroup = depth < 2 && Int.random(in: 0..<3, using: &random) == 0
        let atom = isGroup ? "(\(make(depth + 1)))" : atoms.randomElement(using: &random)!
        let times = ["", "", "", "*", "+", "?", "{2}", "{0,2}", "{1,}", "*?"].randomElement(
          using: &random)!
        return atom + times
      }
      let text = parts.joined()
      return Int.random(in: 0..<4, using: &random) == 0 ? "\(text)|\(make(depth + 1))" : text
    }
  }

  @Test("random ones match what Perl matches")
  func agreesWithPerlAtRandom() async throws {
    var maker = RandomPattern(random: SeededGenerator(seed: 14))
    let patterns = (0..<400).map { _ in maker.make() }
    let texts = [
      "", "a", "b", "ab", "ba", "abc", "a b", "aab\n", "\nb", "cab a", "é", "bbb", "c\nab",
    ]
    let expected = try await judgedByPerl(patterns, texts)
    try #require(expected.count == patterns.count)
    for (pattern, answer) in zip(patterns, expected) {
      #expect(judged(pattern, texts) == answer, "\(pattern.debugDescription)")
    }
  }

  static let refused = [
    "\\x", "\\101", "a{3,2}",
    "(a)\\1", "(?=a)b", "(?!a)b", "(?<=a)b", "a++", "a*+", "(?>a)", "(?R)", "(?{1})", "\\p{L}",
    "\\X", "(?<n>a)\\k<n>",
    "a{2000}", "((a{900}){900}){900}", "((((){900}){900}){900}){900}",
    String(repeating: "(", count: 5_000) + String(repeating: ")", count: 5_000),
  ]

  @Test("what no bounded machine can know is refused at once", arguments: refused)
  func refuses(_ pattern: String) { #expect(judged(pattern, ["a"]) == "e") }

  /// Each takes an engine that goes back on its steps longer than anybody waits.
  static let slow = [
    "([a-z ]+)+[0-9]$", "(u|v|uv|[a-z])+$(x)", "(([a-z]|[a-z/])+)+[0-9]$", "(a*)*b", "(a|aa)+$x",
    "(.*)*(.*)*(.*)*x9",
    "(a?){500}a{500}x",
  ]

  @Test("take no longer for a text that nearly matches", arguments: slow)
  func areLinear(_ pattern: String) {
    // An engine that goes back on its steps never ends here.
    #expect(judged(pattern, [String(repeating: "a", count: 20_000)]) == "0")
  }

  @Test("so do the globs of F: and X:")
  func globsAreLinear() {
    let stars = String(repeating: "*a", count: 200)
    let path = "d/" + String(repeating: "a", count: 4_000)
    for pattern in [
      "d/\(stars)z", "d/\(stars)[z]", "drive********j***********$ rs\u{15}nm", "d/***[b]***(x|y)z$",
    ] {
      let file = "A\nF:\t\(pattern)\nX:\t\(pattern)\n"
      #expect(Maintainers(parsing: Array(file.utf8)).sections(of: path) == [])
    }
  }

  @Test("what claims nothing is remarked upon, by line, and the rest still counts")
  func remarks() {
    let file =
      "A\nN:\t(a)\\1\nF:\tmm/\nB\nK:\t[\nF:\tlib/(\n" + String(repeating: "X:\t(\n", count: 9)
    let maintainers = Maintainers(parsing: Array(file.utf8))
    #expect(maintainers.sections(of: "mm/slub.c") == ["A"])
    #expect(maintainers.ignored == [2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15])
    #expect(
      maintainers.remarks == [
        .unknownPattern(line: 2), .unknownPattern(line: 5), .unknownPattern(line: 6),
        .moreUnknownPatterns(9),
      ])
  }
}
