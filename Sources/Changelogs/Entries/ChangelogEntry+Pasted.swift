public import ChangeModel

extension ChangelogEntry {
  /// Reads one entry that was pasted without its changelog: any dialect's decorations are taken off, or none where it has
  /// none.
  ///
  /// - Parameter text: one line, without a bullet.
  public init(pasted text: String) {
    let bytes = ByteText(text)
    let cves = bytes.cves
    let readings = [ChangelogDialect.redHatEnterprise, .debian].map {
      Decorations(bytes, dialect: $0, hasCVEs: !cves.isEmpty)
    }
    // What one dialect leaves on the subject another takes off.
    let read =
      readings.min {
        ($0.subject.count, $0.bugs.isEmpty ? 1 : 0) < ($1.subject.count, $1.bugs.isEmpty ? 1 : 0)
      }
      ?? readings[0]
    self.init(
      kind: .change, text: text, subject: read.subject.string, area: read.area,
      person: read.person, personRole: .unknown, bugs: read.bugs, cves: cves,
      position: SourcePosition(file: "the question", line: 1))
  }
}
