import SecretBase
import SecretWasm

/// What modules may import from `env`, both dialects together, as the network links them: a
/// module finds every one by its name, whatever its dialect.
///
/// An import that fails leaves its reason in the call's `fault`. Costs are in wasm gas.
/// Source: enclave protocol §5.3, §7.3.
enum HostFunctions {
    static let all: [HostFunction] = state + addresses + curves + gas

    /// Where an import finds its call, its arguments and the contract's memory.
    struct Frame {
        let instance: WasmInstance
        let call: CallState
        let arguments: (UInt32, UInt32, UInt32)

        func charge(_ gas: UInt64) throws(HostStop) { try instance.useGas(gas) }

        func read(_ region: UInt32) throws(HostStop) -> Bytes {
            try instance.readRegion(at: region)
        }

        /// A new region of the contract's.
        func give(_ bytes: Bytes) throws(HostStop) -> UInt64 {
            UInt64(try instance.allocateRegion(bytes))
        }

        func give(_ text: String) throws(HostStop) -> UInt64 { try give(Bytes(text.utf8)) }

        func write(_ bytes: Bytes, at region: UInt32) throws(HostStop) {
            try instance.writeRegion(bytes, at: region)
        }

        /// Stops the run for a reason of the enclave's own.
        func stop(_ fault: CallFault) -> HostStop {
            call.fault = fault
            return .caller
        }

        func reporting<Value>(
            _ body: () throws(CallFault) -> Value
        ) throws(HostStop) -> Value {
            do { return try body() } catch { throw stop(error) }
        }
    }

    /// What an import gives: an i32, an i64, or nothing.
    enum Result {
        case pointer
        case wide
        case nothing

        fileprivate var types: [WasmType] {
            switch self {
            case .pointer: [.i32]
            case .wide: [.i64]
            case .nothing: []
            }
        }
    }

    static func function(
        _ name: String, _ parameterCount: Int, _ result: Result,
        _ body: @escaping @Sendable (Frame) throws(HostStop) -> UInt64
    ) -> HostFunction {
        HostFunction(
            name: name, parameters: Array(repeating: .i32, count: parameterCount),
            results: result.types
        ) { instance, first, second, third throws(HostStop) in
            guard let call = instance.context as? CallState else {
                preconditionFailure("every contract runs with its call's state")
            }
            return try body(
                Frame(instance: instance, call: call, arguments: (first, second, third)))
        }
    }
}
