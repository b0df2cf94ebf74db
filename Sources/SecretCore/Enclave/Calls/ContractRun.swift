import SecretBase
import SecretChain
import SecretWasm

/// One run of a contract's code: arguments into its memory, the call, its answer, and the bill.
///
/// Source: enclave protocol §5.1, §7.4.
struct ContractRun {
    let code: PreparedCode
    let dialect: CodeReport.Dialect
    let state: CallState

    enum Entry {
        case instantiate
        case migrate
        case query
        case handle(ContractEntry)
    }

    struct Arguments {
        let environment: CallEnvironment
        let message: Bytes
    }

    /// What the contract returned, or why not; and the wasm gas that it cost either way.
    func call(
        _ entry: Entry, _ arguments: Arguments
    ) -> (result: Result<Bytes, CallFault>, gasUsed: UInt64) {
        let instance: WasmInstance
        do {
            instance = try WasmInstance(code, gasLimit: state.gasLimit, context: state)
        } catch {
            // Here nothing has been counted yet.
            return (.failure(fault(of: error)), 0)
        }
        var result: Result<Bytes, CallFault>
        do throws(CallFault) {
            result = .success(try run(entry, arguments, in: instance))
        } catch {
            result = .failure(error)
        }
        return (result, gasUsed(by: instance))
    }

    /// Every step saturates. What the chain took itself relieves the bill, which makes reading
    /// state cheaper than it should be; the network has it so.
    private func gasUsed(by instance: WasmInstance) -> UInt64 {
        let left = instance.gasLeft
        let spent = state.gasLimit > left ? state.gasLimit - left : 0
        let external = state.externalGas
        let billed = spent > external ? spent - external : 0
        let (sum, overflow) = billed.addingReportingOverflow(instance.gasExhausted)
        return overflow ? .max : sum
    }

    /// The order of allocations decides what each costs.
    private func run(
        _ entry: Entry, _ arguments: Arguments, in instance: WasmInstance
    ) throws(CallFault) -> Bytes {
        func allocate(_ bytes: Bytes) throws(CallFault) -> UInt32 {
            do { return try instance.allocateRegion(bytes) } catch { throw fault(of: error) }
        }
        let environment = arguments.environment
        let name = exportName(entry)
        let pointers: [UInt32]
        switch entry {
        case .instantiate:
            let env = try allocate(environment.env)
            let message = try allocate(arguments.message)
            pointers =
                dialect == .v010
                ? [env, message] : [env, try allocate(environment.info), message]
        case .migrate:
            let env = try allocate(environment.env)
            pointers = [env, try allocate(arguments.message)]
        case .query:
            let message = try allocate(arguments.message)
            pointers = dialect == .v010 ? [message] : [try allocate(environment.env), message]
        case .handle:
            let message = try allocate(arguments.message)
            let env = try allocate(environment.env)
            pointers =
                name == "execute"
                ? [env, try allocate(environment.info), message] : [env, message]
        }
        let answer: UInt32
        do { answer = try instance.call(name, pointers) } catch { throw fault(of: error) }
        do { return try instance.readRegion(at: answer) } catch { throw fault(of: error) }
    }

    private func exportName(_ entry: Entry) -> String {
        switch (entry, dialect) {
        case (.instantiate, .v010): "init"
        case (.instantiate, .v1): "instantiate"
        case (.migrate, _): "migrate"
        case (.query, _): "query"
        // v0.10 contracts have one entry for everything.
        case (.handle, .v010): "handle"
        case (.handle(let entry), .v1): entry.exportName
        }
    }
}

// MARK: - Faults

extension ContractRun {
    /// Source: `contract-engine/src/errors.rs`, `to_enclave_error`.
    private func fault(of trap: WasmTrap) -> CallFault {
        switch trap {
        case .outOfGas: .outOfGas
        case .unreachable, .integerOverflow: .unreachable
        case .outOfBounds: .outOfBounds
        case .divisionByZero: .divisionByZero
        case .invalidConversion: .conversion
        case .stackOverflow: .stackOverflow
        case .tableOutOfBounds, .uninitializedElement: .nonexistentResource
        case .signatureMismatch: .signatureMismatch
        case .missingExport: .functionCall
        case .instantiation, .engine: .unknown
        case .host(let stop): fault(of: stop)
        }
    }

    private func fault(of stop: HostStop) -> CallFault {
        switch stop {
        case .outOfGas: .outOfGas
        case .memoryRead: .memoryRead
        case .memoryWrite: .memoryWrite
        case .memoryAllocation: .memoryAllocation
        case .caller: state.fault ?? .unknown
        case .reentered: .panic
        case .missingImport: .functionCall
        }
    }
}

extension ContractEntry {
    /// Source: `cosmos-types/src/types.rs`, `get_export_name`.
    var exportName: String {
        switch self {
        case .execute, .hookIncoming: "execute"
        case .reply: "reply"
        case .channelOpen: "ibc_channel_open"
        case .channelConnect: "ibc_channel_connect"
        case .channelClose: "ibc_channel_close"
        case .packetReceive: "ibc_packet_receive"
        case .packetAcknowledge: "ibc_packet_ack"
        case .packetTimeout: "ibc_packet_timeout"
        case .hookAcknowledge, .hookTimeout: "sudo"
        }
    }

    /// Whether the answer has the shape of packet handlers.
    var isPacketCall: Bool { 2...7 ~= rawValue }
}
