import Foundation
import TestSupport
import Testing

/// The readers that `make fuzz` feeds, in an ordinary build: what they once failed on, and some damage to what they know.
@Suite("Hostile input", .serialized) struct FuzzTests {
  /// `Fixtures/fuzz/TARGET/…`: what a fuzzer or an attacker found. A trap ends the run, and so fails.
  @Test("what once did harm does none", arguments: FuzzTarget.all)
  func regressions(_ target: FuzzTarget) throws {
    let folder = "\(SharedMaterial.projectRoot)/Fixtures/fuzz/\(target.name)"
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    for name in (names ?? []).sorted() {
      let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
      Watchdog.read(Array(data), with: target, "\(target.name)/\(name)")
    }
  }

  @Test("every folder of the corpus has its target")
  func folders() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: "\(SharedMaterial.projectRoot)/Fixtures/fuzz")
    #expect(
      Set(folders).subtracting(FuzzTarget.all.map { $0.name }).subtracting(["README.md"]) == [])
  }

  @Test("what they know, changed at random, does no harm", arguments: FuzzTarget.all)
  func mutations(_ target: FuzzTarget) {
    var generator = SeededGenerator(seed: 7)
    let seeds = target.seeds()
    for seed in seeds { Watchdog.read(seed, with: target, "a seed of \(target.name)") }
    for number in 0..<target.triesInTests {
      guard let seed = seeds.randomElement(using: &generator) else { return }
      var bytes = Array(seed.prefix(target.longest))
      for _ in 0...Int.random(in: 0..<4, using: &generator) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, place + Int.random(in: 0...8, using: &generator))
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes.removeSubrange(place..<end)
        case 1: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 2:
          if let other = seeds.randomElement(using: &generator) {
            bytes.replaceSubrange(place..<end, with: other.dropFirst(place).prefix(64))
          }
        default:
          let byte = UInt8.random(in: 0...255, using: &generator)
          if place < bytes.count { bytes[place] = byte } else { bytes.append(byte) }
        }
      }
      Watchdog.read(bytes, with: target, "try \(number) of \(target.name)")
    }
  }
}

extension FuzzTarget: CustomTestStringConvertible {
  var testDescription: String { name }
}

/// Ends the run where an input takes for ever, with its name; every one should take milliseconds.
private enum Watchdog {
  private static let patience = DispatchTimeInterval.seconds(120)

  static func read(_ input: [UInt8], with target: FuzzTarget, _ name: String) {
    let alarm = DispatchWorkItem { fatalError("\(name) takes for ever") }
    DispatchQueue.global().asyncAfter(deadline: .now() + patience, execute: alarm)
    target.read(input)
    alarm.cancel()
  }
}
