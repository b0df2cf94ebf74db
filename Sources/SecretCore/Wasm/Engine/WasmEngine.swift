import CWasmtime
package import SecretBase
import Synchronization

/// Makes code ready to run, and remembers it: in memory, and on disk as native code.
///
/// The library is loaded when code is first needed, and not before. For any thread.
package final class WasmEngine: Sendable {
    private let libraries: [String]
    private let cache: CodeCache?
    private let engine = Mutex<Wasmtime?>(nil)
    private let slots: Mutex<Slots>

    /// - Parameters:
    ///   - libraries: where the shared library may lie, first one first (`WasmLibrary.candidates`).
    ///   - cache: a folder for compiled code, made when it is needed; nil to keep none.
    ///   - codesMax: so many codes stay ready in memory.
    package init(libraries: [String], cache: String?, codesMax: Int = 100) {
        self.libraries = libraries
        self.cache = cache.map { CodeCache(folder: PrivateFolder(path: $0)) }
        slots = Mutex(Slots(max: codesMax))
    }

    /// Loads the library now. Throws what keeps any contract from running here.
    package func load() throws(EngineError) { _ = try loaded() }

    /// Code that is ready to run: from memory, else from disk, else compiled, which can take most of
    /// a second. Whoever asks for the same code meanwhile waits.
    ///
    /// - Parameters:
    ///   - hash: SHA-256 of the original module.
    ///   - imports: the same list for every code.
    ///   - load: gives the original module; called only where it must be compiled. It must not ask
    ///     for code itself.
    package func prepare<Fault: Error>(
        _ hash: Bytes, imports: [HostFunction], load: () throws(Fault) -> Bytes
    ) throws(PrepareError) -> PreparedCode {
        let slot = slots.withLock { $0.slot(for: hash) }
        return try slot.code.withLock { (code) throws(PrepareError) in
            if let code { return code }
            let made = try make(hash, imports: imports, load: load)
            code = made
            return made
        }
    }

    private func make<Fault: Error>(
        _ hash: Bytes, imports: [HostFunction], load: () throws(Fault) -> Bytes
    ) throws(PrepareError) -> PreparedCode {
        let engine: Wasmtime
        do { engine = try loaded() } catch { throw .engine(error) }
        if let kept = cache?.load(hash, into: engine) {
            return try PreparedCode(
                kept.module, hash: hash, hasFloats: kept.flags & CodeCache.hasFloats != 0,
                imports: imports, engine: engine)
        }
        let original: Bytes
        do { original = try load() } catch { throw .notLoaded(error) }
        let compiled = try CodeCompiling.compile(original, with: engine)
        cache?.store(
            compiled.module, flags: compiled.hasFloats ? CodeCache.hasFloats : 0, under: hash)
        // The compiler leaves tens of MiB in the allocator's hands.
        cwasmtime_return_memory()
        return try PreparedCode(
            compiled.module, hash: hash, hasFloats: compiled.hasFloats, imports: imports,
            engine: engine)
    }

    func loaded() throws(EngineError) -> Wasmtime {
        try engine.withLock { (engine) throws(EngineError) in
            if let engine { return engine }
            let made = try Wasmtime(libraries: libraries)
            engine = made
            return made
        }
    }
}

/// The place of one code. Its lock is held while the code is compiled.
private final class Slot: Sendable {
    let code = Mutex<PreparedCode?>(nil)
}

/// Codes in memory. The one that was not used for longest goes first.
private struct Slots: ~Copyable {
    private struct Entry {
        let slot: Slot
        var lastUse: UInt64
    }

    private let max: Int
    private var entries: [Bytes: Entry] = [:]
    private var uses: UInt64 = 0

    init(max: Int) { self.max = Swift.max(max, 1) }

    mutating func slot(for hash: Bytes) -> Slot {
        uses += 1
        if let index = entries.index(forKey: hash) {
            entries.values[index].lastUse = uses
            return entries.values[index].slot
        }
        if entries.count >= max,
            let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })
        {
            entries[oldest.key] = nil
        }
        let slot = Slot()
        entries[hash] = Entry(slot: slot, lastUse: uses)
        return slot
    }
}
