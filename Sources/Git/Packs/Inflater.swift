internal import CZlib

/// Inflates zlib streams, one after the other, with state that is set up once.
final class Inflater {
  /// With room past the end, a stream that gives too much differs from one that ends there.
  private static let slack = 1
  // zlib's state points back at the stream, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private var scratch: UnsafeMutableRawBufferPointer

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    _ = ktrail_inflate_init(stream)
    scratch = .allocate(byteCount: 1 << 16, alignment: 16)
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    scratch.deallocate()
  }

  /// Inflates a stream that must give exactly `size` bytes.
  ///
  /// - Parameter input: where the stream begins, with whatever follows it.
  /// - Returns: the bytes, valid until the next call; `nil` if they are damaged, cut off, or more or fewer.
  func inflate(_ input: UnsafeRawBufferPointer, size: Int) -> UnsafeRawBufferPointer? {
    let capacity = size + Self.slack
    guard capacity <= Int(UInt32.max) else { return nil }
    if capacity > scratch.count {
      scratch.deallocate()
      scratch = .allocate(byteCount: capacity + capacity / 2, alignment: 16)
    }
    guard let output = scratch.baseAddress, inflateReset(stream) == Z_OK else { return nil }
    let start = input.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.next_in = UnsafeMutablePointer(mutating: start)
    stream.pointee.avail_in = UInt32(min(input.count, Int(UInt32.max)))
    stream.pointee.next_out = output.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(capacity)
    // Z_FINISH spares zlib the copy of its window.
    guard CZlib.inflate(stream, Z_FINISH) == Z_STREAM_END, stream.pointee.total_out == size else {
      return nil
    }
    return UnsafeRawBufferPointer(start: output, count: size)
  }
}
