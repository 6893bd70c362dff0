internal import ChangeModel
import Text

/// Reads an inventory: a JSON object a line for each host (NDJSON, JSON Lines), in pieces of any size.
///
/// ```
/// {"host": "web1", "group": "web", "kernel": "4.14.121-1.el7.x86_64", "modules": ["overlay", "nf_nat"]}
/// ```
///
/// `host` is the name of the host. `kernel` is what `uname -r` prints; `modules` the names of the modules that are loaded, or the text
/// that `lsmod` prints; `group` is any name. Without one of these, or with `null`, it is not known; empty text is no list of modules.
/// Other keys are not looked at. Blank lines are left out. A line that is not of this form is counted, and says nothing of a host.
public struct InventoryReader {
  private let source: String
  private let group: String?
  private var line = 0
  /// The start of a line that did not end with the last piece.
  private var rest: [UInt8] = []
  private var isSkipping = false
  /// What ended the reading.
  public private(set) var problem: KbuildError?

  /// - Parameter group: of hosts that name none.
  public init(source: String, group: String? = nil) { (self.source, self.group) = (source, group) }

  /// A host with all modules of a kernel, as lsmod prints them, has less than a hundredth of it.
  static let longestLine = 16 << 20

  /// - Returns: whether to go on.
  public mutating func read(
    _ piece: UnsafeRawBufferPointer, into builder: inout FleetBuilder
  ) -> Bool {
    var start = 0
    while let end = piece.firstOffset(of: .newline, in: start..<piece.count) {
      let part = UnsafeRawBufferPointer(rebasing: piece[start..<end])
      if rest.isEmpty, !isSkipping {
        readLine(part, into: &builder)
      } else {
        keep(part)
        finish(into: &builder)
      }
      if problem != nil { return false }
      start = end + 1
    }
    keep(UnsafeRawBufferPointer(rebasing: piece[start...]))
    return true
  }

  /// Reads a last line without an end.
  public mutating func finish(into builder: inout FleetBuilder) {
    if isSkipping {
      line += 1
      builder.add(.tooLong(limit: Self.longestLine), at: SourcePosition(file: source, line: line))
    } else if !rest.isEmpty {
      let whole = rest
      whole.withUnsafeBytes { readLine($0, into: &builder) }
    }
    rest.removeAll(keepingCapacity: true)
    isSkipping = false
  }

  private mutating func keep(_ part: UnsafeRawBufferPointer) {
    guard !isSkipping else { return }
    if rest.count + part.count > Self.longestLine {
      isSkipping = true
      rest = []
    } else {
      rest += part
    }
  }

  private mutating func readLine(_ text: UnsafeRawBufferPointer, into builder: inout FleetBuilder) {
    line += 1
    guard problem == nil, text.contains(where: { !$0.isBlank }) else { return }
    let position = SourcePosition(file: source, line: line)
    do throws(HostFlaw) {
      let host = try InventoryLine(text)
      guard
        builder.begin(
          host: host.name, group: host.group ?? group, kernel: host.kernel,
          hasModules: host.modules != nil)
      else { throw .repeated(host.name) }
      for module in host.modules ?? [] { builder.load(module) }
    } catch {
      builder.add(error, at: position)
    }
    do throws(KbuildError) {
      try builder.checkSize(of: source)
    } catch {
      problem = error
    }
  }
}
