import SecretBase
import SwiftProtobuf

extension Message {
    /// A message that this ledger stored itself; anything unreadable means damaged state.
    init(stored bytes: Bytes, _ what: String) throws(LedgerFault) {
        do {
            try self.init(serializedBytes: bytes)
        } catch {
            throw .damaged("\(what): \(error)")
        }
    }

    /// The message's bytes. Serialising fails only for messages that proto3 does not have.
    func stored() throws(LedgerFault) -> Bytes {
        do { return try serializedBytes() } catch { throw .damaged("\(error)") }
    }
}

extension Int256 {
    /// An integer stored as decimal text.
    init(stored bytes: Bytes, _ what: String) throws(LedgerFault) {
        guard let value = Int256(String(decoding: bytes, as: UTF8.self)) else {
            throw .damaged("\(what) is no integer")
        }
        self = value
    }

    /// Decimal text, as the chain stores its integers.
    var stored: Bytes { Bytes(description.utf8) }
}
