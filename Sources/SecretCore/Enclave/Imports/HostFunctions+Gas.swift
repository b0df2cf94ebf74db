import SecretWasm

/// A contract's own dealings with gas.
extension HostFunctions {
    private static let checkGas: UInt64 = 8_192
    private static let evaporateMin: UInt64 = 8_000
    /// Wasm gas for one unit of the chain's.
    private static let gasPerUnit: UInt64 = 1_000

    static let gas: [HostFunction] = [
        function("check_gas", 0, .wide) { frame throws(HostStop) in
            try frame.charge(checkGas)
            let (limit, left) = (frame.call.gasLimit, frame.instance.gasLeft)
            return limit > left ? (limit - left) / gasPerUnit : 0
        },
        function("gas_evaporate", 1, .pointer) { frame throws(HostStop) in
            // The network reads the number with its sign: what looks negative is too much for all.
            let units = UInt64(
                bitPattern: Int64(Int32(bitPattern: frame.arguments.0)))
            try frame.charge(max(units &* gasPerUnit, evaporateMin))
            return 0
        },
    ]
}
