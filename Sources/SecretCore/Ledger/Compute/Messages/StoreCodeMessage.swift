import FoundationEssentials
import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// `MsgStoreCode`: takes in a module.
struct StoreCodeMessage: LedgerMessage {
    static let typeURL = "/secret.compute.v1beta1.MsgStoreCode"
    private let module: Bytes
    private let source: String
    private let builder: String
    let sender: Party?

    init(decoding bytes: Bytes) throws {
        let wire = try ComputeMsgStoreCode(serializedBytes: bytes)
        module = Bytes(wire.wasmByteCode)
        source = wire.source
        builder = wire.builder
        sender = Party(bytes: wire.sender)
    }

    /// The module as it came, packed or not.
    var packedModule: Bytes { module }

    func validateBasic() throws(LedgerFault) {
        guard sender != nil else { throw .emptyAddress }
        guard !module.isEmpty else {
            throw .refused(SDKError.invalidRequest, "code bytes is required: empty")
        }
        guard module.count <= ComputeModule.moduleBytesMax else {
            throw .refused(
                SDKError.invalidRequest,
                "code bytes cannot be longer than \(ComputeModule.moduleBytesMax) bytes: "
                    + "exceeds limit")
        }
        if let fault = CodeOrigin.fault(inSource: source) {
            throw .refused(SDKError.invalidRequest, "source \(fault): invalid")
        }
        if let fault = CodeOrigin.fault(inBuilder: builder) {
            throw .refused(SDKError.invalidRequest, "builder \(fault)")
        }
    }

    func run(in context: LedgerContext) throws(LedgerFault) -> Bytes {
        guard let sender else { throw .emptyAddress }
        var event = Event.compute(sender: sender.text)
        event.append("signer", sender.text)
        context.emit(event)
        let id = try context.compute.create(
            module, creator: sender.address, source: source, builder: builder)
        context.emit(Event("message", [.init("code_id", "\(id)")]))
        var response = ComputeMsgStoreCodeResponse()
        response.codeID = id
        return try response.stored()
    }
}

/// What a module may say of where it comes from.
///
/// Source: SecretNetwork `x/compute/internal/types/validation.go`.
enum CodeOrigin {
    /// Why the text is no absolute https URL, nil when it is one or empty.
    static func fault(inSource source: String) -> String? {
        guard !source.isEmpty else { return nil }
        guard !source.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) else {
            return "not an url"
        }
        guard let colon = source.utf8.firstIndex(of: UInt8(ascii: ":")) else {
            return "not an absolute url"
        }
        let scheme = source[..<colon]
        guard !scheme.isEmpty else { return "not an url" }
        guard let first = scheme.utf8.first, Self.isLetter(first),
            scheme.utf8.allSatisfy({
                Self.isLetter($0) || Self.isDigit($0) || "+-.".utf8.contains($0)
            })
        else {
            // A colon in the first part of a path is no URL; one behind a slash may be.
            return scheme.utf8.contains(UInt8(ascii: "/")) ? "not an absolute url" : "not an url"
        }
        return scheme.lowercased() == "https" ? nil : "must use https"
    }

    /// Why the text names no image, nil when it does or is empty.
    static func fault(inBuilder builder: String) -> String? {
        guard builder.utf8.count <= 128 else {
            return "longer than 128 characters: exceeds limit"
        }
        return builder.isEmpty || isImage(builder) ? nil : "invalid"
    }

    /// `organisation/name:tag`, with any number of parts before the tag, at least two.
    private static func isImage(_ text: String) -> Bool {
        let halves = text.utf8.split(
            separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard halves.count == 2 else { return false }
        let parts = halves[0].split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count >= 2, parts.allSatisfy(isPart) else { return false }
        let tag = halves[1]
        guard let first = tag.first, isWord(first) else { return false }
        return tag.allSatisfy { isWord($0) || ".-".utf8.contains($0) }
    }

    private static func isPart(_ part: Substring.UTF8View) -> Bool {
        guard part.count >= 2, let first = part.first, let last = part.last else { return false }
        return isLower(first) && isLower(last)
            && part.allSatisfy { isLower($0) || "._-".utf8.contains($0) }
    }

    private static func isLower(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || isDigit(byte)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_")
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
