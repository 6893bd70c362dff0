import Synchronization

/// Builds the kernels that are likeliest to be asked for next, while another is tested.
final class BuildAhead: Sendable {
  private struct State {
    /// What is being built now.
    var current: BootRun.Target?
    /// No other is begun.
    var isEnding = false
  }

  private let task: Task<Void, Never>
  private let state: StateBox

  private final class StateBox: Sendable {
    let value = Mutex(State())
  }

  /// - Parameter kernels: the likeliest first.
  init(_ kernels: [BootRun.Kernel], _ run: BootRun, in workTree: WorkTree?) {
    let state = StateBox()
    self.state = state
    task = Task {
      for kernel in kernels where run.folders.complete(kernel.target.name) == nil {
        let isBegun = state.value.withLock { state in
          if !state.isEnding { state.current = kernel.target }
          return !state.isEnding
        }
        guard isBegun, !Task.isCancelled else { return }
        // What does not build is found again, and told, when it is asked for.
        if case .complete(let complete)? = try? await run.obtain(
          kernel, in: workTree, ahead: true)
        {
          run.tell(.builtAhead(kernel.name, seconds: complete.seconds))
        }
        state.value.withLock { $0.current = nil }
      }
    }
  }

  /// Ends with the kernel that is asked for now, if that is being built, else at once.
  func leaveOnly(_ target: BootRun.Target) async {
    let isWanted = state.value.withLock { state in
      state.isEnding = true
      return state.current == target
    }
    if !isWanted { task.cancel() }
    await task.value
  }

  func end() async {
    state.value.withLock { $0.isEnding = true }
    task.cancel()
    await task.value
  }
}
