/// Files that describe the machines that a kernel is for. All may be packed.
public struct MachineFiles: Hashable, Sendable {
  /// The configuration of NEW's kernel: `/boot/config-6.1.0-56-amd64`.
  public let configuration: String
  /// That of OLD's kernel.
  public let oldConfiguration: String?
  /// What `lsmod` printed, or `/proc/modules`, of one host each.
  public let modules: [String]
  /// As its directory under `arch` is called; `nil` for what the configuration says.
  public let architecture: String?

  public init(
    configuration: String, oldConfiguration: String? = nil, modules: [String] = [],
    architecture: String? = nil
  ) {
    (self.configuration, self.oldConfiguration) = (configuration, oldConfiguration)
    (self.modules, self.architecture) = (modules, architecture)
  }
}
