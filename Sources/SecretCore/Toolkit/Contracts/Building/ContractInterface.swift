/// Which words host and contract speak.
public enum ContractInterface: String, Sendable, CaseIterable {
    /// `interface_version_8`: what new contracts use.
    case v1
    /// `cosmwasm_vm_version_3`: what the network began with, and still runs.
    case v010 = "v0.10"
}

/// A function that the chain may call, by its name in Swift.
enum ContractEntry: String, CaseIterable {
    case instantiate, execute, query, migrate, reply, sudo
    /// Has no content: that it is there says that the contract wants random bytes.
    case requiresRandom

    /// The export's name; `nil` where `interface` does not know it.
    func export(in interface: ContractInterface) -> String? {
        switch (self, interface) {
        case (.requiresRandom, .v1): "requires_random"
        case (_, .v1): rawValue
        case (.instantiate, .v010): "init"
        case (.execute, .v010): "handle"
        case (.query, .v010), (.migrate, .v010): rawValue
        case (.reply, .v010), (.sudo, .v010), (.requiresRandom, .v010): nil
        }
    }

    /// Entry points without which the chain refuses to store the contract.
    static func required(in interface: ContractInterface) -> [ContractEntry] {
        interface == .v1 ? [.instantiate] : [.instantiate, .execute, .query]
    }

    /// Parameters of the export; the result is one region, but for `requiresRandom`.
    func parameters(in interface: ContractInterface) -> Int {
        switch (self, interface) {
        case (.requiresRandom, _): 0
        case (.instantiate, .v1), (.execute, .v1): 3
        case (.query, .v010): 1
        default: 2
        }
    }

    /// The frame in the library that runs it.
    var frame: String {
        switch self {
        case .query: "query"
        case .reply: "reply"
        default: "handle"
        }
    }
}

/// The Swift file that turns a contract's functions into the chain's exports.
struct ContractExports {
    let interface: ContractInterface
    let entries: [ContractEntry]

    var source: String {
        var lines = ["import SecretContract", ""]
        let marker = interface == .v1 ? "interface_version_8" : "cosmwasm_vm_version_3"
        lines += Self.export(marker, "()", "{}")
        lines += Self.export(
            "allocate", "(_ count: UInt32) -> UInt32", "{ EntryPoint.allocate(count) }")
        lines += Self.export("deallocate", "(_ region: UInt32)", "{}")
        for entry in entries {
            guard let name = entry.export(in: interface) else { continue }
            let count = entry.parameters(in: interface)
            guard count > 0 else {
                lines += Self.export(name, "()", "{}")
                continue
            }
            let names = (0..<count).map { "region\($0)" }
            let parameters = names.map { "_ \($0): UInt32" }.joined(separator: ", ")
            let arguments = (names + ["with: \(entry.rawValue)"]).joined(separator: ", ")
            lines += Self.export(
                name, "(\(parameters)) -> UInt32", "{ EntryPoint.\(entry.frame)(\(arguments)) }")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func export(_ name: String, _ signature: String, _ body: String) -> [String] {
        [
            "@_expose(wasm, \"\(name)\") @_cdecl(\"\(name)\")",
            "func export_\(name)\(signature) \(body)",
        ]
    }
}
