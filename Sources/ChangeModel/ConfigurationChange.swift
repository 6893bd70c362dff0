/// A symbol whose value differs between the configurations of two kernels.
public struct ConfigurationChange: Codable, Hashable, Sendable {
  /// Without `CONFIG_`: `OVERLAY_FS`.
  public let symbol: String
  /// `nil` where it is not set.
  public let old, new: String?

  public init(symbol: String, old: String?, new: String?) {
    (self.symbol, self.old, self.new) = (symbol, old, new)
  }
}
