package import Text

extension String.UTF8View {
  /// Writes all, however little the system takes at once.
  package func write(to descriptor: Int32) throws(SystemError) {
    var bytes = ContiguousArray(self)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { writeBytes(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        bytes = bytes.dropFirst(count)
        continue
      }
      switch errno {
      case EINTR: break
      case EAGAIN:
        // Another program has made a pipe that it shares with us non-blocking.
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&waiting, 1, -1)
      case let code: throw SystemError(code: code)
      }
    }
  }
}

/// `write(2)`, which the method above hides.
private func writeBytes(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, start, count)
}
