import ArgumentParser
import Investigation

extension ExitCode {
  /// 64 where the words of the command can never be answered, as for what the parser refuses; 1 for what could not be
  /// done.
  init(of error: any Error) {
    let isWrongUsage = (error as? InvestigationError)?.isWrongUsage ?? false
    self = isWrongUsage ? .validationFailure : ExitCode(1)
  }
}
