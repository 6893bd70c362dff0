/// The release of ktrail that gives an answer.
public enum ToolVersion {
  public static let current = "0.1.0"
}
