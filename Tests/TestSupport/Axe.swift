import Foundation

/// axe-core, which finds what keeps people with disabilities out of a page.
///
/// It is not part of this project: `KTRAIL_AXE` names its `axe.min.js`, or one of the Python packages that bring it is installed.
public enum Axe {
  public static let reason =
    "needs axe-core: PyPI's axe-playwright-python, or its axe.min.js as KTRAIL_AXE"

  public static let script: String? = {
    var paths = [ProcessInfo.processInfo.environment["KTRAIL_AXE"]].compactMap { $0 }
    if paths.isEmpty { paths = packaged }
    return paths.lazy.compactMap { try? String(contentsOfFile: $0, encoding: .utf8) }.first
  }()

  private static var packaged: [String] {
    let lookUp = """
      import glob, importlib.util
      for name in ("axe_playwright_python", "axe_core_python", "axe_selenium_python"):
          found = importlib.util.find_spec(name)
          for folder in (found.submodule_search_locations or []) if found else []:
              print("\\n".join(glob.glob(folder + "/**/axe.min.js", recursive=True)))
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", lookUp]
    let output = Pipe()
    (process.standardOutput, process.standardError) = (output, FileHandle.nullDevice)
    guard (try? process.run()) != nil else { return [] }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.split(separator: "\n").map(String.init)
  }
}

extension Browser {
  /// The rules of axe that the page breaks, with an element for each.
  public func axeViolations() async throws -> [String] {
    guard let script = Axe.script else { throw Command.Failure(Axe.reason) }
    _ = try await evaluate(script)
    _ = try await evaluate(
      """
      window.axeResult = null;
      axe.run(document, { resultTypes: ['violations'] }).then((result) => { window.axeResult = result.violations; });
      """)
    guard try await comesToHold("window.axeResult !== null") else {
      throw Command.Failure("axe did not end")
    }
    return try await texts(
      "window.axeResult.map((found) => found.id + ': ' + found.nodes[0].html.slice(0, 200))")
  }
}
