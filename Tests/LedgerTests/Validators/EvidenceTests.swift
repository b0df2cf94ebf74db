import SecretBase
import SecretChain
import SecretCrypto
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// Two votes for one height cost a validator its place for good.
@Suite("evidence")
struct EvidenceTests {
    private static let key = SlashingTests.key
    private static let path = "/cosmos.evidence.v1beta1.Query/"
    let chain: TestChain
    private let faulty = ValidatorAddress(TestKey.b.address)

    init() throws {
        chain = try TestChain { genesis in
            for (account, key) in [(TestKey.b, Self.key), (.c, Bytes(repeating: 21, count: 32))] {
                try genesis.add(
                    Genesis.Validator(
                        account: account.address, consensusKey: key, moniker: account.name,
                        selfDelegation: 10_000_000))
            }
        }
        try chain.block()
    }

    private var name: String { ConsensusAddress(publicKey: .ed25519(Self.key)).description }

    private func validator(_ address: ValidatorAddress? = nil) throws -> Validator {
        try #require(
            Invariants(chain.state).validators.first { $0.address == address ?? faulty })
    }

    private func deliver(_ message: Google_Protobuf_Any, by key: TestKey) throws {
        let result = try chain.deliver(chain.transaction(message, by: key))
        #expect(result.isSuccess, "\(result.log)")
    }

    private func lines(_ block: BlockResult, _ type: String) -> [String] {
        block.events.filter { $0.type == type }.map { event in
            event.attributes.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        }
    }

    private func punished(at height: Int64, power: Int64 = 10) throws -> BlockResult {
        chain.misbehavior = [chain.doubleSign(Self.key, at: height, power: power)]
        let block = try chain.block()
        try Invariants(chain.state).check()
        return block
    }

    @Test("a double signer loses a twentieth, is jailed until the end of time, and tombstoned")
    func doubleSign() throws {
        for _ in 0..<3 { try chain.block() }
        let time = chain.time
        let block = try punished(at: 2)
        #expect(
            lines(block, "slash") == [
                "address=\(name) power=10 reason=double_sign burned_coins=500000 mode=BeginBlock",
                "jailed=\(name) mode=BeginBlock",
            ])
        #expect(block.validatorUpdates == [ValidatorUpdate(publicKey: Self.key, power: 0)])
        #expect(try validator().tokens == 9_500_000)
        #expect(try validator().isJailed && validator().status == .unbonding)
        var request = SlashingQuerySigningInfoRequest()
        request.consAddress = name
        let known: SlashingQuerySigningInfoResponse = try chain.query(
            "/cosmos.slashing.v1beta1.Query/SigningInfo", request)
        #expect(known.valSigningInfo.tombstoned)
        #expect(
            Timestamp(known.valSigningInfo.jailedUntil).description == "9999-12-31T23:59:59Z")
        // The same and other evidence of it change nothing any more.
        let again = try punished(at: 2)
        #expect(lines(again, "slash").isEmpty)
        #expect(try validator().tokens == 9_500_000)
        try checkStored(time: time, height: 2)
        var unjail = SlashingMsgUnjail()
        unjail.validatorAddr = faulty.description
        try chain.block(after: 10_000_000)
        let result = try chain.deliver(chain.transaction(TestMessage.pack(unjail), by: .b))
        #expect(result.code == 4 && result.codespace == "slashing")
        try Invariants(chain.state).check()
    }

    /// The evidence can be asked for by the hash of its message.
    private func checkStored(time: Timestamp, height: Int64) throws {
        var message = EvidenceEquivocation()
        message.height = height
        message.time = time.wire
        message.power = 10
        message.consensusAddress = name
        let hash = Hash.sha256(try message.serializedBytes() as Bytes)
        var request = EvidenceQueryEvidenceRequest()
        request.hash = Hex.encode(hash).uppercased()
        let one: EvidenceQueryEvidenceResponse = try chain.query(Self.path + "Evidence", request)
        #expect(one.evidence.typeURL == "/cosmos.evidence.v1beta1.Equivocation")
        #expect(try EvidenceEquivocation(serializedBytes: Bytes(one.evidence.value)) == message)
        let all: EvidenceQueryAllEvidenceResponse = try chain.query(
            Self.path + "AllEvidence", EvidenceQueryAllEvidenceRequest())
        #expect(all.evidence == [one.evidence])
        request.hash = "00"
        #expect(throws: QueryError(.notFound, "evidence 00 not found")) {
            try chain.ledgerAnswer(Self.path + "Evidence", request)
        }
        request.hash = ""
        #expect(throws: QueryError(.invalidArgument, "invalid request; hash is empty")) {
            try chain.ledgerAnswer(Self.path + "Evidence", request)
        }
    }

    @Test("what unbonds and what moved since the offence pays; what left before does not")
    func leavers() throws {
        let other = ValidatorAddress(TestKey.c.address)
        for key in [TestKey.a, .d] {
            try deliver(TestMessage.delegate(4_000_000, from: key, to: faulty), by: key)
        }
        // Before the offence.
        try deliver(TestMessage.undelegate(1_000_000, of: .a, from: faulty), by: .a)
        try deliver(
            TestMessage.redelegate(1_000_000, of: .d, from: faulty, to: other), by: .d)
        try chain.block()
        // Tokens bonded at the end of the block before the offence stand for it.
        let offence = chain.height + 1
        try deliver(TestMessage.undelegate(1_000_000, of: .a, from: faulty), by: .a)
        try deliver(
            TestMessage.redelegate(1_000_000, of: .d, from: faulty, to: other), by: .d)
        let block = try punished(at: offence, power: 16)
        // A twentieth of 16,000,000 is 800,000; each of the leavers pays 50,000 of it.
        #expect(
            lines(block, "slash").first
                == "address=\(name) power=16 reason=double_sign burned_coins=700000 "
                + "mode=BeginBlock")
        #expect(try validator().tokens == 13_300_000)
        #expect(try validator(other).tokens == 11_950_000)
        var request = StakingQueryUnbondingDelegationRequest()
        request.delegatorAddr = TestKey.a.address.description
        request.validatorAddr = faulty.description
        let answer: StakingQueryUnbondingDelegationResponse = try chain.query(
            "/cosmos.staking.v1beta1.Query/UnbondingDelegation", request)
        #expect(answer.unbond.entries.map(\.balance) == ["1000000", "950000"])
        #expect(answer.unbond.entries.map(\.initialBalance) == ["1000000", "1000000"])
        try chain.block(after: 90)
        try Invariants(chain.state).check()
    }

    @Test("who moved on and unbonds there pays from what unbonds first")
    func moversWhoLeave() throws {
        let other = ValidatorAddress(TestKey.c.address)
        try deliver(TestMessage.delegate(4_000_000, from: .a, to: faulty), by: .a)
        let offence = chain.height + 1
        try deliver(
            TestMessage.redelegate(2_000_000, of: .a, from: faulty, to: other), by: .a)
        try deliver(TestMessage.undelegate(60_000, of: .a, from: other), by: .a)
        _ = try punished(at: offence, power: 14)
        // 100,000 are owed: 60,000 unbond, and a twentieth of the shares pays besides, as on the
        // network.
        #expect(try validator(other).tokens == 11_840_000)
        #expect(try validator().tokens == 11_400_000)
        try chain.block(after: 90)
        try Invariants(chain.state).check()
    }

    @Test("evidence is too old when both blocks and time are over, and not before")
    func age() throws {
        let chain = try TestChain { genesis in
            try genesis.add(
                Genesis.Validator(
                    account: TestKey.b.address, consensusKey: Self.key, moniker: "b",
                    selfDelegation: 10_000_000))
            genesis.consensus.evidence.maxAgeNumBlocks = 3
            genesis.consensus.evidence.maxAgeDuration.seconds = 60
        }
        try chain.block()
        let fault = chain.doubleSign(Self.key, at: 1, power: 10)
        func isJailed() throws -> Bool {
            let validators = try Invariants(chain.state).validators
            return try #require(validators.first { $0.address == faulty }).isJailed
        }
        try chain.block(after: 100)
        for _ in 0..<3 { try chain.block() }
        chain.misbehavior = [fault]
        try chain.block()
        #expect(try !isJailed())
        // As many blocks, but of no time.
        var young = fault
        young = Misbehavior(
            kind: .lightClientAttack, validator: fault.validator, power: 10, height: 1,
            time: chain.time, totalPower: 1)
        chain.misbehavior = [young]
        try chain.block()
        #expect(try isJailed())
        try Invariants(chain.state).check()
    }

    @Test("evidence of strangers and of those who are gone is passed over")
    func strangers() throws {
        chain.misbehavior = [
            chain.doubleSign(Bytes(repeating: 99, count: 32), at: 1, power: 1)
        ]
        try chain.block()
        try deliver(TestMessage.undelegate(10_000_000, of: .b, from: faulty), by: .b)
        try chain.block(after: 90)
        #expect(try Invariants(chain.state).validators.count == 2)
        _ = try punished(at: chain.height)
        try Invariants(chain.state).check()
    }

    @Test("nobody judges evidence that users bring")
    func submitted() throws {
        func submit(_ change: (inout EvidenceEquivocation) -> Void) throws -> TxResult {
            var evidence = EvidenceEquivocation()
            evidence.height = 1
            evidence.time = chain.time.wire
            evidence.power = 1
            evidence.consensusAddress = name
            change(&evidence)
            var wire = EvidenceMsgSubmitEvidence()
            wire.submitter = TestKey.a.address.description
            wire.evidence = try TestMessage.pack(evidence)
            return try chain.deliver(chain.transaction(TestMessage.pack(wire), by: .a))
        }
        var result = try submit { _ in }
        #expect(result.code == 2 && result.codespace == "evidence")
        #expect(
            result.log.hasSuffix(": equivocation: unregistered handler for evidence type"))
        result = try submit { $0.height = 0 }
        #expect(result.code == 3)
        #expect(
            result.log.hasSuffix(
                ": failed basic validation: invalid equivocation height: 0: invalid evidence"))
        var wire = EvidenceMsgSubmitEvidence()
        wire.submitter = TestKey.a.address.description
        result = try chain.deliver(chain.transaction(TestMessage.pack(wire), by: .a))
        #expect(result.log.hasSuffix(": missing evidence: invalid evidence"))
    }
}
