import SecretBase
import SecretChain

/// Messages to other contracts. A `callback_sig` that the contract wrote is read and forgotten.
extension SerdeReader {
    private static let wasmKinds = [
        "execute", "instantiate", "migrate", "update_admin", "clear_admin",
    ]

    /// What the members of all kinds are read into.
    private struct WasmParts {
        var send = ContractSend(codeHash: "", message: [], funds: [], callback: [])
        var contract = ""
        var codeID: UInt64 = 0
        var label = ""
        var admin: String?
    }

    mutating func wasm(isLegacy: Bool) throws(SerdeFault) -> ContractMessage {
        try variant(Self.wasmKinds, .structure) { reader, kind throws(SerdeFault) in
            var parts = WasmParts()
            let shape = Self.shape(kind, isLegacy: isLegacy)
            try reader.structure(shape) { reader, member throws(SerdeFault) in
                try reader.wasmMember(shape.members[member], of: kind, &parts)
            }
            switch kind {
            case 0: return .execute(parts.send, contract: parts.contract)
            case 1:
                return .instantiate(
                    parts.send, codeID: parts.codeID, label: parts.label, admin: parts.admin)
            case 2: return .migrate(parts.send, contract: parts.contract, codeID: parts.codeID)
            case 3:
                return .updateAdmin(
                    contract: parts.contract, admin: parts.admin ?? "", callback: [])
            default: return .clearAdmin(contract: parts.contract, callback: [])
            }
        }
    }

    private static func shape(_ kind: Int, isLegacy: Bool) -> Shape {
        let hash = isLegacy ? "callback_code_hash" : "code_hash"
        let signature = "callback_sig"
        return switch kind {
        case 0:
            Shape(
                "struct variant WasmMsg::Execute", "contract_addr", hash, "msg", "send", signature,
                optional: [signature])
        case 1 where isLegacy:
            Shape(
                "struct variant WasmMsg::Instantiate", "code_id", hash, "msg", "send", "label",
                signature, optional: ["label", signature])
        case 1:
            Shape(
                "struct variant WasmMsg::Instantiate", "admin", "code_id", hash, "msg", "send",
                "label", signature, optional: ["admin", signature])
        case 2:
            Shape(
                "struct variant WasmMsg::Migrate", "contract_addr", hash, "code_id", "msg",
                signature, optional: [signature])
        case 3:
            Shape(
                "struct variant WasmMsg::UpdateAdmin", "contract_addr", "admin", signature,
                optional: [signature])
        default:
            Shape(
                "struct variant WasmMsg::ClearAdmin", "contract_addr", signature,
                optional: [signature])
        }
    }

    private mutating func wasmMember(
        _ name: String, of kind: Int, _ parts: inout WasmParts
    ) throws(SerdeFault) {
        switch name {
        case "contract_addr": parts.contract = try text()
        case "code_hash", "callback_code_hash": parts.send.codeHash = try text()
        case "msg": parts.send.message = try binary()
        case "send": parts.send.funds = try coins()
        case "code_id": parts.codeID = try unsigned()
        case "label": parts.label = try text()
        case "admin" where kind == 3: parts.admin = try text()
        case "admin": parts.admin = try optional { reader throws(SerdeFault) in try reader.text() }
        default:
            _ = try optional { reader throws(SerdeFault) in
                try reader.list { reader throws(SerdeFault) in try reader.byte() }
            }
        }
    }
}
