import FoundationEssentials
import SecretBase
import SecretChain
import SecretCrypto
import SecretStorage
import SecretWire

extension ComputeModule {
    /// The largest module, in bytes, and what a packed one is cut to.
    static let moduleBytesMax = 2 * 1024 * 1024

    /// Takes a module in, packed or not, and gives its id.
    func create(
        _ module: Bytes, creator: Address, source: String, builder: String
    ) throws(LedgerFault) -> UInt64 {
        let calls = try calls()
        do { try calls.executor.checkReady() } catch {
            throw .refused(ComputeError.createFailed, error.text)
        }
        let module = try Self.unpacked(module)
        let parameters = try parameters()
        guard UInt64(module.count) <= parameters.maxContractSize else {
            throw .refused(ComputeError.contractSize)
        }
        try context.meter.consume(
            try Self.compileGas(parameters, bytes: module.count), "Compiling WASM Bytecode")
        let report: CodeReport
        do {
            report = try calls.executor.inspect(code: module)
        } catch {
            throw .refused(
                ComputeError.createFailed,
                "Error during static Wasm validation: \(error.text)")
        }
        let hash = Hash.sha256(module)
        let id = try nextNumber(ComputeKeys.lastCode)
        var info = ComputeCodeInfo()
        info.codeHash = Data(hash)
        info.creator = Data(creator.bytes)
        info.source = source
        info.builder = builder
        try context.write(info.stored(), ComputeKeys.code(id))
        keep(module, hash, report)
        return id
    }

    /// Writes a module's bytes down, once however many ids it has, and what was found in them.
    private func keep(_ module: Bytes, _ hash: Bytes, _ report: CodeReport) {
        let key = ComputeKeys.report(hash)
        if let known = try? context.state.value(for: key), !known.isEmpty { return }
        context.state.set(StoredReport(report).bytes, for: key)
        context.state.set(module, for: ComputeKeys.module(hash))
    }

    /// The module out of its gzip form; other bytes as they are. As on the chain, what is longer
    /// than the largest module is cut.
    static func unpacked(_ module: Bytes) throws(LedgerFault) -> Bytes {
        guard Gzip.isGzip(module) else { return module }
        do {
            return try Gzip.decompress(module, bytesMax: moduleBytesMax)
        } catch {
            throw .refused(ComputeError.createFailed, "\(error)")
        }
    }

    private static func compileGas(
        _ parameters: ComputeParams, bytes: Int
    ) throws(LedgerFault) -> UInt64 {
        guard let cost = Dec(wireText: parameters.compileCost) else {
            throw .damaged("compile cost")
        }
        do {
            let gas = try cost.times(Int256(UInt64(bytes))).rounded()
            guard let gas = gas.uint64 else { throw NumberError.overflow }
            return gas
        } catch {
            throw .panic("\(error)")
        }
    }

    func parameters() throws(LedgerFault) -> ComputeParams {
        guard let value = try context.read(ComputeKeys.parameters) else { return ComputeParams() }
        return try ComputeParams(stored: value, "compute parameters")
    }

    /// What was found in a module when it was stored. Free: the chain asks its engine.
    func report(on hash: Bytes) throws(LedgerFault) -> StoredReport {
        guard let value = try context.state.get(ComputeKeys.report(hash)) else {
            throw .damaged("no code \(Hex.encode(hash))")
        }
        return StoredReport(bytes: value)
    }
}

/// What static checks found in a module: whether it can speak IBC, and what it needs of the chain.
struct StoredReport {
    /// 1 or 0, then the features' names with commas between.
    let bytes: Bytes

    init(bytes: Bytes) { self.bytes = bytes }

    init(_ report: CodeReport) {
        bytes =
            [report.isIBC ? 1 : 0] + Bytes(report.features.joined(separator: ",").utf8)
    }

    var isIBC: Bool { bytes.first == 1 }
    var features: String { String(decoding: bytes.dropFirst(), as: UTF8.self) }
}
