/// What to run and what to watch after a change to a part of the kernel.
public struct TestAdvice: Hashable, Sendable {
  /// Names of suites and of their parts, as test-plan.txt has them.
  public let suites: String
  /// What would show on the first machines if it went wrong.
  public let watch: String

  /// Advice by directory.
  static let all: [String: TestAdvice] = parse(
    String(decoding: PackageResources.test_plan_txt, as: UTF8.self))

  /// The advice on the longest directory that is this one or holds it.
  static func advice(on directory: String) -> TestAdvice? {
    var parts = directory.split(separator: "/")
    while !parts.isEmpty {
      if let advice = all[parts.joined(separator: "/")] { return advice }
      parts.removeLast()
    }
    return nil
  }

  /// Lines of `directory | suites | watch`; `#` begins a comment. A line of another form is left out: a test reads the
  /// file as a whole.
  static func parse(_ text: String) -> [String: TestAdvice] {
    var all: [String: TestAdvice] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: "|").map { part in
        part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
      }.map { String($0) }
      if parts.count == 3 { all[parts[0]] = TestAdvice(suites: parts[1], watch: parts[2]) }
    }
    return all
  }
}
