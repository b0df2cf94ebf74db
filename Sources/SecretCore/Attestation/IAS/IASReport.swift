package import SecretBase

/// What Intel's attestation service said of an EPID quote (API versions 3 to 5).
package struct IASReport: Hashable, Sendable {
    package let version: Int?
    /// As the service writes it: UTC, without a mark of the zone.
    package let timestamp: String
    /// The word of the service, known or not.
    package let status: String
    package let advisoryIDs: [String]
    package let evaluationNumber: Int?
    package let isLinkable: Bool
    /// The group of the processor's key.
    package let groupID: UInt32
    package let report: EnclaveReport

    /// The quote without its signature.
    package static let quoteByteCount = 432

    package init(_ text: Bytes) throws(AttestationError) {
        let json = try IntelJSON(text, named: "report")
        version = json.has("version") ? try json.number("version") : nil
        timestamp = try json.text("timestamp")
        status = try json.text("isvEnclaveQuoteStatus")
        advisoryIDs = try json.texts("advisoryIDs")
        evaluationNumber =
            json.has("tcbEvaluationDataNumber")
            ? try json.number("tcbEvaluationDataNumber", most: 1 << 30) : nil
        guard let quote = try? Base64.decode(try json.text("isvEnclaveQuoteBody")),
            quote.count == Self.quoteByteCount
        else {
            throw .malformed("report.isvEnclaveQuoteBody: wanted 432 bytes as base64")
        }
        isLinkable = quote[2] & 1 == 1
        groupID = quote[4..<8].reversed().reduce(0) { $0 << 8 | UInt32($1) }
        report = try EnclaveReport(quote[48...])
    }

    /// When the service made it.
    package var time: Timestamp? { try? Timestamp(parsing: timestamp + "Z") }
}
