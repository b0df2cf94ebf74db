package import SecretBase

/// What the network's host looks at before it stores a module. Its texts are the network's,
/// without the prefix `Error during static Wasm validation: `.
/// Source: enclave protocol §6, cosmwasm-sgx-vm `compatability.rs` and `features.rs`.
package enum StaticChecks {
    package struct Report: Hashable, Sendable {
        package let dialect: WasmDialect
        /// All six `ibc_` exports are there.
        package let isIBC: Bool
        /// Names behind `requires_`, sorted.
        package let features: [String]
    }

    private static let pagesMax: UInt32 = 512
    /// What the network's application supports.
    private static let features: Set<String> = ["staking", "stargate", "ibc3", "random"]

    /// Throws `refused` with the network's text, at most 4096 bytes of it.
    package static func storeReport(of wasm: Bytes) throws(WasmError) -> Report {
        let module: HostModule
        do {
            module = try HostModule(deserializing: wasm)
        } catch {
            throw refusal(
                "Wasm bytecode could not be deserialized. Deserialization error: \"\(error.text)\"")
        }
        try checkMemory(of: module)
        let features = try checkFeatures(of: module)
        try checkDialects(of: module)
        let marks = module.exports.lazy.compactMap { WasmDialect(marker: $0.name) }
        guard let dialect = marks.first else {
            throw refusal("no export marks the interface")  // the check of exports has seen one
        }
        let names = Set(module.exports.map(\.name))
        return Report(
            dialect: dialect, isIBC: names.isSuperset(of: ibcExports), features: features)
    }

    private static func checkMemory(of module: HostModule) throws(WasmError) {
        guard module.hasMemorySection else {
            throw refusal("Wasm contract doesn't have a memory section")
        }
        guard let memory = module.memories.first, module.memories.count == 1 else {
            throw refusal("Wasm contract must contain exactly one memory")
        }
        guard memory.initial <= pagesMax else {
            throw refusal(
                "Wasm contract memory's minimum must not exceed \(pagesMax) pages.")
        }
        guard memory.maximum == nil else {
            throw refusal(
                "Wasm contract memory's maximum must be unset. The host will set it for you.")
        }
    }

    private static func checkFeatures(of module: HostModule) throws(WasmError) -> [String] {
        let prefix = "requires_".utf8
        var required: Set<String> = []
        for export in module.exports where export.isFunction {
            guard export.name.utf8.starts(with: prefix) else { continue }
            let feature = String(export.name.unicodeScalars.dropFirst(prefix.count))
            if !feature.isEmpty { required.insert(feature) }
        }
        let unknown = inByteOrder(required.subtracting(features))
        guard unknown.isEmpty else {
            let list = unknown.map(RustText.quoted).joined(separator: ", ")
            throw refusal("Wasm contract requires unsupported features: {\(list)}")
        }
        return inByteOrder(required)
    }

    private static func inByteOrder(_ texts: Set<String>) -> [String] {
        texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func checkDialects(of module: HostModule) throws(WasmError) {
        let faults = [
            missingExport(of: module, among: exportsV010),
            unknownImport(of: module, beside: importsV010),
            missingExport(of: module, among: exportsV1),
            unknownImport(of: module, beside: importsV1),
        ]
        if faults[0] == nil, faults[1] == nil { return }
        if faults[2] == nil, faults[3] == nil { return }
        let list = faults.map { fault in
            guard let fault else { return "Ok(())" }
            let text = RustText.quoted(fault)
            return "Err(StaticValidationErr { msg: \(text), backtrace: Backtrace(()) })"
        }
        throw refusal(
            "Contract is not CosmWasm v0.10 or v1. To support v0.10 please fix the former two "
                + "errors, to supports v1 please fix the latter two errors: "
                + "$[\(list.joined(separator: ", "))]")
    }

    private static func missingExport(of module: HostModule, among required: [String]) -> String? {
        let names = Set(module.exports.map(\.name))
        guard let missing = required.first(where: { !names.contains($0) }) else { return nil }
        return "Wasm contract doesn't have required export: \"\(missing)\". "
            + "Exports required by VM: \(RustText.list(required))."
    }

    private static func unknownImport(
        of module: HostModule, beside supported: [String]
    ) -> String? {
        for entry in module.imports {
            let name = "\(entry.module).\(entry.name)"
            guard supported.contains(name) else {
                return "Wasm contract requires unsupported import: \"\(name)\". "
                    + "Imports supported by VM: \(RustText.list(supported))."
            }
            guard entry.isFunction else {
                return "Wasm contract requires non-function import: \"\(name)\". "
                    + "Right now, all supported imports are functions."
            }
        }
        return nil
    }

    private static func refusal(_ text: String) -> WasmError {
        .refused(RustText.truncated(text, to: 4096))
    }
}

/// The names that the checks go by, in the source's order, which its texts show.
extension StaticChecks {
    private static let exportsV010 = [
        "cosmwasm_vm_version_3", "query", "init", "handle", "allocate", "deallocate",
    ]
    private static let exportsV1 = [
        "interface_version_8", "allocate", "deallocate", "instantiate",
    ]
    private static let ibcExports: Set<String> = [
        "ibc_channel_open", "ibc_channel_connect", "ibc_channel_close",
        "ibc_packet_receive", "ibc_packet_ack", "ibc_packet_timeout",
    ]
    /// With `debug_print`, as the network's local image is built.
    private static let importsV010 = [
        "env.db_read", "env.db_write", "env.db_remove", "env.canonicalize_address",
        "env.humanize_address", "env.query_chain", "env.secp256k1_verify",
        "env.secp256k1_recover_pubkey", "env.secp256k1_sign", "env.ed25519_verify",
        "env.ed25519_batch_verify", "env.ed25519_sign", "env.db_scan", "env.db_next",
        "env.debug_print",
    ]
    private static let importsV1 = [
        "env.db_read", "env.db_write", "env.db_remove", "env.addr_validate",
        "env.addr_canonicalize", "env.addr_humanize", "env.secp256k1_verify",
        "env.secp256k1_recover_pubkey", "env.secp256k1_sign", "env.ed25519_verify",
        "env.ed25519_batch_verify", "env.ed25519_sign", "env.dcap_quote_verify", "env.debug",
        "env.query_chain", "env.db_scan", "env.db_next", "env.gas_evaporate", "env.check_gas",
    ]
}
