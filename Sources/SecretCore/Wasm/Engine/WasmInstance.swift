import CWasmtime
package import SecretBase

/// One run's store and instance of a module: made for a call, used by one thread, then dropped.
package final class WasmInstance {
    /// What the imports work on. Must not hold the instance.
    package let context: AnyObject
    package let code: PreparedCode
    /// Whether the host itself is running the contract's `allocate`.
    private(set) var isAllocating = false

    private let store: OpaquePointer
    private let raw: OpaquePointer
    private var instance = wasmtime_instance_t()
    private var memory: wasmtime_memory_t?
    private var limit = wasmtime_global_t()
    private var exhausted = wasmtime_global_t()
    private var allocate: wasmtime_func_t?
    /// What the import said that ended the run.
    private var stop: HostStop?

    /// Makes memory, table and globals of `code`, and sets the gas counter to `gasLimit`.
    package init(
        _ code: PreparedCode, gasLimit: UInt64, context: AnyObject
    ) throws(WasmTrap) {
        guard let store = wasmtime_store_new(code.engine.raw, nil, nil),
            let raw = wasmtime_store_context(store)
        else { throw .engine("no store") }
        self.code = code
        self.context = context
        self.store = store
        self.raw = raw
        wasmtime_context_set_data(raw, Unmanaged.passUnretained(self).toOpaque())
        wasmtime_store_limiter(
            store, Int64(Wasmtime.memoryPagesMax * Wasmtime.pageBytes),
            Int64(Wasmtime.tableElementsMax), 1, 1, 1)
        try instantiate()
        set(&limit, to: gasLimit)
    }

    deinit { wasmtime_store_delete(store) }

    private func instantiate() throws(WasmTrap) {
        var trap: OpaquePointer?
        if let error = wasmtime_instance_pre_instantiate(code.prepared, raw, &instance, &trap) {
            wasmtime_error_delete(error)
            throw .instantiation
        }
        if let trap {
            wasm_trap_delete(trap)
            throw .instantiation
        }
        if let name = code.memoryName, case .memory(let found)? = export(name) { memory = found }
        guard case .global(let limit)? = export(GasInjector.limitExport),
            case .global(let exhausted)? = export(GasInjector.exhaustedExport)
        else { throw .instantiation }
        self.limit = limit
        self.exhausted = exhausted
    }

    // MARK: calls

    /// Runs an exported function that takes `arguments` and gives an i32.
    package func call(_ name: String, _ arguments: [UInt32]) throws(WasmTrap) -> UInt32 {
        guard code.entries[name] == arguments.count, case .function(var function)? = export(name)
        else { throw .missingExport }
        return try call(&function, arguments)
    }

    private func call(
        _ function: inout wasmtime_func_t, _ arguments: [UInt32]
    ) throws(WasmTrap) -> UInt32 {
        // The engine measures its own stack and not the thread's: nested runs could overflow that.
        guard cwasmtime_stack_left() > Wasmtime.stackBytesMax + Wasmtime.stackBytesReserved else {
            throw .stackOverflow
        }
        stop = nil
        var trap: OpaquePointer?
        var result: UInt32 = 0
        let error = withUnsafeTemporaryAllocation(
            of: wasmtime_val_raw_t.self, capacity: max(arguments.count, 1)
        ) { values in
            values.initialize(repeating: wasmtime_val_raw_t())
            for (index, argument) in arguments.enumerated() {
                values[index].i64 = Int64(argument)
            }
            let error = wasmtime_func_call_unchecked(
                raw, &function, values.baseAddress, values.count, &trap)
            result = UInt32(bitPattern: values[0].i32)
            return error
        }
        if error != nil || trap != nil { throw reason(error, trap) }
        return result
    }

    /// What ended the run, in the order in which the enclave asks.
    private func reason(_ error: OpaquePointer?, _ trap: OpaquePointer?) -> WasmTrap {
        defer { if let trap { wasm_trap_delete(trap) } }
        var text = "no reason"
        if let error { text = Wasmtime.message(consuming: error) }
        if let stop { return .host(stop) }
        var code: UInt8 = 0
        guard let trap, wasmtime_trap_code(trap, &code) else { return .engine(text) }
        if Int(code) == CWASMTIME_TRAP_UNREACHABLE, gasExhausted != 0 { return .outOfGas }
        return WasmTrap(code: code)
    }

    /// Keeps an import's reason until the run has ended.
    func note(_ stop: HostStop) { self.stop = stop }

    // MARK: gas

    /// What the module's gas counter still allows.
    package var gasLeft: UInt64 { read(&limit) }

    /// What was asked for when the counter did not allow it; 0 as long as it did.
    package var gasExhausted: UInt64 { read(&exhausted) }

    /// Charges for an import.
    package func useGas(_ amount: UInt64) throws(HostStop) {
        let left = gasLeft
        guard left >= amount else {
            set(&exhausted, to: amount)
            throw .outOfGas
        }
        set(&limit, to: left - amount)
    }

    // MARK: regions

    /// The bytes of the Region at `pointer`. Source: enclave protocol §5.2.
    package func readRegion(at pointer: UInt32) throws(HostStop) -> Bytes {
        guard let bytes = bytes() else { throw .memoryRead }
        return Bytes(bytes[try Region.range(at: pointer, in: UnsafeRawBufferPointer(bytes))])
    }

    /// Writes into a Region that the contract made, and sets its length.
    package func writeRegion(_ value: Bytes, at pointer: UInt32) throws(HostStop) {
        guard let bytes = bytes() else { throw .memoryWrite }
        try value.withUnsafeBufferPointer { (value) throws(HostStop) in
            try Region.write(UnsafeRawBufferPointer(value), at: pointer, in: bytes)
        }
    }

    /// Asks the contract for a Region of the size of `value`, and writes it there.
    package func allocateRegion(_ value: Bytes) throws(HostStop) -> UInt32 {
        guard let count = UInt32(exactly: value.count), code.entries["allocate"] == 1 else {
            throw .memoryAllocation
        }
        if allocate == nil, case .function(let found)? = export("allocate") { allocate = found }
        guard var function = allocate else { throw .memoryAllocation }
        // An import may be asking, whose own run goes on behind this one.
        isAllocating = true
        defer { isAllocating = false }
        let pointer: UInt32
        do {
            pointer = try call(&function, [count])
        } catch .host(.reentered) {
            throw .reentered
        } catch {
            throw .memoryAllocation
        }
        try writeRegion(value, at: pointer)
        return pointer
    }

    /// The memory as it is now: every run of the module may move it.
    private func bytes() -> UnsafeMutableRawBufferPointer? {
        guard var memory else { return nil }
        let count = wasmtime_memory_data_size(raw, &memory)
        return UnsafeMutableRawBufferPointer(
            start: wasmtime_memory_data(raw, &memory), count: count)
    }

    // MARK: exports and globals

    private enum Export {
        case function(wasmtime_func_t)
        case global(wasmtime_global_t)
        case memory(wasmtime_memory_t)
    }

    private func export(_ name: String) -> Export? {
        var item = wasmtime_extern_t()
        guard wasmtime_instance_export_get(raw, &instance, name, name.utf8.count, &item) else {
            return nil
        }
        switch Int(item.kind) {
        case CWASMTIME_FUNC: return .function(item.of.func)
        case CWASMTIME_GLOBAL: return .global(item.of.global)
        case CWASMTIME_MEMORY: return .memory(item.of.memory)
        default: return nil
        }
    }

    private func read(_ global: inout wasmtime_global_t) -> UInt64 {
        var value = wasmtime_val_t()
        wasmtime_global_get(raw, &global, &value)
        return UInt64(bitPattern: value.of.i64)
    }

    private func set(_ global: inout wasmtime_global_t, to amount: UInt64) {
        var value = wasmtime_val_t()
        value.kind = UInt8(CWASMTIME_I64)
        value.of.i64 = Int64(bitPattern: amount)
        // It is a mutable i64 of this store, so there is nothing that could be wrong.
        if let error = wasmtime_global_set(raw, &global, &value) { wasmtime_error_delete(error) }
    }
}

extension WasmTrap {
    fileprivate init(code: UInt8) {
        switch Int(code) {
        case CWASMTIME_TRAP_STACK_OVERFLOW: self = .stackOverflow
        case CWASMTIME_TRAP_MEMORY_OUT_OF_BOUNDS: self = .outOfBounds
        case CWASMTIME_TRAP_TABLE_OUT_OF_BOUNDS: self = .tableOutOfBounds
        case CWASMTIME_TRAP_INDIRECT_CALL_TO_NULL: self = .uninitializedElement
        case CWASMTIME_TRAP_BAD_SIGNATURE: self = .signatureMismatch
        case CWASMTIME_TRAP_INTEGER_OVERFLOW: self = .integerOverflow
        case CWASMTIME_TRAP_DIVISION_BY_ZERO: self = .divisionByZero
        case CWASMTIME_TRAP_BAD_CONVERSION: self = .invalidConversion
        case CWASMTIME_TRAP_UNREACHABLE: self = .unreachable
        default: self = .engine("trap \(code)")
        }
    }
}
