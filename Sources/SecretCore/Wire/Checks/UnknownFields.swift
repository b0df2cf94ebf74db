package import SecretBase

/// Refuses what the chain refuses before it reads a transaction: fields that a message does not
/// have, at every depth and through every `Any`, and fields in a wrong encoding.
///
/// Source: chain specification §2.2 (the chain's `unknownproto`), with its texts. On top, what the
/// chain's later decoding refuses anyhow: text that is not UTF-8.
package enum UnknownFields {
    /// Messages within messages.
    package static let depthMax = 64
    /// `Any` within `Any`, the chain's own bound.
    package static let anyDepthMax = 10

    /// Checks the wire bytes of one message of this full name.
    ///
    /// `allowNonCritical`: fields whose number has bit 11 set are passed over, here and below, as
    /// the chain does for the body of a transaction and nothing else.
    package static func check(
        _ bytes: Bytes, as type: String, allowNonCritical: Bool
    ) throws(WireError) {
        guard let index = Schema.network.message(type)?.index else {
            throw .unresolvable("/" + type)
        }
        var walk = FieldWalk(table: .network, allowsNonCritical: allowNonCritical)
        let fault = walk.message(bytes.span, 0, bytes.count, UInt32(index), 0, 0)
        if let fault { throw fault.error(in: bytes, .network) }
    }

    /// Checks a whole transaction as it comes from a client, in one pass: TxRaw by ADR-027, then
    /// the body (non-critical fields allowed) and the auth info (none allowed).
    ///
    /// Returns where the parts lie in `bytes`.
    package static func checkTransaction(
        _ bytes: Bytes
    ) throws(WireError) -> TransactionLayout {
        let layout = try TxRawRules.checkADR027(bytes)
        let table = FieldTable.network
        var body = FieldWalk(table: table, allowsNonCritical: true)
        var fault = body.message(
            bytes.span, layout.body.lowerBound, layout.body.upperBound, table.txBody, 0, 0)
        if fault == nil {
            var authInfo = FieldWalk(table: table, allowsNonCritical: false)
            fault = authInfo.message(
                bytes.span, layout.authInfo.lowerBound, layout.authInfo.upperBound,
                table.authInfo, 0, 0)
        }
        if let fault { throw fault.error(in: bytes, table) }
        return layout
    }
}

/// Where the parts of a TxRaw lie in its bytes; an absent part is an empty range.
package struct TransactionLayout: Sendable, Equatable {
    /// Bytes of the TxBody.
    package var body: Range<Int> = 0..<0
    /// Bytes of the AuthInfo.
    package var authInfo: Range<Int> = 0..<0
    /// Bytes of each signature, in their order.
    package var signatures: [Range<Int>] = []

    /// A transaction without parts.
    package init() {}
}

/// What a walk stopped at; the text is made only when it is wanted.
struct FieldFault {
    enum Reason {
        case truncated, overflow, badNumber, badText, tooDeep, unresolvable, unusedWireType
        case unknown(wireType: UInt8)
        case mismatch(got: UInt8, want: UInt8)
    }

    let reason: Reason
    /// Index of the message in the schema.
    let message: UInt32
    let number: UInt32
    /// The type URL for `.unresolvable`.
    var from = 0
    var to = 0

    func error(in bytes: Bytes, _ table: FieldTable) -> WireError {
        let type = table.goNames[Int(message)]
        switch reason {
        case .truncated: return .truncated("\(type) field \(number)")
        case .overflow: return .malformed("\(type): variable length integer overflow")
        case .badNumber: return .malformed("\(type): invalid field number")
        case .badText: return .invalidText("\(type) field \(number)")
        case .tooDeep: return .tooLong("\(type): message depth", limit: UnknownFields.depthMax)
        case .unusedWireType: return .malformed("\(type) field \(number): groups are not used")
        case .unresolvable:
            return .unresolvable(String(decoding: bytes[from..<to], as: UTF8.self))
        case .unknown(let wireType):
            return .unknownField(type: type, number: number, wireType: WireTags.name(wireType))
        case .mismatch(let got, let want):
            return .mismatchedWireType(
                type: type, number: number, got: WireTags.name(got), want: WireTags.name(want))
        }
    }
}
