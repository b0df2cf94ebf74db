/// The value types of the module format's first version, by their byte.
package enum WasmType: UInt8, Hashable, Sendable {
    case i32 = 0x7f
    case i64 = 0x7e
    case f32 = 0x7d
    case f64 = 0x7c

    package var isFloat: Bool { self == .f32 || self == .f64 }
}

/// Which of the two contract interfaces a module speaks. Source: enclave protocol §5.1.
package enum WasmDialect: Hashable, Sendable {
    /// CosmWasm v0.10, marked by the export `cosmwasm_vm_version_3`.
    case v010
    /// CosmWasm v1, marked by the export `interface_version_8`.
    case v1

    init?(marker: String) {
        switch marker {
        case "cosmwasm_vm_version_3": self = .v010
        case "interface_version_8": self = .v1
        default: return nil
        }
    }
}
