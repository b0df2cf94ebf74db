/// `contract build`.
public struct BuiltContract: Answer {
    /// Where the module lies.
    public let path: String
    /// What the chain will know the code by.
    public let codeHash: String
    public let bytes: Int
    public let interface: ContractInterface
    /// In the module's order.
    public let exports: [String]
    /// Functions of the host that it uses, in the module's order.
    public let imports: [String]

    public var fields: AnswerValue {
        [
            "path": .text(path), "code_hash": .text(codeHash), "bytes": .integer(Int64(bytes)),
            "interface": .text(interface.rawValue), "exports": .texts(exports),
            "imports": .texts(imports),
        ]
    }

    public func text(in style: TextStyle) -> String {
        FieldList([
            ("file", path), ("code hash", codeHash), ("size", "\(bytes) bytes"),
            ("interface", interface.rawValue), ("exports", exports.joined(separator: " ")),
            ("imports", imports.joined(separator: " ")),
        ]).text(in: style)
    }
}
