extension HTMLRenderer {
  func bars(_ chart: Block.BarChart) -> Markup {
    let largest = chart.bars.map(\.size).max() ?? 1
    let bars = chart.bars.markup { bar in
      """
      <li><span class="label">\(markup(bar.label))</span>\(Self.track(bar.size / largest))\
      <span class="count">\(bar.value)</span></li>

      """
    }
    return "<ul class=\"bars\" aria-label=\"\(Self.name(of: chart))\">\(bars)</ul>\n"
  }

  /// A bar of an SVG that is as wide as its surroundings, filled in whole percent.
  static func track(_ share: Double) -> Markup {
    let width = Int((max(0, min(1, share.isFinite ? share : 0)) * 100).rounded())
    return """
      <svg class="track" aria-hidden="true"><rect width="\(width)%" height="100%"/></svg>
      """
  }

  private static func name(of chart: Block.BarChart) -> String {
    "\(chart.measure) by \(chart.things.lowercased())"
  }

  /// Columns side by side in a picture of 100 units height; the first, the last and the highest are named below.
  func timeline(_ chart: Block.BarChart) -> Markup {
    let largest = max(1, chart.bars.map(\.size).max() ?? 1)
    let name = { (bar: Block.Bar) in "\(bar.label.text): \(bar.value)" }
    let ends = [
      chart.bars.first.map(name),
      chart.bars.max { $0.size < $1.size }.map { "most in \(name($0))" },
      chart.bars.last.map(name),
    ].compactMap(\.self).markup { "<span>\($0)</span>" }
    let bars = chart.bars.enumerated().markup { place, bar in
      let height = (bar.size / largest * 1000).rounded() / 10
      return """
        <rect x="\(place * 10)" y="\(100 - height)" width="8" height="\(height)">\
        <title>\(name(bar))</title></rect>
        """
    }
    return """
      <figure><figcaption>\(Self.name(of: chart))</figcaption>\
      <svg class="timeline" role="img" aria-label="\(Self.name(of: chart))" \
      viewBox="0 0 \(chart.bars.count * 10) 100" preserveAspectRatio="none">\(bars)</svg>
      <p class="ends">\(ends)</p></figure>

      """
  }
}
