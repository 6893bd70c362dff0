/// The program that gives an answer, as the answer names it.
public enum ToolVersion {
  public static let name = "ktrail"
  public static let current = "0.1.0"
}
