/// The program that writes a report, as the report names it.
public enum ToolVersion {
  public static let name = "ktrail"
  public static let current = "0.1.0"
}
