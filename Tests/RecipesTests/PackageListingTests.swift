import Recipes
import TestSupport
import Testing

@Suite("Packages of a recipe") struct PackageListingTests {
  static let versions = [
    "6.1.170-3", "6.1.172-1", "6.1.176-1", "6.1.180-1", "6.1.187-1", "6.1.192-1", "6.1.192-2",
    "6.1.192-10", "4.4.121-1.el7", "4.4.157-1.el7", "1.0~rc1", "1.0", "1.0-1", "5.10.9-2", "5.10.10-1",
    "1.0a", "1.0+b1",
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
    #expect(listing.between(old, new).map(\.version.text) == ["6.1.172-1", "6.1.174-1", "6.1.176-1"])
    #expect(listing.between(new, old).isEmpty)
    #expect(listing.package(called: "6.1.174-1") == nil)
  }

  @Test("a line that is not a package with a version is not passed over", arguments: [
    "E: no packages", "kernel", "kernel 1 2", "-rf /", "kernel \u{1B}[31m",
  ])
  func unread(_ line: String) {
    #expect(PackageListing(parsing: "kernel 1-1\n\(line)\n").unread == line)
  }
}
