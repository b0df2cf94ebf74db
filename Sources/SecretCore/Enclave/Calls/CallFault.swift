import SecretChain

/// Why a call stops; the raw value is the network's text.
///
/// Source: enclave protocol §2.10.
enum CallFault: String, Error, Sendable {
    /// The chain side gave up; the ledger knows why.
    case port = "failed to execute ocall"
    case validation = "failed to validate transaction"
    case invalidWasm = "tried to load invalid wasm code"
    case memoryInitialisation = "failed to initialize wasm memory"
    case startFunction = "WasmModuleWithStart"
    case floats = "found floating point operation in module code"
    case metering = "failed to inject gas metering"
    case inside = "internal error during execution"
    case outOfGas = "execution ran out of gas"
    case functionCall =
        "calling a function in the contract failed for an unexpected reason"
    case unreachable = "the contract panicked"
    case outOfBounds = "the contract tried to access memory out of bounds"
    case nonexistentResource = "the contract tried to access a nonexistent resource"
    case uninitialisedResource = "the contract tried to access an uninitialized resource"
    case divisionByZero = "the contract tried to divide by zero"
    case conversion = "the contract tried to perform an invalid conversion to an integer"
    case stackOverflow = "the contract has run out of space on the stack"
    case signatureMismatch =
        "the contract tried to call a function but expected an incorrect function signature"
    case authentication = "failed to authenticate secret contract"
    case deserialisation = "failed to deserialize data"
    case serialisation = "failed to serialize data"
    case encryption = "failed to encrypt data"
    case decryption = "failed to decrypt data"
    case memoryAllocation = "failed to allocate memory"
    case memoryRead = "failed to read memory"
    case memoryWrite = "failed to write memory"
    case verification = "failed to verify transaction signature"
    case unauthorisedWrite = "contract tried to write to storage during a query"
    case hostMisbehaviour = "communication with the enclave's host failed"
    case panic = "panicked due to unexpected behavior"
    case unknown = "unknown error"

    var failure: ContractFailure {
        switch self {
        case .port: .port
        case .outOfGas: .outOfGas
        default: .enclave(ContractFault(rawValue))
        }
    }
}
