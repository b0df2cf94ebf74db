import FoundationEssentials
import SecretBase
import SecretChain
import SecretCrypto
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// Platforms that vouch for validators.
@Suite("Engagement attestation")
struct PoetAttestationTests {
    private let net: PoetChain

    init() throws {
        var params = PoetChain.params(.power)
        params.attestationFull = 1000
        params.attestationZero = 2000
        params.developmentAttesters = try (1...2).map {
            Data(try Self.attester($0).publicKey.bytes)
        }
        net = try PoetChain(params)
        net.chain.hasHashes = true
        try net.run(3)
    }

    private static func attester(_ number: UInt8) throws -> Ed25519PrivateKey {
        try Ed25519PrivateKey(
            seed: SecretBytes(copying: Bytes(repeating: number, count: 32)))
    }

    /// A message by which attester `number` vouches for a validator.
    private func message(
        _ index: Int, by number: UInt8 = 1, beacon: Int64? = nil,
        change: (inout PoetMsgSubmitEngagementAttestation) -> Void = { _ in }
    ) throws -> PoetMsgSubmitEngagementAttestation {
        let height = beacon ?? net.chain.height
        let report = EngagementReport.data(
            chainID: "secretdev-1", operator: PoetChain.operatorAddress(index),
            consensusKey: PoetChain.keys[index], beaconHash: TestChain.hash(of: height),
            beaconHeight: height)
        let key = try Self.attester(number)
        var wire = PoetMsgSubmitEngagementAttestation()
        wire.operator = PoetChain.operatorAddress(index).description
        wire.quote = Data(key.publicKey.bytes + key.signature(of: report))
        wire.collateralID = "development"
        wire.beaconHeight = height
        change(&wire)
        return wire
    }

    @discardableResult
    private func submit(
        _ wire: PoetMsgSubmitEngagementAttestation, by index: Int
    ) throws -> TxResult {
        try net.chain.deliver(
            net.chain.transaction(TestMessage.pack(wire), by: PoetChain.owners[index]))
    }

    private func attested(_ index: Int) throws -> Int64 {
        try net.engagement(index)?.attestationHeight ?? -1
    }

