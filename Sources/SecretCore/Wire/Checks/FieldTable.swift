import SecretBase

/// The schema as flat numbers, for walks that may not allocate.
struct FieldTable: Sendable {
    static let network = FieldTable(.network)

    /// What is known of one field, in one word: bit 31 known, 30 packable, 29 text, 28 message,
    /// 24–26 wire type, 0–23 the message's index.
    struct Entry {
        let word: UInt32

        var isNone: Bool { word == 0 }
        var isPackable: Bool { word & 1 << 30 != 0 }
        var isText: Bool { word & 1 << 29 != 0 }
        var isMessage: Bool { word & 1 << 28 != 0 }
        var wireType: UInt8 { UInt8(word >> 24 & 7) }
        var message: UInt32 { word & 0xff_ffff }
    }

    /// Field numbers beyond this are looked for one by one; such fields are rare.
    private static let directMax: UInt32 = 31

    let any: UInt32
    let txBody: UInt32
    let authInfo: UInt32
    /// Go's names of the messages, as the chain's texts print them.
    let goNames: [String]
    /// `directMax + 1` words for each message.
    private let direct: [UInt32]
    private let far: [(message: UInt32, number: UInt32, word: UInt32)]
    /// Open addressing over the full names; the index plus one, 0 where free.
    private let slots: [UInt32]
    /// All full names in a row, and where each begins; the last entry is the end.
    private let letters: Bytes
    private let nameStarts: [Int]

    init(_ schema: Schema) {
        let width = Int(Self.directMax) + 1
        var direct = [UInt32](repeating: 0, count: schema.messages.count * width)
        var far: [(UInt32, UInt32, UInt32)] = []
        for shape in schema.messages {
            for field in shape.fields {
                let word = Self.word(for: field)
                if field.number <= Self.directMax {
                    direct[shape.index * width + Int(field.number)] = word
                } else {
                    far.append((UInt32(shape.index), field.number, word))
                }
            }
        }
        self.direct = direct
        self.far = far
        let names = schema.messages.map { Bytes($0.name.utf8) }
        letters = names.flatMap(\.self)
        nameStarts = names.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
        goNames = schema.messages.map { Self.goName($0.name) }
        var slots = [UInt32](repeating: 0, count: 4096)
        precondition(names.count < slots.count / 2, "the table is sized for a few hundred messages")
        for (index, name) in names.enumerated() {
            var slot = Self.hash(name.span, 0, name.count)
            while slots[slot] != 0 { slot = (slot + 1) & 4095 }
            slots[slot] = UInt32(index) + 1
        }
        self.slots = slots
        any = Self.index(of: "google.protobuf.Any", in: schema)
        txBody = Self.index(of: "cosmos.tx.v1beta1.TxBody", in: schema)
        authInfo = Self.index(of: "cosmos.tx.v1beta1.AuthInfo", in: schema)
    }

    private static func index(of name: String, in schema: Schema) -> UInt32 {
        guard let shape = schema.message(name) else {
            preconditionFailure("proto/ defines \(name)")
        }
        return UInt32(shape.index)
    }

    private static func word(for field: FieldShape) -> UInt32 {
        var word: UInt32 = 1 << 31 | UInt32(field.wireType) << 24
        if field.isPackable { word |= 1 << 30 }
        if field.kind == .string { word |= 1 << 29 }
        if field.kind == .message { word |= 1 << 28 | UInt32(field.typeIndex) }
        return word
    }

    @inline(__always)
    func entry(_ message: UInt32, _ number: UInt32) -> Entry {
        if number <= Self.directMax {
            return Entry(word: direct[Int(message) * (Int(Self.directMax) + 1) + Int(number)])
        }
        for place in far.indices where far[place].message == message && far[place].number == number
        {
            return Entry(word: far[place].word)
        }
        return Entry(word: 0)
    }

    /// The message of the type URL between `from` and `to`: a slash and a full name.
    func message(_ bytes: borrowing Span<UInt8>, _ from: Int, _ to: Int) -> UInt32? {
        guard from < to, bytes[from] == UInt8(ascii: "/") else { return nil }
        var slot = Self.hash(bytes, from + 1, to)
        while slots[slot] != 0 {
            let index = Int(slots[slot] - 1)
            if isName(index, bytes, from + 1, to) { return UInt32(index) }
            slot = (slot + 1) & 4095
        }
        return nil
    }

    private func isName(
        _ index: Int, _ bytes: borrowing Span<UInt8>, _ from: Int, _ to: Int
    ) -> Bool {
        let start = nameStarts[index]
        guard nameStarts[index + 1] - start == to - from else { return false }
        for place in 0..<to - from where letters[start + place] != bytes[from + place] {
            return false
        }
        return true
    }

    /// FNV-1a over the last bytes, where names differ.
    private static func hash(_ bytes: borrowing Span<UInt8>, _ from: Int, _ to: Int) -> Int {
        var sum: UInt32 = 2_166_136_261 ^ UInt32(truncatingIfNeeded: to - from)
        for place in max(from, to - 24)..<to { sum = (sum ^ UInt32(bytes[place])) &* 16_777_619 }
        return Int((sum ^ sum >> 15) & 4095)
    }

    /// `cosmos.bank.v1beta1.MsgSend` as `*types.MsgSend`: the last part of the Go package's path.
    private static func goName(_ name: String) -> String {
        let parts = name.split(separator: ".")
        let packageParts = parts.prefix { $0.first?.isLowercase == true }
        let package = packageParts.joined(separator: ".")
        let goPackage =
            switch package {
            case "cosmos.tx.v1beta1": "tx"
            case "cosmos.tx.signing.v1beta1": "signing"
            case "cosmos.crypto.secp256k1": "secp256k1"
            case "cosmos.crypto.secp256r1": "secp256r1"
            case "cosmos.crypto.ed25519": "ed25519"
            case "cosmos.crypto.multisig": "multisig"
            case "cosmos.gov.v1": "v1"
            case "cosmos.gov.v1beta1": "v1beta1"
            case "cosmos.authz.v1beta1": "authz"
            case "cosmos.feegrant.v1beta1": "feegrant"
            default: "types"
            }
        return "*" + goPackage + "." + parts[packageParts.count...].joined(separator: "_")
    }
}
