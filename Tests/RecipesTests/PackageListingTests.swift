import Recipes
import TestSupport
import Testing

@Suite("Packages of a recipe") struct PackageListingTests {
  static let versions = [
    "6.1.170-3", "6.1.172-1", "6.1.176-1", "6.1.180-1", "6.1.187-1", "6.1.192-1", "6.1.192-2",
    "6.1.192-10", "4.4.121-1.el7", "4.4.157-1.el7", "1.0~rc1", "1.0", "1.0-1", "5.10.9-2",
    "5.10.10-1",
    "1.0a", "1.0+b1", "5.14.0-362.el9", "5.14.0-362.8.1.el9", "1:1.0", "1.0^1", "1.0^1~2",
    "1.0.el7", "1_0", "1..0",
    "3.10.0-1160.el7", "3.10.0-1160.11.1.el7", "5.10.0-rc1", "a", "1a", "1.a", "1.1",
  ]

  @Test("versions are ordered as dpkg orders them")
  func order() async throws {
    var asked: [(String, String)] = []
    for one in Self.versions { for other in Self.versions { asked.append((one, other)) } }
    let script = asked.map { "dpkg --compare-versions '\($0)' lt '\($1)' && echo 1 || echo 0\n" }
    let output = try await Command.run("sh", ["-c", script.joined()]).output
    let expected = output.split(separator: "\n").map { $0 == "1" }
    try #require(expected.count == asked.count)
    for ((one, other), isLess) in zip(asked, expected) {
      #expect((PackageVersion(one) < PackageVersion(other)) == isLess, "\(one) < \(other)")
    }
  }

  @Test(
    "versions of rpm packages are ordered as rpm orders them",
    .enabled(if: Command.installed("rpm") != nil, "needs rpm"))
  func rpmOrder() async throws {
    var asked: [(String, String)] = []
    for one in Self.versions { for other in Self.versions { asked.append((one, other)) } }
    // Versions and releases are compared one after the other, as for two packages.
    func parts(_ text: String) -> String {
      let dash = text.lastIndex(of: "-")
      let colon = text.firstIndex(of: ":")
      let version = text[
        (colon.map(text.index(after:)) ?? text.startIndex)..<(dash ?? text.endIndex)]
      let release = dash.map { text[text.index(after: $0)...] } ?? ""
      return "'\(colon.map { text[..<$0] } ?? "0")', '\(version)', '\(release)'"
    }
    let script = asked.map { one, other in
      """
      local a, b = {\(parts(one))}, {\(parts(other))}
      local r = 0
      for i = 1, 3 do if r == 0 then r = rpm.vercmp(a[i] == '' and '0' or a[i], b[i] == '' and '0' or b[i]) end end
      print(r .. '\\n')
      """
    }
    let body = script.map { "do \($0) end\n" }.joined()
    let folder = try TemporaryDirectory()
    let file = try folder.write(body, to: "compare.lua")
    let compared = try await Command.run("rpm", ["--eval", "%{lua: dofile('\(file)')}"])
    let output = compared.output + compared.errors
    let expected = output.split(separator: "\n").map { $0 == "-1" }
    try #require(expected.count == asked.count, "\(output.prefix(300))")
    for ((one, other), isLess) in zip(asked, expected) where one != other {
      let (first, second) = (PackageVersion(one, order: .rpm), PackageVersion(other, order: .rpm))
      // What rpm takes for equal is ordered by its text.
      if isLess { #expect(first < second, "\(one) < \(other)") }
      if !isLess, first < second {
        let index = asked.firstIndex { $0 == (other, one) }!
        #expect(!expected[index], "\(one) < \(other)")
      }
    }
  }

  static let text = """
    # a comment
    linux-image-6.1.0-47-cloud-amd64 6.1.170-3
    linux-image-6.1.0-49-cloud-amd64 6.1.174-1
    linux-image-6.1.0-48-cloud-amd64\t6.1.172-1
    linux-image-6.1.0-49-amd64 6.1.174-1
    linux-image-6.1.0-50-cloud-amd64 6.1.176-1

    """

  @Test("those between are of one flavor, oldest first")
  func between() throws {
    let listing = PackageListing(parsing: Self.text)
    #expect(listing.unread == nil)
    let old = try #require(listing.package(called: "linux-image-6.1.0-47-cloud-amd64"))
    let new = try #require(listing.package(called: "linux-image-6.1.0-50-cloud-amd64=6.1.176-1"))
    #expect(
      listing.between(old, new).map(\.version.text) == ["6.1.172-1", "6.1.174-1", "6.1.176-1"])
    #expect(listing.between(new, old).isEmpty)
    #expect(listing.package(called: "6.1.174-1") == nil)
  }

  @Test(
    "a line that is not a package with a version is not passed over",
    arguments: [
      "E: no packages", "kernel", "kernel 1 2", "-rf /", "kernel \u{1B}[31m",
    ])
  func unread(_ line: String) {
    #expect(PackageListing(parsing: "kernel 1-1\n\(line)\n").unread == line)
  }
}
