internal import ChangeModel
internal import Changelogs
import Testing

@Suite("The version of a changelog") struct NewestVersionTests {
  private static let oldest = "* Wed Sep 05 2018 Ada P <a@example.org> - 4.4.155-1.2\n- fs: one\n\n"
  private static let middle =
    "* Wed Sep 12 2018 Ada P <a@example.org> - 4.4.155-1.10\n- fs: two\n\n"
  private static let newest = "* Wed Sep 19 2018 Ada P <a@example.org> - 4.4.157-1\n- fs: three\n\n"
  private static let bare = "* Wed Sep 26 2018 Ada P <a@example.org>\n- fs: four\n\n"

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: String
    let version: String?
  }

  static let cases: [Case] = [
    .init(
      testDescription: "the newest first", text: newest + middle + oldest, version: "4.4.157-1"),
    .init(
      testDescription: "the oldest first", text: oldest + middle + newest, version: "4.4.157-1"),
    .init(
      testDescription: "what is installed above what can be had",
      text: "==== Installed Packages ====\nkernel-4.4.155-1.2.x86_64 installed\n" + oldest
        + "==== Available Packages ====\nkernel-4.4.157-1.x86_64 updates\n" + newest + middle
        + oldest,
      version: "4.4.157-1"),
    .init(
      testDescription: "two installed versions", text: middle + oldest + newest + middle + oldest,
      version: "4.4.157-1"),
    .init(
      testDescription: "two installed versions, the newer first",
      text: newest + middle + oldest + middle + oldest,
      version: "4.4.157-1"),
    .init(
      testDescription: "two that differ in the last number alone", text: oldest + middle + oldest,
      version: "4.4.155-1.10"),
    .init(
      testDescription: "two of one day",
      text: "* Wed Sep 19 2018 Ada P <a@example.org> - 4.4.156-1\n- fs: a\n\n" + newest,
      version: "4.4.157-1"),
    .init(testDescription: "a newest without one", text: bare + newest + middle, version: nil),
    .init(
      testDescription: "a newest without one below others", text: newest + middle + bare + newest,
      version: nil),
    .init(
      testDescription: "an older stream with a mistyped year below",
      text: newest + "* Wed Sep 12 2108 Ada P <a@example.org> - 4.4.150-1\n- fs: a\n",
      version: "4.4.157-1"),
    .init(
      testDescription: "another language's dates, the oldest first",
      text: "* Mi Okt 10 2018 Ada P <a@example.org> - 4.4.155-1\n- fs: a\n\n"
        + "* Mi Okt 17 2018 Ada P <a@example.org> - 4.4.157-1\n- fs: b\n", version: "4.4.157-1"),
    .init(
      testDescription: "a higher version that is older",
      text: newest + "* Wed Sep 12 2018 Ada P <a@example.org> - 4.5.0-0.rc1\n- fs: a\n",
      version: "4.4.157-1"),
  ]

  @Test("is the newest release's, or unknown", arguments: cases)
  func newest(_ changelog: Case) throws {
    #expect(try parse(changelog.text).newestVersion == changelog.version)
  }
}
