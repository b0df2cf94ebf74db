import CWasmtime
import SecretBase

/// The one engine of the process, made once the library is there, with the one configuration.
///
/// A contradictory configuration aborts the process inside Wasmtime, so nothing here is variable.
/// Source: wasmtime-and-gas §1.5, §7.
final class Wasmtime: @unchecked Sendable {
    // Unchecked: `raw` never changes, and Wasmtime's engines may be used from any thread.

    /// What the cache's file names and the library's own marks must agree on.
    static let version = "50"
    /// Counts the changes of `configure` that change compiled code.
    static let configuration = 1
    /// Native stack of one run; more is a trap.
    static let stackBytesMax = 512 * 1024
    /// What the host itself may need below a run, e.g. to answer an import.
    static let stackBytesReserved = 512 * 1024
    static let memoryPagesMax = 192
    static let pageBytes = 65_536
    /// The interpreter of the network refuses larger tables.
    static let tableElementsMax = 10_000_000

    let raw: OpaquePointer

    /// Loads the first of `libraries` that exists.
    init(libraries: [String]) throws(EngineError) {
        guard let path = libraries.first(where: PrivateFolder.isThere) else {
            throw .missing(searched: libraries)
        }
        if let reason = cwasmtime_load(path) {
            throw .wrong(path: path, reason: String(cString: reason))
        }
        guard let engine = wasm_engine_new_with_config(Self.configured()) else {
            throw .broken("it makes no engine")
        }
        raw = engine
        guard try isOurVersion() else { throw .wrong(path: path, reason: "it is another version") }
    }

    deinit { wasm_engine_delete(raw) }

    /// Cranelift for speed; the same numbers everywhere; nothing beyond what contracts may use.
    private static func configured() -> OpaquePointer? {
        let config = wasm_config_new()
        wasmtime_config_strategy_set(config, UInt8(CWASMTIME_STRATEGY_CRANELIFT))
        wasmtime_config_cranelift_opt_level_set(config, UInt8(CWASMTIME_OPT_LEVEL_SPEED))
        wasmtime_config_cranelift_nan_canonicalization_set(config, true)
        wasmtime_config_parallel_compilation_set(config, true)
        wasmtime_config_max_wasm_stack_set(config, stackBytesMax)
        wasmtime_config_memory_init_cow_set(config, true)
        wasmtime_config_signals_based_traps_set(config, true)
        // Gas is counted by the injected code. Unwinding tables cost time at each load.
        wasmtime_config_consume_fuel_set(config, false)
        wasmtime_config_epoch_interruption_set(config, false)
        wasmtime_config_native_unwind_info_set(config, false)
        for turnOff in unused { turnOff(config, false) }
        return config
    }

    /// Left on: mutable globals, sign extension and saturating conversions, which have no switch,
    /// and bulk memory, whose section counting the data segments the network reads over; its
    /// instructions do not pass the parser.
    private static let unused: [@convention(c) (OpaquePointer?, Bool) -> Void] = [
        wasmtime_config_wasm_component_model_async_stackful_set,
        wasmtime_config_wasm_component_model_more_async_builtins_set,
        wasmtime_config_wasm_component_model_async_set,
        wasmtime_config_wasm_component_model_set,
        wasmtime_config_concurrency_support_set,
        wasmtime_config_wasm_stack_switching_set,
        wasmtime_config_wasm_exceptions_set,
        wasmtime_config_wasm_gc_set,
        wasmtime_config_gc_support_set,
        wasmtime_config_wasm_function_references_set,
        wasmtime_config_wasm_tail_call_set,
        wasmtime_config_wasm_reference_types_set,
        wasmtime_config_wasm_relaxed_simd_set,
        wasmtime_config_wasm_simd_set,
        wasmtime_config_wasm_threads_set,
        wasmtime_config_shared_memory_set,
        wasmtime_config_wasm_multi_value_set,
        wasmtime_config_wasm_multi_memory_set,
        wasmtime_config_wasm_memory64_set,
        wasmtime_config_wasm_wide_arithmetic_set,
        wasmtime_config_wasm_custom_page_sizes_set,
    ]

    /// The library does not tell its version, but writes it into all that it compiles: its count,
    /// its digits, then those of the target.
    private func isOurVersion() throws(EngineError) -> Bool {
        let empty: Bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
        var module: OpaquePointer?
        if let error = wasmtime_module_new(raw, empty, empty.count, &module) {
            throw .broken(Self.message(consuming: error))
        }
        defer { wasmtime_module_delete(module) }
        var bytes = wasm_byte_vec_t()
        if let error = wasmtime_module_serialize(module, &bytes) {
            throw .broken(Self.message(consuming: error))
        }
        defer { wasm_byte_vec_delete(&bytes) }
        let text = UnsafeRawBufferPointer(start: bytes.data, count: bytes.size)
        let target = "x86_64-unknown-linux-gnu"
        let mark = [Self.version, target].flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
        return text.indices.contains { text[$0...].starts(with: mark) }
    }

    /// The engine's words, first line only: more would be a backtrace.
    static func message(consuming error: OpaquePointer) -> String {
        var bytes = wasm_byte_vec_t()
        wasmtime_error_message(error, &bytes)
        defer {
            wasm_byte_vec_delete(&bytes)
            wasmtime_error_delete(error)
        }
        let text = UnsafeRawBufferPointer(start: bytes.data, count: bytes.size)
        return String(decoding: text.prefix { $0 != UInt8(ascii: "\n") }.prefix(400), as: UTF8.self)
    }
}
