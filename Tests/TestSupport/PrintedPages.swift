public import Foundation
import Subprocess

/// The text of a PDF, page by page, by Poppler.
public struct PrintedPages: Sendable {
  public let pages: [String]

  public static let isInstalled = Command.installed("pdftotext") != nil && Browser.isInstalled
  public static let reason = "needs Debian's poppler-utils, chromium, chromium-driver and curl"

  public init(_ pdf: Data) async throws {
    let directory = try TemporaryDirectory()
    let file = directory.path + "/report.pdf"
    try pdf.write(to: URL(fileURLWithPath: file))
    let text = try await Command.run(
      "pdftotext", ["-layout", file, "-"], environment: ["LC_ALL": "C.UTF-8"])
    guard text.exitCode == 0 else { throw Command.Failure(text.errors) }
    // A form feed ends each page.
    pages = text.output.split(separator: "\u{0C}", omittingEmptySubsequences: false).dropLast()
      .map(String.init)
  }

  /// A page of HTML on paper.
  public static func of(_ html: String, _ paper: Paper) async throws -> PrintedPages {
    var pdf = Data()
    try await Browser.with { browser in
      try await browser.open(html)
      pdf = try await browser.pdf(width: paper.size.width, height: paper.size.height)
    }
    return try await PrintedPages(pdf)
  }

  public enum Paper: String, Sendable, CaseIterable {
    case a4, letter

    /// In inches.
    public var size: (width: Double, height: Double) {
      switch self {
      case .a4: (8.27, 11.69)
      case .letter: (8.5, 11)
      }
    }

    /// Between the margins of the page, in CSS pixels.
    public var textWidth: Int { Int((size.width - 2 * 14 / 25.4) * 96) }
  }
}
