import SecretBase
import SecretChain

/// The module's events, attributes in the chain's order. Source: enclave protocol §5.8;
/// SecretNetwork `x/compute/internal/types/{events,types}.go`.
extension Event {
    private static let contractKey = "contract_address"

    static func instantiate(_ contract: Party, code: UInt64) -> Event {
        Event(
            "instantiate", [.init(contractKey, contract.text), .init("code_id", "\(code)")])
    }

    static func execute(_ contract: Party) -> Event {
        Event("execute", [.init(contractKey, contract.text)])
    }

    static func reply(_ contract: Party) -> Event {
        Event("reply", [.init(contractKey, contract.text)])
    }

    static func migrate(_ contract: Party, code: UInt64) -> Event {
        Event("migrate", [.init("code_id", "\(code)"), .init(contractKey, contract.text)])
    }

    static func updateAdmin(of contract: Party, to admin: String) -> Event {
        Event(
            "update_contract_admin",
            [.init(contractKey, contract.text), .init("new_admin_address", admin)])
    }

    /// What every message of this module begins with.
    static func compute(sender: String, contract: String? = nil) -> Event {
        var event = Event("message", [.init("module", "compute"), .init("sender", sender)])
        if let contract { event.append(contractKey, contract) }
        return event
    }

    /// A call's own event: the contract, then what it tells, but for the contract's own name.
    static func wasm(_ attributes: [ContractAttribute], of contract: Party) -> Event {
        var event = Event("wasm", [.init(contractKey, contract.text)])
        for attribute in attributes where attribute.key != contractKey {
            event.append(attribute.key, attribute.value)
        }
        return event
    }

    /// An event of a contract's own kind. Throws when the chain does not take it.
    static func custom(
        _ custom: ContractEvent, of contract: Party
    ) throws(LedgerFault) -> Event {
        let type = custom.type.trimmed
        guard type.utf8.count > 2 else {
            throw .refused(ComputeError.invalidEvent, "Event type too short: '\(type)'")
        }
        var event = Event("wasm-" + type, [.init(contractKey, contract.text)])
        for attribute in custom.attributes {
            let (key, value) = (attribute.key.trimmed, attribute.value.trimmed)
            guard !key.isEmpty else {
                throw .refused(
                    ComputeError.invalidEvent, "Empty attribute key. Value: \(attribute.value)")
            }
            guard !value.isEmpty else {
                throw .refused(ComputeError.invalidEvent, "Empty attribute value. Key: \(key)")
            }
            guard key.utf8.first != UInt8(ascii: "_") else {
                throw .refused(
                    ComputeError.invalidEvent,
                    "Attribute key starts with reserved prefix _: '\(key)'")
            }
            event.append(key, value)
        }
        return event
    }
}

extension String {
    /// Without white space at both ends, as Go's `strings.TrimSpace` sees it.
    fileprivate var trimmed: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
