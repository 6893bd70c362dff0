import Foundation

extension CulpritReport {
  /// Tables for people.
  var text: String {
    [accuracyTable, hiddenLines, skippedLines, questionLines, calibrationTable, timeTable]
      .compactMap(\.self)
      .joined(separator: "\n")
  }

  private var accuracyTable: String {
    var table = TextTable(
      leftColumns: 2,
      heading: [
        "set", "query", "cases", "skipped", "top 1", "top 5", "top 10", "top 50", "MRR", "median",
        "-ln p", "ECE",
      ])
    for summary in summaries + (summaries.count > 1 ? [all] : []) {
      let name = summary.kind.map { "  \($0)" } ?? summary.query
      table.add(
        [
          summary.kind == nil ? summary.set : "", name, "\(summary.cases)",
          "\(summary.skippedCount)",
        ] + (summary.cases == 0 ? [] : summary.cells))
    }
    return """
      culprits: share of cases (%) with the culprit among the first suspects, with bootstrap 95 % intervals;
      median rank; -ln p: of the probability given to the culprit; ECE: expected calibration error of the first suspect

      """ + table.text
  }

  /// Where a part of the ranges was hidden: whether the entries get what is theirs.
  private var hiddenLines: String? {
    let lines = summaries.filter { $0.kind == nil }.compactMap { summary in
      summary.hidden.map {
        String(
          format: "%@ %@: entries have %.3f of the probability, and are %.3f of the culprits\n",
          summary.set, summary.query, $0.stated, $0.right)
      }
    }
    return lines.isEmpty ? nil : lines.joined()
  }

  private var skippedLines: String? {
    let lines = summaries.filter { $0.kind == nil }.flatMap { summary in
      summary.skipped.sorted { $0.key < $1.key }.map { reason, count in
        "\(summary.set) \(summary.query): \(count) skipped, since \(reason)\n"
      }
    }
    return lines.isEmpty ? nil : lines.joined()
  }

  private var questionLines: String? {
    let lines = summaries.filter { $0.kind == nil && $0.questions.total > 0 }.map { summary in
      let topics = summary.questions.byTopic.sorted { $0.key < $1.key }
        .map { "\($0.key) \($0.value)" }
      return """
        \(summary.set) \(summary.query): \(summary.questions.casesAsked) of \(summary.cases) cases asked, \
        \(summary.questions.total) questions (\(topics.joined(separator: ", ")))

        """
    }
    return lines.isEmpty ? nil : lines.joined()
  }

  private var calibrationTable: String? {
    guard all.cases > 0 else { return nil }
    let whole = summaries.filter { $0.kind == nil && $0.cases > 0 }
    let columns = whole.count > 1 ? whole + [all] : whole
    var table = TextTable(
      leftColumns: 1, heading: ["probability"] + columns.map { "\($0.set) \($0.query)" })
    for place in 0..<Calibration.binCount {
      let bins = columns.map { $0.calibration[place] }
      guard bins.contains(where: { $0.answers > 0 }) else { continue }
      table.add(
        [String(format: "%.1f-%.1f", bins[0].low, bins[0].high)]
          + bins.map { bin in
            bin.answers == 0
              ? "-"
              : String(format: "%d: %.2f -> %.2f", bin.answers, bin.stated, bin.right)
          })
    }
    table.add(["ECE"] + columns.map { String(format: "%.3f", $0.calibrationError) })
    return """
      calibration of the first suspect: answers: mean probability stated -> share that is right. Ten bins of equal
      width; ECE is the mean over all answers of the distance between the two in their bin

      """ + table.text
  }

  private var timeTable: String {
    var table = TextTable(
      leftColumns: 2, heading: ["set", "what", "number", "median s", "max s", "candidates"])
    for time in times {
      table.add(
        [time.set, "enriching a range", "\(time.ranges)"] + time.enriching.cells)
      for summary in summaries where summary.kind == nil && summary.set == time.set {
        table.add(
          ["", "ranking, \(summary.query)", "\(summary.cases)"] + summary.ranking.cells
            + [String(format: "%.0f", summary.medianCandidates)])
      }
    }
    return "time; what is read of a range for the first time is kept in the index\n" + table.text
  }
}

extension CulpritSummary {
  fileprivate var cells: [String] {
    [
      top1.percentCell, top5.percentCell, top10.percentCell, String(format: "%.1f", top50 * 100),
      String(format: "%.3f [%.3f-%.3f]", mrr.value, mrr.low, mrr.high),
      String(format: "%.1f", medianRank), String(format: "%.2f", logLoss),
      String(format: "%.3f", calibrationError),
    ]
  }
}

extension CulpritSummary.Figure {
  fileprivate var percentCell: String {
    String(format: "%.1f [%.0f-%.0f]", value * 100, low * 100, high * 100)
  }
}

extension CulpritSummary.Times {
  fileprivate var cells: [String] {
    [String(format: "%.3f", median), String(format: "%.3f", max)]
  }
}

/// Lines of cells under a heading, in columns as wide as they must be.
struct TextTable {
  /// So many columns are text; the others are numbers, and end on the same column.
  let leftColumns: Int
  private var rows: [[String]]

  init(leftColumns: Int, heading: [String]) {
    self.leftColumns = leftColumns
    rows = [heading]
  }

  /// - Parameter row: may have fewer cells than the heading.
  mutating func add(_ row: [String]) { rows.append(row) }

  var text: String {
    let widths = (rows.first ?? []).indices.map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let width = column < widths.count ? widths[column] : 0
        let blanks = String(repeating: " ", count: max(0, width - cell.count))
        return column < leftColumns ? cell + blanks : blanks + cell
      }
      let line = cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
    }.joined()
  }
}
