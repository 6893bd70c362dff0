import Foundation

/// What one run of a program took.
struct Run {
  /// Seconds from start to end.
  var wall: Double
  /// Seconds of user and system time.
  var cpu: Double
  /// Most bytes in memory at once, mapped files included.
  var peakMemory: Int
  /// Most bytes of its own, without mapped files. Sampled every 20 ms, so a shorter peak may be missed; 0 for a run
  /// that was over before.
  var peakPrivateMemory: Int
  var output: String

  /// Runs a program to its end, alone of all that this process does.
  ///
  /// Not by swift-subprocess, which does not report the resources of a child.
  ///
  /// - Parameter keepingOutput: else it is thrown away, as a file of many MB would cost time.
  init(of command: [String], keepingOutput: Bool = true) throws {
    let files = try OutputFiles()
    defer { files.remove() }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(
      &actions, 1, keepingOutput ? files.output : "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, files.errors, O_WRONLY, 0)
    var arguments = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }

    let clock = ContinuousClock()
    let start = clock.now
    var child: pid_t = 0
    let status = posix_spawnp(&child, command[0], &actions, nil, &arguments, environ)
    guard status == 0 else {
      throw BenchError(description: "\(command[0]): \(String(cString: strerror(status)))")
    }
    let sampler = MemorySampler(process: child)
    var exit: Int32 = 0
    var usage = rusage()
    while wait4(child, &exit, 0, &usage) < 0, errno == EINTR {}
    wall = (clock.now - start) / .seconds(1)
    peakPrivateMemory = sampler.finish()
    cpu = usage.ru_utime.seconds + usage.ru_stime.seconds
    peakMemory = usage.ru_maxrss * 1024
    output = try files.text(files.output)
    guard exit == 0 else {
      let reason = try files.text(files.errors).split(separator: "\n").first ?? "no reason given"
      throw BenchError(description: "\(command.prefix(3).joined(separator: " ")): \(reason)")
    }
  }

  /// The least of both times, the most of both memories.
  func combined(with other: Run) -> Run {
    var best = self
    best.wall = min(wall, other.wall)
    best.cpu = min(cpu, other.cpu)
    best.peakMemory = max(peakMemory, other.peakMemory)
    best.peakPrivateMemory = max(peakPrivateMemory, other.peakPrivateMemory)
    return best
  }
}

/// Files instead of pipes: nobody has to read them while the time runs.
private struct OutputFiles {
  let output, errors: String

  init() throws {
    let base = "\(NSTemporaryDirectory())/ktrail-bench-\(UUID().uuidString)"
    (output, errors) = (base + ".out", base + ".err")
    for path in [output, errors] {
      guard FileManager.default.createFile(atPath: path, contents: nil) else {
        throw BenchError(description: "\(path) cannot be written")
      }
    }
  }

  func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }

  func remove() {
    for path in [output, errors] { try? FileManager.default.removeItem(atPath: path) }
  }
}

extension timeval {
  fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) / 1e6 }
}
