import SecretBase
import SecretChain
import SecretWire

/// What contracts ask of other contracts, and about them.
enum WasmPlugin {
    static func answer(
        _ query: JSONValue, depth: UInt32, _ context: LedgerContext
    ) throws(PluginStop) -> Bytes {
        if let smart = query["smart"] {
            let contract = try address(smart)
            let message = bytes(smart["msg"])
            return try PluginStop.within { () throws(LedgerFault) in
                try context.compute.querySmart(
                    contract: contract, query: message, depth: depth)
            }
        }
        if let raw = query["raw"] {
            let contract = try address(raw)
            let key = bytes(raw["key"])
            let value = try PluginStop.within { () throws(LedgerFault) in
                try context.compute.raw(contract, key)
            }
            guard let value else { return GoJSON.list([]) }
            var fields: [(String, Bytes)] = []
            if !key.isEmpty { fields.append(("Key", GoJSON.text(Hex.encodeUpper(key)))) }
            if !value.isEmpty { fields.append(("Value", GoJSON.base64(value))) }
            return GoJSON.list([GoJSON.object(fields)])
        }
        guard let asked = query["contract_info"] else {
            throw .unsupported("unknown WasmQuery variant")
        }
        let contract = try address(asked)
        let info = try PluginStop.within { () throws(LedgerFault) in
            try context.compute.info(of: contract)
        }
        guard let info else {
            throw .refused(SDKError.invalidAddress, asked["contract_addr"]?.plainText ?? "")
        }
        let creator = (try? Address(bytes: Bytes(info.creator)))?.description ?? ""
        var fields = [
            ("code_id", GoJSON.number(info.codeID)), ("creator", GoJSON.text(creator)),
            ("pinned", Bytes("false".utf8)),
        ]
        if !info.ibcPortID.isEmpty { fields.append(("ibc_port", GoJSON.text(info.ibcPortID))) }
        return GoJSON.object(fields)
    }

    private static func address(_ query: JSONValue) throws(PluginStop) -> Address {
        let text = query["contract_addr"]?.plainText ?? ""
        guard let address = try? Address(text) else {
            throw .refused(SDKError.invalidAddress, text)
        }
        return address
    }

    private static func bytes(_ value: JSONValue?) -> Bytes {
        (try? Base64.decode(value?.plainText ?? "", bytesMax: 1 << 24)) ?? []
    }
}
