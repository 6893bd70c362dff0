internal import ChangeModel

extension SearchMatch {
  /// `“null pointer dereference” in the subject, “overlayfs” as ovl in the message; not “readdir”`
  var sentence: String {
    var parts: [String] = []
    for (field, name) in [(Field.subject, "in the subject"), (.message, "in the message")] {
      let those = found.filter { $0.field == field }
      if !those.isEmpty { parts.append("\(those.map(\.name).joined(separator: ", ")) \(name)") }
    }
    for place in found {
      if case .path(let path) = place.field {
        parts.append("touches \(path) (“\(place.term)”)")
      }
    }
    let rest = lacking.map { "“\($0)”" }.joined(separator: ", ")
    return parts.joined(separator: "; ") + (rest.isEmpty ? "" : "; not \(rest)")
  }
}

extension SearchMatch.Found {
  fileprivate var name: String { term == form ? "“\(term)”" : "“\(term)” as “\(form)”" }
}
