import SecretBase

/// How the schema describes one message.
package final class MessageShape: Sendable {
    /// Messages whose JSON is not that of their fields.
    package enum Kind: Sendable {
        case plain
        case any
        case timestamp
        case duration
        case bitArray
        case multisigKey
        /// A single public key, whose amino JSON is the base64 text of its bytes.
        case simpleKey
    }

    /// Full name, e.g. `cosmos.bank.v1beta1.MsgSend`.
    package let name: String
    /// The registered amino name, where there is one.
    package let aminoName: String?
    /// The name of the field that holds the signer, where the message has one.
    package let signer: String?
    /// In the order in which they are declared, which is the order of gateway JSON.
    package let fields: [FieldShape]
    /// Whether its JSON follows another rule than that of its fields.
    package let kind: Kind
    /// Its place in `Schema.messages`.
    package let index: Int
    /// Names of its oneofs, in order.
    let oneofs: [String]

    init(
        name: String, aminoName: String?, signer: String?, fields: [FieldShape], kind: Kind,
        index: Int, oneofs: [String]
    ) {
        self.name = name
        self.aminoName = aminoName
        self.signer = signer
        self.fields = fields
        self.kind = kind
        self.index = index
        self.oneofs = oneofs
    }

    /// A slash and the full name.
    package var typeURL: String { "/" + name }

    /// The field of this number. Messages are small: a scan beats a table.
    package func field(_ number: UInt32) -> FieldShape? {
        for field in fields where field.number == number { return field }
        return nil
    }

    /// The field of this name, in snake_case or camelCase.
    package func field(named name: some StringProtocol) -> FieldShape? {
        for field in fields where field.name == name || field.camelName == name { return field }
        return nil
    }
}

/// How the schema describes one field.
package final class FieldShape: Sendable {
    /// What the value is.
    package enum Kind: UInt8, Sendable {
        case string, bytes, bool, int32, uint32, int64, uint64, sfixed64, enumeration, message
    }

    /// 1 to 2^29 - 1.
    package let number: UInt32
    /// The name in the schema, snake_case.
    package let name: String
    /// The name's lowerCamelCase form, which JSON accepts as well.
    package let camelName: String
    /// The name in amino JSON.
    package let aminoName: String
    /// What the value is.
    package let kind: Kind
    /// True for a list.
    package let isRepeated: Bool
    /// Place in `MessageShape.oneofs`, or nil.
    package let oneof: Int?
    /// Place in `Schema.messages` or `Schema.enumerations`; -1 for scalars.
    package let typeIndex: Int
    /// Amino JSON prints it even at its default.
    package let keepsDefault: Bool
    /// Gateway JSON prints its defaults where it is absent.
    package let isNeverNull: Bool
    /// Amino JSON prints `[]` where it is kept and empty, and null otherwise.
    package let printsEmptyList: Bool
    /// An integer scaled by 10^18 on the wire, a decimal in JSON.
    package let isDecimal: Bool
    /// A decimal integer as text.
    package let isInteger: Bool
    /// The bech32 prefix with which gateway JSON prints the raw address bytes.
    package let bech32: String?

    /// `"name":` as gateway JSON prints it.
    let key: Bytes

    init(
        number: UInt32, name: String, camelName: String, kind: Kind, isRepeated: Bool,
        oneof: Int?, typeIndex: Int, options: FieldOptions
    ) {
        self.number = number
        self.name = name
        self.camelName = camelName
        self.aminoName = options.aminoName ?? name
        self.kind = kind
        self.isRepeated = isRepeated
        self.oneof = oneof
        self.typeIndex = typeIndex
        self.keepsDefault = options.keepsDefault
        self.isNeverNull = options.isNeverNull
        self.printsEmptyList = options.printsEmptyList
        self.isDecimal = options.isDecimal
        self.isInteger = options.isInteger
        self.bech32 = options.bech32
        self.key = Bytes("\"\(name)\":".utf8)
    }

    /// The wire type of one unpacked value.
    var wireType: UInt8 {
        switch kind {
        case .string, .bytes, .message: 2
        case .sfixed64: 1
        case .bool, .int32, .uint32, .int64, .uint64, .enumeration: 0
        }
    }

    /// True where several values may lie in one length-delimited field.
    var isPackable: Bool { isRepeated && wireType != 2 }
}

/// The peculiarities of a field, from `proto/secretctl/options.proto`.
struct FieldOptions {
    var aminoName: String?
    var keepsDefault = false
    var isNeverNull = false
    var printsEmptyList = false
    var isDecimal = false
    var isInteger = false
    var bech32: String?
}

/// The names of an enumeration's values.
package final class EnumShape: Sendable {
    /// Full name, e.g. `cosmos.tx.v1beta1.BroadcastMode`.
    package let name: String
    /// In the order of declaration.
    package let values: [(name: String, number: Int32)]

    init(name: String, values: [(name: String, number: Int32)]) {
        self.name = name
        self.values = values
    }

    /// The name of a value, if it has one.
    package func name(of number: Int32) -> String? {
        for value in values where value.number == number { return value.name }
        return nil
    }

    /// The value of a name, spelled exactly.
    package func number(of name: some StringProtocol) -> Int32? {
        for value in values where value.name == name { return value.number }
        return nil
    }
}
