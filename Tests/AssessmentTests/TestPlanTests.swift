import Testing

@testable import Assessment

@Suite("Test plan") struct TestPlanTests {
  @Test("every line of the resource is read, and names a suite and something to watch")
  func readsAll() {
    let text = String(decoding: PackageResources.test_plan_txt, as: UTF8.self)
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(lines.count > 80)
    #expect(TestAdvice.all.count == lines.count)
    #expect(TestAdvice.all.values.allSatisfy { $0.suites.count > 3 && $0.watch.count > 3 })
  }

  @Test("the longest directory counts")
  func prefersLongest() {
    #expect(TestAdvice.advice(on: "fs/overlayfs")?.suites.contains("fstests overlay") == true)
    #expect(TestAdvice.advice(on: "fs/befs") == TestAdvice.all["fs"])
    #expect(
      TestAdvice.advice(on: "drivers/net/ethernet/intel/e1000e")
        == TestAdvice.all["drivers/net/ethernet"])
    #expect(TestAdvice.advice(on: "Documentation") == nil)
  }
}
