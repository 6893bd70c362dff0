import ChangeModel
import Reports

extension SampleReport {
  /// Five thousand commits with a risk and a relevance each, as the largest upgrades have them.
  static let large: Draft = {
    var report = bumps(.report, withClone: true, perRelease: 1000)
    for (place, change) in report.changes.enumerated() {
      let id = change.commit.id
      // Spread so that few are risky, as they are.
      let spread = Double(place * 7919 % 4999) / 4999
      report.risks.append(
        ChangeRisk(
          commit: id, score: 4 * spread - 2,
          weight: spread > 0.9
            ? .major : spread > 0.7 ? .considerable : spread > 0.3 ? .ordinary : .minor,
          parts: [
            ChangeRisk.Part(
              .soak(days: 1 + place % 40, release: change.release), logOdds: 1 - spread),
            ChangeRisk.Part(
              .code(added: place % 300, removed: 1, functions: 1, files: 1 + place % 9),
              logOdds: spread),
            ChangeRisk.Part(.tags(stable: false, fixes: false), logOdds: 0.3),
            ChangeRisk.Part(.sameAuthor(changes: 2, release: change.release), logOdds: -0.2),
          ]))
      report.relevances[id] =
        switch place % 4 {
        case 0: Relevance(.builtIn, reason: .symbol("NET", value: "y", makefile: "net/Makefile"))
        case 1:
          Relevance(
            .module(["overlay"]),
            reason: .symbol("OVERLAY_FS", value: "m", makefile: "fs/overlayfs/Makefile"),
            hosts: .init(loading: 12, of: 40))
        case 2:
          Relevance(
            .notBuilt, reason: .symbol("BTRFS_FS", value: nil, makefile: "fs/btrfs/Makefile"))
        default: Relevance(.unknown, reason: .notIncluded(path: "include/linux/net.h"))
        }
    }
    return report
  }()
}
