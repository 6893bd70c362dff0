internal import ChangeModel

extension Double {
  /// A probability for people: `61 %`; `<1 %` below a half, and never a certainty that is none.
  var percent: String {
    guard isFinite else { return "? %" }
    if self < 0.005 { return self <= 0 ? "0 %" : "<1 %" }
    if self < 1, self >= 0.995 { return ">99 %" }
    return "\(Int((Swift.min(self, 1) * 100).rounded())) %"
  }
}

extension Double {
  /// `3.2`
  var oneDecimal: String { "\((self * 10).rounded() / 10)" }
}

extension String {
  /// With a capital letter and a full stop.
  var sentence: String {
    // The id of a commit or the name of a release stays as it is.
    let isWord = prefix { $0 != " " }.utf8.allSatisfy { (0x61...0x7A).contains($0) }
    return (isWord ? prefix(1).uppercased() : String(prefix(1))) + dropFirst() + "."
  }

  /// A kernel release as people say it: `4.4.156` for a stable one, `v4.7-rc1` for mainline, anything else as it is.
  var releaseName: String {
    guard let version = KernelVersion(self), version.isStable else { return self }
    return version.description
  }
}
