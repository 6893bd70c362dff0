import TestSupport
import Testing
import Text

@Suite("Tables") struct TablesTests {
  @Test("equal hashes have one number, in the order of their first coming, however many there are")
  func numbers() {
    var generator = SeededGenerator(seed: 11)
    // Most of them meet in a few places of the table.
    let hashes = (0..<20_000).map { _ in UInt32.random(in: 0..<3000, using: &generator) << 8 }
    var numbering = HashNumbering<UInt32>()
    var expected: [UInt32: Int] = [:]
    for hash in hashes {
      #expect(numbering.number(of: hash) == expected[hash])
      let number = expected[hash] ?? expected.count
      expected[hash] = number
      #expect(numbering.insert(hash) == number)
    }
    #expect(numbering.count == expected.count)
    #expect(numbering.hashes.enumerated().allSatisfy { expected[$1] == $0 })
    #expect(!numbering.contains(7))
    numbering.removeAll()
    #expect(numbering.count == 0)
    #expect(numbering.number(of: hashes[0]) == nil)
  }

  @Test("a heap gives back what was pushed, least first")
  func heap() {
    var generator = SeededGenerator(seed: 12)
    var heap = BinaryHeap<Int>()
    var kept: [Int] = []
    for _ in 0..<2000 {
      if Int.random(in: 0..<3, using: &generator) > 0 {
        let number = Int.random(in: 0..<50, using: &generator)
        heap.push(number)
        kept.append(number)
      } else {
        let least = kept.min()
        #expect(heap.pop() == least)
        if let least, let place = kept.firstIndex(of: least) { kept.remove(at: place) }
      }
    }
    while let number = heap.pop() {
      #expect(number == kept.min())
      kept.remove(at: kept.firstIndex(of: number)!)
    }
    #expect(kept.isEmpty)
  }
}
