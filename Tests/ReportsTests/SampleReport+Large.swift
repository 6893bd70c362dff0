import ChangeModel
import Reports

extension SampleReport {
  /// Five thousand commits with a risk and a relevance each, as the largest upgrades have them.
  static let large: Report = {
    var report = bumps(.report, withClone: true, perRelease: 1000)
    for (place, change) in report.changes.enumerated() {
      let id = change.commit.id
      // Spread so that few are risky, as they are.
      let spread = Double(place * 7919 % 4999) / 4999
      report.risks.append(
        ChangeRisk(
          commit: id, probability: 0.6 * spread * spread * spread,
          parts: [
            ChangeRisk.Part(
              "\(1 + place % 40) days in mainline before the backport", logOdds: 1 - spread),
            ChangeRisk.Part("\(place % 300) lines in \(1 + place % 9) files", logOdds: spread),
            ChangeRisk.Part("no Fixes: tag and no Cc: stable", logOdds: 0.3),
            ChangeRisk.Part("its author's 3rd change to the subsystem", logOdds: -0.2),
          ]))
      report.relevances[id] =
        switch place % 4 {
        case 0: Relevance(.builtIn, reason: "CONFIG_NET=y in net/Makefile")
        case 1:
          Relevance(
            .module(["overlay"]), reason: "CONFIG_OVERLAY_FS=m in fs/overlayfs/Makefile",
            hosts: .init(loading: 12, of: 40))
        case 2: Relevance(.notBuilt, reason: "CONFIG_BTRFS_FS is not set in fs/btrfs/Makefile")
        default: Relevance(.unknown, reason: "only headers are touched")
        }
    }
    return report
  }()
}
