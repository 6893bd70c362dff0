public import Foundation

/// A Chromium of a test's own, driven by chromedriver as the W3C's WebDriver says.
public final class Browser {
  public static let isInstalled = ["chromedriver", "chromium", "curl"].allSatisfy {
    Command.installed($0) != nil
  }
  public static let reason = "needs Debian's chromium, chromium-driver and curl"

  private let directory: TemporaryDirectory
  private let driver = Process()
  /// `http://127.0.0.1:41013/`
  private let address: String
  private var session = ""

  /// - Parameter width: of the window, in CSS pixels.
  private init(width: Int = 1280) async throws {
    directory = try TemporaryDirectory()
    let output = Pipe()
    driver.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    driver.arguments = ["chromedriver", "--port=0"]
    driver.standardOutput = output
    try driver.run()
    var said = ""
    var port: Substring?
    while port == nil {
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { throw Command.Failure("chromedriver ended: \(said)") }
      said += String(decoding: more, as: UTF8.self)
      port = said.firstMatch(of: #/successfully on port ([0-9]+)/#)?.1
    }
    address = "http://127.0.0.1:\(port ?? "")/"
    let options: [String: Any] = [
      "args": [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--user-data-dir=\(directory.path)/profile", "--window-size=\(width),900",
      ]
    ]
    let answer = try await post(
      "session",
      [
        "capabilities": [
          "alwaysMatch": [
            "goog:chromeOptions": options, "goog:loggingPrefs": ["browser": "ALL"],
          ]
        ]
      ])
    session = (answer as? [String: Any])?["sessionId"] as? String ?? ""
  }

  /// Runs a test with a browser of its own, and ends the browser whatever comes of the test.
  public static func with(
    width: Int = 1280, _ body: (Browser) async throws -> Void
  ) async throws {
    let browser = try await Browser(width: width)
    do {
      try await body(browser)
    } catch {
      await browser.quit()
      throw error
    }
    await browser.quit()
  }

  private func quit() async {
    _ = try? await Command.run("curl", ["-sS", "-X", "DELETE", address + "session/\(session)"])
    // What Foundation starts may have SIGTERM blocked.
    kill(driver.processIdentifier, SIGKILL)
  }

  /// Loads a page and waits for its end.
  public func open(_ html: String) async throws {
    let file = try directory.write(html, to: "page.html")
    _ = try await command("url", ["url": "file://\(file)"])
  }

  /// What a script's `return` gives, as JSON has it.
  public func evaluate(_ script: String) async throws -> Any? {
    try await command("execute/sync", ["script": script, "args": [Any]()])
  }

  /// Asks until an expression is true, for ten seconds at most.
  public func comesToHold(_ expression: String) async throws -> Bool {
    let end = ContinuousClock.now + .seconds(10)
    repeat {
      if try await evaluate("return \(expression)") as? Bool == true { return true }
      await Task.yield()
    } while ContinuousClock.now < end
    return false
  }

  public func number(_ script: String) async throws -> Double {
    (try await evaluate("return \(script)") as? NSNumber)?.doubleValue ?? .nan
  }

  public func texts(_ script: String) async throws -> [String] {
    try await evaluate("return \(script)") as? [String] ?? []
  }

  /// A command of the DevTools protocol.
  public func devTools(_ name: String, _ parameters: [String: Any]) async throws -> Any? {
    try await command("goog/cdp/execute", ["cmd": name, "params": parameters])
  }

  public func resize(width: Int, height: Int = 900) async throws {
    _ = try await devTools(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600])
  }

  public func prefer(_ scheme: String) async throws {
    _ = try await devTools(
      "Emulation.setEmulatedMedia",
      ["features": [["name": "prefers-color-scheme", "value": scheme]]])
  }

  /// What the page has complained of since the last time, refused scripts and styles among it.
  public func complaints() async throws -> [String] {
    let entries = try await command("se/log", ["type": "browser"]) as? [[String: Any]] ?? []
    return entries.compactMap { $0["message"] as? String }
  }

  /// A PNG of the window, or of the page from its top.
  public func screenshot(height: Int) async throws -> Data {
    let width = try await number("window.innerWidth")
    let answer = try await devTools(
      "Page.captureScreenshot",
      [
        "captureBeyondViewport": true,
        "clip": ["x": 0, "y": 0, "width": width, "height": height, "scale": 1],
      ])
    return Data(base64Encoded: (answer as? [String: Any])?["data"] as? String ?? "") ?? Data()
  }

  /// The page on paper, in inches, as a reader's browser prints it.
  public func pdf(width: Double, height: Double) async throws -> Data {
    let answer = try await devTools(
      "Page.printToPDF",
      [
        "paperWidth": width, "paperHeight": height, "printBackground": false,
        "preferCSSPageSize": false, "displayHeaderFooter": false,
      ])
    return Data(base64Encoded: (answer as? [String: Any])?["data"] as? String ?? "") ?? Data()
  }

  /// The page laid out as for paper of a width in CSS pixels.
  public func layOutForPaper(width: Int) async throws {
    _ = try await devTools("Emulation.setEmulatedMedia", ["media": "print"])
    try await resize(width: width)
  }

  private func command(_ name: String, _ body: [String: Any]) async throws -> Any? {
    try await post("session/\(session)/\(name)", body)
  }

  /// By curl: the URLSession of Linux does not understand chromedriver's answers.
  private func post(_ path: String, _ body: [String: Any]) async throws -> Any? {
    let json = try JSONSerialization.data(withJSONObject: body)
    let answer = try await Command.run(
      "curl",
      ["-sS", "-H", "Content-Type: application/json", "--data-binary", "@-", address + path],
      input: String(decoding: json, as: UTF8.self))
    guard
      let object = try? JSONSerialization.jsonObject(with: Data(answer.output.utf8))
        as? [String: Any]
    else { throw Command.Failure("chromedriver: \(answer.output)\(answer.errors)") }
    if let value = object["value"] as? [String: Any], value["error"] != nil {
      throw Command.Failure("\(value["message"] ?? value)")
    }
    return object["value"]
  }
}
