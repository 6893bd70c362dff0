internal import ChangeModel
internal import Changelogs
import TestSupport
import Testing

@Suite("What holds for every changelog") struct PropertyTests {
  static let seeds: [UInt64] = Array(1...25)

  @Test("printing and reading again gives the same entries", arguments: seeds)
  func printAndParse(seed: UInt64) throws {
    let changelog = try parse(RandomChangelog.text(seed: seed))
    let again = try parse(changelog.rpmText)
    #expect(again.dialect == changelog.dialect)
    #expect(again.releases.map(\.heading) == changelog.releases.map(\.heading))
    #expect(again.releases.flatMap(\.entries) == changelog.releases.flatMap(\.entries))
  }

  @Test("nothing differs from itself", arguments: seeds)
  func reflexive(seed: UInt64) throws {
    let package = try RandomChangelog.package(RandomChangelog.text(seed: seed))
    let difference = ChangelogDifference.between(package, package)
    #expect(
      difference.counts
        == .init(
          releasesAdded: 0, added: 0, removed: 0, reworded: 0,
          unchanged: package.changelog.entryCount))
    #expect(difference.remarks.isEmpty)
  }

  @Test("the counts add up between any two", arguments: seeds)
  func countsAddUp(seed: UInt64) throws {
    let old = try RandomChangelog.package(RandomChangelog.text(seed: seed, releases: 9))
    let new = try RandomChangelog.package(RandomChangelog.text(seed: seed + 1))
    let difference = ChangelogDifference.between(old, new)
    let counts = difference.counts
    #expect(counts.added + counts.reworded + counts.unchanged == new.changelog.entryCount)
    #expect(counts.removed + counts.reworded + counts.unchanged == old.changelog.entryCount)
    #expect(difference.releasesAdded.flatMap(\.entries).count <= counts.added)
    let back = ChangelogDifference.between(new, old).counts
    #expect(back.unchanged == counts.unchanged)
  }

  @Test("order of releases and entries makes no difference", arguments: seeds)
  func reordered(seed: UInt64) throws {
    let text = RandomChangelog.text(seed: seed)
    var generator = SeededGenerator(seed: seed)
    let blocks = text.split(separator: "\n\n").map { block in
      let lines = block.split(separator: "\n")
      return ([lines[0]] + lines.dropFirst().shuffled(using: &generator)).joined(separator: "\n")
    }
    let shuffled = blocks.shuffled(using: &generator).joined(separator: "\n\n") + "\n"
    let difference = ChangelogDifference.between(
      try RandomChangelog.package(text), try RandomChangelog.package(shuffled))
    #expect(difference.counts.added == 0)
    #expect(difference.counts.removed == 0)
    #expect(difference.counts.releasesAdded == 0)
  }

  @Test("any bytes are read or refused, never a crash", arguments: seeds)
  func noise(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var bytes = Array(RandomChangelog.text(seed: seed).utf8)
    for _ in 0..<60 {
      let place = Int.random(in: bytes.indices, using: &generator)
      bytes[place] = UInt8.random(in: 1...255, using: &generator)
      if bytes.count > 80 { bytes.removeSubrange(place..<min(place + 3, bytes.count)) }
    }
    do throws(ChangelogError) {
      let changelog = try ChangelogParser(source: "noise").parse(bytes)
      #expect(!changelog.releases.isEmpty)
    } catch {
      #expect(error == .noChangelog("noise") || error == .binary("noise"))
    }
  }
}
