import SecretBase
import SecretWasm

/// Addresses between their text and their bytes. Errors are texts in new regions; 0 is success.
extension HostFunctions {
    private static let addressGas: UInt64 = 8_192
    private static let prefix = "secret"

    static let addresses: [HostFunction] = [
        function("canonicalize_address", 2, .pointer) { frame throws(HostStop) in
            try canonicalize(frame, isLegacy: true)
        },
        function("addr_canonicalize", 2, .pointer) { frame throws(HostStop) in
            try canonicalize(frame, isLegacy: false)
        },
        function("humanize_address", 2, .pointer, humanize),
        function("addr_humanize", 2, .pointer, humanize),
        function("addr_validate", 1, .pointer, validate),
    ]

    /// v0.10 takes white space off both ends first.
    private static func canonicalize(
        _ frame: Frame, isLegacy: Bool
    ) throws(HostStop) -> UInt64 {
        try frame.charge(addressGas)
        let given = try frame.read(frame.arguments.0)
        guard let whole = String(validating: given, as: UTF8.self) else {
            return try frame.give("input is not valid UTF-8")
        }
        let text = isLegacy ? trimmed(whole) : whole
        if text.isEmpty { return try frame.give(isLegacy ? "input is empty" : "Input is empty") }
        let groups: Bytes
        do throws(ContractBech32.Fault) {
            let found: String
            (found, groups) = try ContractBech32.decode(text)
            if found != prefix {
                throw ContractBech32.Fault("wrong address prefix: \(SerdeReader.quoted(found))")
            }
        } catch { return try frame.give(error.text) }
        guard let bytes = ContractBech32.bytes(of: groups) else { throw frame.stop(.unknown) }
        try frame.write(bytes, at: frame.arguments.1)
        return 0
    }

    private static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }

    /// Any number of bytes makes an address, as on the network.
    private static func humanize(_ frame: Frame) throws(HostStop) -> UInt64 {
        try frame.charge(addressGas)
        let bytes = try frame.read(frame.arguments.0)
        let text = ContractBech32.encode(prefix: prefix, groups: ContractBech32.groups(of: bytes))
        try frame.write(Bytes(text.utf8), at: frame.arguments.1)
        return 0
    }

    private static func validate(_ frame: Frame) throws(HostStop) -> UInt64 {
        try frame.charge(addressGas)
        let given = try frame.read(frame.arguments.0)
        if given.isEmpty { return try frame.give("Input is empty") }
        guard let text = String(validating: given, as: UTF8.self) else {
            return try frame.give("Input is not valid UTF-8")
        }
        do throws(ContractBech32.Fault) {
            let groups = try ContractBech32.decode(text).groups
            if Bytes(ContractBech32.encode(prefix: prefix, groups: groups).utf8) != given {
                throw ContractBech32.Fault("Address is not normalized")
            }
        } catch { return try frame.give(error.text) }
        return 0
    }
}
