import ChangeModel
import Text

/// The recipes that come along.
public enum ShippedRecipes {
  public struct Shipped: Hashable, Sendable {
    public let name: String
    public let bytes: [UInt8]
  }

  public static let all: [Shipped] = [
    Shipped(name: "apt", bytes: PackageResources.apt_toml),
    Shipped(name: "apt-qemu", bytes: PackageResources.apt_qemu_toml),
    Shipped(name: "bindeb-pkg", bytes: PackageResources.bindeb_pkg_toml),
    Shipped(name: "binrpm-pkg", bytes: PackageResources.binrpm_pkg_toml),
    Shipped(name: "dnf", bytes: PackageResources.dnf_toml),
    Shipped(name: "kexec", bytes: PackageResources.kexec_toml),
    Shipped(name: "qemu", bytes: PackageResources.qemu_toml),
    Shipped(name: "vng", bytes: PackageResources.vng_toml),
  ]

  public static subscript(name: String) -> Shipped? { all.first { $0.name == name } }
}

extension Recipe {
  /// Reads a file, or takes one of ``ShippedRecipes`` by its name.
  public init(named operand: String) throws(RecipeError) {
    if !operand.utf8.contains(UInt8(ascii: "/")), let shipped = ShippedRecipes[operand] {
      try self.init(parsing: shipped.bytes, source: shipped.name)
      return
    }
    let bytes: [UInt8]
    do throws(ReadFailure) {
      bytes = try OpenFile(operand).readAll(limit: Self.mostBytes)
    } catch {
      if case .system(let system) = error, system.code == ENOENT {
        throw RecipeError(
          .unknownRecipe(
            operand,
            nearest: ShippedRecipes.all.map(\.name).nearest(to: operand, limit: 2)), in: operand)
      }
      throw RecipeError(.unreadable("\(error)"), in: operand)
    }
    try self.init(parsing: bytes, source: operand)
  }
}
