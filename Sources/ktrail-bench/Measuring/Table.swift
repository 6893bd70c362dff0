import Foundation

/// The rows as they are measured, printed at once: some take minutes.
struct Table {
  /// What a row is held to; a figure is good when it is not above it.
  struct Target {
    var must: Double
    var stretch: Double
    var format = "%.2f"
    /// More is better, as of MB/s.
    var isFloor = false

    func text(_ value: Double) -> String { String(format: format, value) }
    func isMet(_ value: Double, by limit: Double) -> Bool {
      isFloor ? value >= limit : value <= limit
    }
  }

  init() {
    print("| what | reached | must | stretch | measured |")
    print("| --- | ---: | ---: | ---: | --- |")
  }

  /// Measures a row; what keeps it from being measured takes the place of its figure.
  func row(
    _ what: String, _ target: Target?, _ measure: () throws -> (value: Double, how: String)
  ) {
    let limits =
      target.map { limit in
        let sign = limit.isFloor ? "≥" : "≤"
        return "\(sign) \(limit.text(limit.must)) | \(limit.text(limit.stretch))"
      } ?? "– | –"
    do {
      let (value, how) = try measure()
      let format = target ?? Target(must: .infinity, stretch: .infinity)
      let mark =
        target.map { target in
          target.isMet(value, by: target.stretch)
            ? " ++" : target.isMet(value, by: target.must) ? " +" : " –"
        } ?? ""
      print("| \(what) | \(format.text(value))\(mark) | \(limits) | \(how) |")
    } catch {
      print("| \(what) | skipped | \(limits) | \(error) |")
    }
    fflush(nil)
  }
}

extension Double {
  var seconds: String { String(format: "%.2f s", self) }
  var milliseconds: String { String(format: "%.0f ms", self * 1000) }
}

extension Int {
  var megabytes: Double { Double(self) / 1e6 }
}
