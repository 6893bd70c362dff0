import ArgumentParser

/// When something is done that not everybody wants.
enum Occasion: String, CaseIterable, ExpressibleByArgument {
  case auto, always, never
}
