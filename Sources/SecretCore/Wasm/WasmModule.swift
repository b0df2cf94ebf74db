package import SecretBase

/// A module as its sections tell it, checked in its form; operand types are left to the engine.
///
/// Only what the format's first version has, with sign extension: what the network's store check
/// lets pass. Everything a body, export or segment names must be there, since metering appends
/// globals and a function that no contract may name.
package struct WasmModule: Sendable {
    package static let bytesMax = 3 * 1024 * 1024

    package struct FunctionType: Hashable, Sendable {
        package let parameters: [WasmType]
        package let results: [WasmType]
    }

    package struct Limits: Hashable, Sendable {
        /// Pages of 64 KiB, or elements of a table.
        package let initial: UInt32
        package let maximum: UInt32?
    }

    package struct Global: Hashable, Sendable {
        package let type: WasmType
        package let isMutable: Bool
    }

    package enum Imported: Hashable, Sendable {
        case function(FunctionType)
        case table(Limits)
        case memory(Limits)
        case global(Global)
    }

    package struct Import: Hashable, Sendable {
        package let module: String
        package let name: String
        package let type: Imported
    }

    package enum Kind: UInt8, Hashable, Sendable { case function, table, memory, global }

    package struct Export: Hashable, Sendable {
        package let name: String
        package let kind: Kind
        /// In the index space of its kind, where imports come first.
        package let index: Int
    }

    /// A section's bytes, and where its entries begin behind their count.
    struct Section {
        let id: UInt8
        let bytes: Range<Int>
        var entries: Range<Int>
        var count: Int
    }

    package internal(set) var types: [FunctionType] = []
    package internal(set) var imports: [Import] = []
    /// In the module's order.
    package internal(set) var exports: [Export] = []
    /// Imported ones first, as in the next three.
    package internal(set) var functions: [FunctionType] = []
    package internal(set) var tables: [Limits] = []
    package internal(set) var memories: [Limits] = []
    package internal(set) var globals: [Global] = []
    package internal(set) var hasStart = false
    /// Whether floats are computed with, as the enclave judges: a float among the parameters of a
    /// function or in an imported function's type, or an instruction that touches one.
    package internal(set) var hasFloats = false
    /// All but the custom ones, in order.
    var sections: [Section] = []

    init() {}

    /// Throws `malformed` when the bytes are no such module.
    package init(parsing bytes: Bytes) throws(WasmError) {
        var visitor = NoVisitor()
        self = try ModuleParser.parse(bytes, visitor: &visitor)
    }

    /// The dialect of the first export that marks one; nil when none does.
    package var dialect: WasmDialect? {
        for export in exports {
            if let dialect = WasmDialect(marker: export.name) { return dialect }
        }
        return nil
    }
}

/// Sees each function body as it is parsed.
protocol FunctionVisitor {
    mutating func visit(
        _ body: Range<Int>, of bytes: Bytes, scan: borrowing FunctionScan,
        scope: borrowing ScanScope)
}

struct NoVisitor: FunctionVisitor {
    mutating func visit(
        _: Range<Int>, of _: Bytes, scan _: borrowing FunctionScan, scope _: borrowing ScanScope
    ) {}
}
