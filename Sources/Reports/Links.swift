/// Which pages the names in a document lead to. A page is opened by a reader only; nothing is loaded from it.
public struct Links: Hashable, Sendable {
  /// The address of a commit's page, with a placeholder for its name.
  public struct Template: Hashable, Sendable {
    let text: String

    public enum Flaw: String, Hashable, Sendable {
      case scheme, placeholder, unknownPlaceholder, character
    }

    /// `https://git.kernel.org/stable/c/{commit}`: `{commit}` is the whole name, `{id}` its first twelve digits.
    public init(_ text: String) throws(FlawedTemplate) {
      let rest = ["https://", "http://"].first(where: text.hasPrefix).map {
        text.dropFirst($0.count)
      }
      guard let rest, let first = rest.utf8.first, first.isNameByte else {
        throw FlawedTemplate(flaw: .scheme)
      }
      let plain = text.replacing("{commit}", with: "").replacing("{id}", with: "")
      guard plain.utf8.count < text.utf8.count else { throw FlawedTemplate(flaw: .placeholder) }
      guard !plain.utf8.contains(where: { "{}".utf8.contains($0) }) else {
        throw FlawedTemplate(flaw: .unknownPlaceholder)
      }
      guard plain.utf8.allSatisfy(\.isAddressByte) else { throw FlawedTemplate(flaw: .character) }
      self.text = text
    }

    fileprivate static let stable = Template(known: "https://git.kernel.org/stable/c/{commit}")

    private init(known text: String) { self.text = text }

    func address(of digits: String) -> String {
      text.replacing("{commit}", with: digits).replacing("{id}", with: String(digits.prefix(12)))
    }
  }

  /// A template that leads nowhere.
  public struct FlawedTemplate: Error, Hashable {
    public let flaw: Template.Flaw
  }

  /// `nil`: names lead nowhere outside of the document.
  let commits: Template?

  public static let standard = Links(commits: .stable)
  public static let none = Links(commits: nil)

  public init(commits: Template?) { self.commits = commits }

  /// The address of a page outside of the document; `nil` for what leads to none.
  func address(of link: Link) -> String? {
    guard let commits else { return nil }
    switch link {
    case .commit(let digits): return commits.address(of: digits)
    // The stable tree does not have it; a page that the user names may.
    case .vendorCommit(let digits): return commits == .stable ? nil : commits.address(of: digits)
    case .cve(let id): return "https://www.cve.org/CVERecord?id=\(id)"
    case .syzbot(let hash): return "https://syzkaller.appspot.com/bug?extid=\(hash)"
    case .bug(let tracker, let id): return tracker.address + id
    case .page(let address): return address
    case .row, .section: return nil
    }
  }
}

extension UInt8 {
  /// Whether it may begin a host's name.
  fileprivate var isNameByte: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
      || self == UInt8(ascii: "[")
  }

  /// Whether an address may have it (RFC 3986).
  var isAddressByte: Bool {
    self > 0x20 && self < 0x7F && !"\"<>\\^`{|}".utf8.contains(self)
  }
}
