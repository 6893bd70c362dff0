internal import ChangeModel

extension Question {
  /// With what helps to answer it.
  var sentence: String {
    switch topic {
    case .area: "Where is it, as far as you can see?"
    case .filesystem: "Which file system does it happen on? (`mount` lists them.)"
    case .driver:
      "Does the machine use a driver from \(options[0].description)? (`lsmod` lists what is loaded.)"
    case .architecture: "Which architecture is the kernel for? (`uname -m` says it.)"
    }
  }

  /// What can be picked besides what is offered.
  var noneOfThese: String { topic == .driver ? "no" : "none of these" }
}

extension Area {
  /// For somebody who does not know the tree: `fs/overlayfs: OVERLAY FILESYSTEM (ovl)`.
  var description: String { path + separatedAbout }

  /// What follows the path there.
  var separatedAbout: String {
    about.isEmpty ? "" : title == nil ? " \(about)" : ": \(about)"
  }

  /// `OVERLAY FILESYSTEM (ovl)`
  var about: String {
    let named = prefixes.isEmpty ? nil : "(\(prefixes.joined(separator: ", ")))"
    return [title, named].compactMap(\.self).joined(separator: " ")
  }
}

extension AnsweredQuestion {
  /// What was answered and what that does, without a full stop: `you said that it is in fs/overlayfs: …`.
  var clause: String {
    let options = question.options
    let all = options.map(\.path).joined(separator: ", ")
    return switch (question.topic, answer) {
    case (.architecture, .pick(let area, _)):
      "you said that the kernel is for \(area.name): what is for others only has almost no weight"
    case (_, .pick(let area, isSure: true)):
      "you are sure that \(question.claim(area)): all other changes have almost no weight"
    case (_, .pick(let area, isSure: false)):
      "you said that \(question.claim(area)): ten times the odds for its \(area.candidates.of("change"))"
    case (.driver, .none):
      "you said that the machine uses no driver from \(all): a tenth of the odds for its \(options[0].candidates.of("change"))"
    case (.filesystem, .none):
      "you said that it happens on none of \(all): a tenth of the odds for their changes"
    case (.architecture, .none):
      "you said that the kernel is for none of \(all): a tenth of the odds for their changes"
    case (.area, .none):
      "you said that it is in none of \(all): a tenth of the odds for their changes"
    case (.driver, .unknown):
      "you did not know whether the machine uses a driver from \(all); nothing changes"
    case (.filesystem, .unknown):
      "you did not know whether it happens on \(all); nothing changes"
    case (.architecture, .unknown):
      "you did not know whether the kernel is for \(all); nothing changes"
    case (.area, .unknown): "you did not know whether it is in \(all); nothing changes"
    }
  }

  var sentence: String { "Y\(clause.dropFirst())." }
}

extension Question {
  fileprivate func claim(_ area: Area) -> String {
    switch topic {
    case .area, .architecture: "it is in \(area.path)"
    case .filesystem: "it happens on \(area.name) (\(area.path))"
    case .driver: "the machine uses a driver from \(area.path)"
    }
  }
}

extension ShellCommand {
  /// The same question with what was answered to it, so that nobody needs to be asked again.
  func answering(_ answered: [AnsweredQuestion]) -> ShellCommand {
    answered.reduce(self) { command, answered in
      switch (answered.answer, answered.question.topic) {
      case (.unknown, _): command
      case (.pick(let area, _), .architecture): command.option(.arch, area.name)
      case (.pick(let area, isSure: true), _): command.option(.subsystem, area.path)
      case (.pick(let area, isSure: false), _): command.option(.likely, area.path)
      case (.none, _):
        answered.question.options.reduce(command) { $0.option(.unlikely, $1.path) }
      }
    }
  }
}