    @Test("a fresh one is taken, and tells of itself")
    func accepts() throws {
        let beacon = net.chain.height
        let result = try submit(message(0), by: 0)
        #expect(result.isSuccess, "\(result.log)")
        #expect(try attested(0) == beacon)
        let event = try #require(result.events.first { $0.type == "engagement_attestation" })
        let platform = Hex.encode(try Self.attester(1).publicKey.bytes)
        #expect(
            event.attributes.map(\.value).prefix(3) == [
                PoetChain.operatorAddress(0).description, platform, "\(beacon)",
            ])
        var request = PoetQueryValidatorRequest()
        request.consAddress = try ConsensusAddress(bytes: PoetChain.address(0)).description
        let answer: PoetQueryValidatorResponse = try net.chain.query(
            "/secret.poet.v1.Query/Validator", request)
        #expect(answer.validator.attestationScore == 1_000_000)
        #expect(answer.validator.attestationHeight == beacon)
        #expect(Hex.encode(Bytes(answer.validator.platformID)) == platform)
    }

    @Test("the report's data is the hash of what it says")
    func report() throws {
        let operatorBytes = Bytes(0..<20)
        let data = EngagementReport.data(
            chainID: "c", operator: try ValidatorAddress(bytes: operatorBytes),
            consensusKey: Bytes(repeating: 1, count: 32),
            beaconHash: Bytes(repeating: 2, count: 32),
            beaconHeight: 258)
        var text = Bytes("poet/v1c".utf8) + operatorBytes + Bytes(repeating: 1, count: 32)
        text += Bytes(repeating: 2, count: 32) + [0, 0, 0, 0, 0, 0, 1, 2]
        #expect(data == Hash.sha256(text))
    }

    @Test("replayed, of an old block, of one to come, for another, by a stranger: refused")
    func refuses() throws {
        let first = try message(0)
        try submit(first, by: 0)
        #expect(try submit(first, by: 0).code == 7)
        // Another operator's word with this quote.
        #expect(try submit(message(1) { $0.quote = first.quote }, by: 1).code == 9)
        #expect(try submit(message(1, by: 9), by: 1).code == 9)
        #expect(try submit(message(1) { $0.quote = Data(count: 95) }, by: 1).code == 9)
        #expect(try submit(message(1) { $0.quote[95] ^= 1 }, by: 1).code == 9)
        #expect(try submit(message(1, beacon: net.chain.height + 5), by: 1).code == 6)
        #expect(try submit(message(1) { $0.beaconHeight = 0 }, by: 1).code == 6)
        #expect(try submit(message(1) { $0.beaconHeight = -1 }, by: 1).code == 6)
        let result = try submit(message(1) { $0.collateralID = "dcap" }, by: 1)
        #expect(result.code == 8 && result.log.contains("\"dcap\": no verifier"), "\(result.log)")
        let old = try message(1)
        try net.run(50)
        #expect(try submit(old, by: 1).code == 6)
        #expect(try attested(1) == 0)
        // Δ blocks are not too old.
        let edge = try message(1)
        try net.run(49)
        #expect(try submit(edge, by: 1).isSuccess)
        // Hashes are not kept for longer.
        let kept = try net.chain.state.entries(KeyRange(prefix: PoetKeys.beacons))
        #expect(kept.count == 51)
    }

    @Test("a platform is one validator's; another has it after a window")
    func evicts() throws {
        try submit(message(0), by: 0)
        let claim = try submit(message(1), by: 1)
        #expect(claim.isSuccess && claim.events.contains { $0.type == "engagement_claim" })
        #expect(try attested(1) == 0)
        #expect(try attested(0) > 0)
        // The window is 20 blocks; the next epoch after it hands over.
        try net.run(15)
        #expect(try attested(0) > 0)
        try net.run(10)
        #expect(try attested(0) == 0)
        #expect(try net.engagement(0)?.platformID.isEmpty == true)
        #expect(try submit(message(1), by: 1).isSuccess)
        #expect(try attested(1) > 0)
        // Who changes its platform gives the old one up.
        try submit(message(1, by: 2), by: 1)
        #expect(try submit(message(0), by: 0).isSuccess)
        #expect(try attested(0) > 0)
        #expect(try net.chain.state.entries(KeyRange(prefix: PoetKeys.bindings)).count == 2)
    }

    @Test("is for those in the set, on a chain that measures")
    func unwanted() throws {
        var outside = try message(0)
        outside.operator = ValidatorAddress(TestKey.a.address).description
        let result = try net.chain.deliver(
            net.chain.transaction(TestMessage.pack(outside), by: .a))
        #expect(result.code != 0)
        let plain = try PoetChain(nil)
        try plain.run(2)
        let refused = try plain.chain.deliver(
            plain.chain.transaction(
                TestMessage.pack(message(0)), by: PoetChain.owners[0]))
        #expect(refused.codespace == "poet" && refused.code == 2)
    }

    @Test("the questions about engagement are answered")
    func queries() throws {
        try net.run(12)
        let params: PoetQueryParamsResponse = try net.chain.query(
            "/secret.poet.v1.Query/Params", PoetQueryParamsRequest())
        #expect(params.params.mode == .power && params.params.window == 20)
        let all: PoetQueryValidatorsResponse = try net.chain.query(
            "/secret.poet.v1.Query/Validators", PoetQueryValidatorsRequest())
        #expect(all.validators.count == 4)
        #expect(all.validators.allSatisfy { $0.multiplier == 900_000 && $0.power == 90 })
        var request = PoetQuerySimulateRequest()
        request.tokens = "100000000"
        request.presenceRate = 450_000
        request.epochs = 1
        let one: PoetQuerySimulateResponse = try net.chain.query(
            "/secret.poet.v1.Query/Simulate", request)
        // p = 500,000, t = 950,000; one step of 20,000 from the floor.
        #expect(one.target == 950_000 && one.multiplier == 920_000 && one.power == 92)
        request.epochs = .max
        request.multiplier = 1_000_000
        let far: PoetQuerySimulateResponse = try net.chain.query(
            "/secret.poet.v1.Query/Simulate", request)
        #expect(far.multiplier == 950_000)
        request.multiplier = 1_000_001
        #expect(throws: QueryError.self) {
            try net.chain.ledgerAnswer("/secret.poet.v1.Query/Simulate", request)
        }
        var nobody = PoetQueryValidatorRequest()
        nobody.consAddress = try ConsensusAddress(bytes: Bytes(repeating: 1, count: 20)).description
        #expect(throws: QueryError.self) {
            try net.chain.ledgerAnswer("/secret.poet.v1.Query/Validator", nobody)
        }
        let off: PoetQueryParamsResponse = try PoetChain(nil).chain.query(
            "/secret.poet.v1.Query/Params", PoetQueryParamsRequest())
        #expect(off.params == .usual)
    }
}
