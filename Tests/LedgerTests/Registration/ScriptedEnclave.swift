import FoundationEssentials
import SecretBase
import SecretChain
import SecretCrypto
import SecretWire
import SwiftProtobuf

@testable import SecretLedger

/// An enclave that believes what evidence says of itself.
struct ScriptedEnclave: NodeAuthenticator {
    let masterKeys = MasterKeys(
        nodeExchange: Bytes(repeating: 0xA1, count: 32),
        ioExchange: Bytes(repeating: 0xB2, count: 32))

    /// 96 bytes that are always the same for the same key.
    static func seeds(for key: Bytes) -> Bytes {
        (0..<3).flatMap { Hash.sha256(key + [$0]) }
    }

    func authenticate(
        _ certificate: Bytes, at time: Timestamp
    ) throws(AuthenticationRefusal) -> AuthenticatedNode {
        let evidence: ScriptedEvidence
        do { evidence = try ScriptedEvidence(certificate) } catch { throw .invalidCertificate }
        if evidence.word == 1 || time.seconds > evidence.validUntil { throw .invalidCertificate }
        if evidence.word == 2 { throw .otherEnclave }
        // What no good enclave does: it read another key than stands in the certificate.
        let key = evidence.word == 3 ? Bytes(repeating: 9, count: 32) : evidence.key
        return AuthenticatedNode(
            nodeKey: key, owner: evidence.owner, machine: evidence.machine,
            encryptedSeeds: Self.seeds(for: key))
    }
}

/// What stands where a quote has its own: a word, an end, a machine, a key and an owner.
struct ScriptedEvidence {
    /// 0 for good evidence.
    var word: UInt8 = 0
    var validUntil: Int64 = .max
    var machine: Bytes
    var key: Bytes
    var owner: Bytes

    init(
        _ name: UInt8, machine: UInt8 = 1, owner: UInt8 = 7, word: UInt8 = 0,
        validUntil: Int64 = .max
    ) {
        key = Bytes(repeating: name, count: 32)
        self.machine = Self.machine(machine)
        self.owner = Bytes(repeating: owner, count: 32)
        self.word = word
        self.validUntil = validUntil
    }

    init(_ certificate: Bytes) throws {
        let quote = Bytes(certificate.dropFirst(12))
        word = quote[0]
        validUntil = Int64(bitPattern: UInt64(bigEndian: quote[1..<9]) ?? 0)
        machine = Bytes(quote[9..<29])
        key = try RegistrationCertificate(certificate).nodeKey
        owner = Bytes(quote[400..<432])
    }

    static func machine(_ number: UInt8) -> Bytes { Bytes(repeating: number, count: 20) }

    /// 436 bytes.
    var quote: Bytes {
        var quote = Bytes(repeating: 0, count: 436)
        quote[0] = word
        quote.replaceSubrange(
            1..<9, with: Bytes(bigEndian: UInt64(bitPattern: validUntil)))
        quote.replaceSubrange(9..<29, with: machine)
        quote.replaceSubrange(368..<400, with: key)
        quote.replaceSubrange(400..<432, with: owner)
        return quote
    }

    /// The older of the two encodings, with some collateral.
    var certificate: Bytes { Self.legacy([[], quote, [1, 2, 3]]) }

    static func legacy(_ parts: [Bytes]) -> Bytes {
        parts.flatMap { littleEndian($0.count) } + parts.flatMap { $0 }
    }

    static func items(_ items: [(UInt8, Bytes)]) -> Bytes {
        items.flatMap { [$0] + littleEndian($1.count) + $1 }
    }

    private static func littleEndian(_ count: Int) -> Bytes {
        Bytes(UInt32(count).bigEndianBytes.reversed())
    }

    /// The message of a node with this evidence.
    func message(by key: TestKey, replacing machine: UInt8? = nil) -> Google_Protobuf_Any {
        Self.message(
            certificate, by: key,
            replacing: machine.map { Hex.encode(Self.machine($0)) } ?? "")
    }

    static func message(
        _ certificate: Bytes, by key: TestKey, replacing machine: String = ""
    ) -> Google_Protobuf_Any {
        var wire = RegistrationRaAuthenticate()
        wire.sender = Data(key.address.bytes)
        wire.certificate = Data(certificate)
        wire.replaceMachineID = machine
        return TestMessage.packed(wire)
    }
}
