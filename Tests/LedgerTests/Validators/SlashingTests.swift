import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// Who signs, who does not, and what that costs.
@Suite("slashing")
struct SlashingTests {
    static let key = Bytes(repeating: 20, count: 32)
    private static let path = "/cosmos.slashing.v1beta1.Query/"
    let chain: TestChain
    private let idle = ValidatorAddress(TestKey.b.address)

    /// Of ten blocks five may be missed; a hundredth is the price.
    init() throws {
        chain = try TestChain { genesis in
            genesis.slashing.params.signedBlocksWindow = 10
            genesis.slashing.params.slashFractionDowntime = Dec(1, places: 2).data
            try genesis.add(
                Genesis.Validator(
                    account: TestKey.b.address, consensusKey: Self.key, moniker: "b",
                    selfDelegation: 7_000_123))
        }
    }

    private var name: String { ConsensusAddress(publicKey: .ed25519(Self.key)).description }

    private func info() throws -> SlashingValidatorSigningInfo {
        var request = SlashingQuerySigningInfoRequest()
        request.consAddress = name
        let answer: SlashingQuerySigningInfoResponse = try chain.query(
            Self.path + "SigningInfo", request)
        return answer.valSigningInfo
    }

    private func validator() throws -> Validator {
        try #require(Invariants(chain.state).validators.first { $0.address == idle })
    }

    private func lines(_ block: BlockResult, _ type: String) -> [String] {
        block.events.filter { $0.type == type }.map { event in
            event.attributes.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        }
    }

    private func unjail() throws -> TxResult {
        var wire = SlashingMsgUnjail()
        wire.validatorAddr = idle.description
        return try chain.deliver(chain.transaction(TestMessage.pack(wire), by: .b))
    }

    @Test("a block is missed by absence alone, and counted once in the window")
    func counts() throws {
        // The first block hears of no votes.
        try chain.block()
        #expect(try info().indexOffset == 0)
        chain.absent = [Self.key]
        let block = try chain.block()
        #expect(
            lines(block, "liveness") == ["address=\(name) missed_blocks=1 height=2 mode=BeginBlock"]
        )
        try chain.block()
        #expect(try info().missedBlocksCounter == 2 && info().indexOffset == 2)
        chain.absent = []
        for _ in 0..<8 { try chain.block() }
        #expect(try info().missedBlocksCounter == 2 && info().indexOffset == 10)
        // The window comes round: the two places are signed now.
        try chain.block()
        #expect(try info().missedBlocksCounter == 1)
        try chain.block()
        #expect(try info().missedBlocksCounter == 0)
        try Invariants(chain.state).check()
    }

    /// Misses until the blow falls; gives that block.
    private func untilJailed() throws -> BlockResult {
        chain.absent = [Self.key]
        for _ in 0..<40 {
            let block = try chain.block()
            if try validator().isJailed { return block }
            try Invariants(chain.state).check()
        }
        throw QueryError(.internal, "nobody was jailed")
    }

    @Test("who misses more than half of its window is slashed and jailed, and comes back later")
    func downtime() throws {
        for _ in 0..<6 { try chain.block() }
        chain.absent = [Self.key]
        // Six of ten are too many, but not before the eleventh height.
        for _ in 0..<4 { try chain.block() }
        #expect(chain.height == 10)
        let block = try untilJailed()
        #expect(chain.height == 12)
        #expect(
            lines(block, "slash") == [
                "address=\(name) power=7 reason=missing_signature jailed=\(name) "
                    + "burned_coins=70000 mode=BeginBlock"
            ])
        #expect(
            block.events.map(\.type).filter { ["burn", "slash", "liveness"].contains($0) }
                == ["liveness", "burn", "slash"])
        #expect(block.validatorUpdates == [ValidatorUpdate(publicKey: Self.key, power: 0)])
        var known = try info()
        #expect(Timestamp(known.jailedUntil) == chain.time.adding(seconds: 600))
        #expect(known.missedBlocksCounter == 0 && known.indexOffset == 0 && !known.tombstoned)
        // The power is in millions, so the price is one of 7,000,000 and not of all tokens.
        #expect(try validator().tokens == 6_930_123)
        #expect(try validator().status == .unbonding)
        try Invariants(chain.state).check()
        // It is voting for two more blocks, which count for nothing.
        try chain.block()
        try chain.block()
        #expect(try info().indexOffset == 0)

        var result = try unjail()
        #expect(result.code == 4 && result.codespace == "slashing")
        #expect(result.log.hasSuffix(": validator still jailed; cannot be unjailed"))
        try chain.block(after: 600)
        #expect(try validator().status == .unbonded)
        chain.absent = []
        result = try unjail()
        #expect(result.isSuccess)
        #expect(try validator().isBonded)
        known = try info()
        #expect(known.startHeight == chain.height)
        result = try unjail()
        #expect(result.code == 5)
        #expect(result.log.hasSuffix(": validator not jailed; cannot be unjailed"))
        for _ in 0..<12 { try chain.block() }
        try Invariants(chain.state).check()
    }

    @Test("delegators and what left since pay their part of a downtime")
    func delegators() throws {
        try chain.block()
        for message in [
            TestMessage.delegate(3_000_000, from: .a, to: idle),
            TestMessage.delegate(2_000_000, from: .a, to: idle),
        ] { try chain.deliver(chain.transaction(message, by: .a)) }
        chain.absent = [Self.key]
        while chain.height < 10 { try chain.block() }
        try chain.deliver(
            chain.transaction(TestMessage.undelegate(1_000_000, of: .a, from: idle), by: .a))
        #expect(chain.height == 11)
        #expect(try validator().isJailed)
        try Invariants(chain.state).check()
        var request = StakingQueryUnbondingDelegationRequest()
        request.delegatorAddr = TestKey.a.address.description
        request.validatorAddr = idle.description
        let answer: StakingQueryUnbondingDelegationResponse = try chain.query(
            "/cosmos.staking.v1beta1.Query/UnbondingDelegation", request)
        // The blow fell at the beginning of the block, before the message: 12 of power pay 120,000.
        #expect(try validator().tokens == 10_880_123)
        #expect(answer.unbond.entries.map(\.balance) == ["1000000"])
    }

    @Test("unjailing is refused in the chain's words")
    func refuses() throws {
        func refused(_ validator: String, by key: TestKey) throws -> TxResult {
            var wire = SlashingMsgUnjail()
            wire.validatorAddr = validator
            return try chain.deliver(chain.transaction(TestMessage.pack(wire), by: key))
        }
        var result = try refused(ValidatorAddress(TestKey.c.address).description, by: .c)
        #expect(result.code == 3 && result.codespace == "staking")
        result = try refused(idle.description, by: .b)
        #expect(result.code == 5 && result.codespace == "slashing")
        // A validator of others alone, whose operator took everything back.
        try chain.deliver(
            chain.transaction(TestMessage.delegate(5_000_000, from: .a, to: idle), by: .a))
        try chain.deliver(
            chain.transaction(TestMessage.undelegate(7_000_123, of: .b, from: idle), by: .b))
        #expect(try validator().isJailed)
        result = try refused(idle.description, by: .b)
        #expect(result.code == 19 && result.codespace == "staking")
        try Invariants(chain.state).check()
    }

    @Test("signing infos are told one by one and in pages")
    func queries() throws {
        let params: SlashingQueryParamsResponse = try chain.query(
            Self.path + "Params", SlashingQueryParamsRequest())
        #expect(params.params.signedBlocksWindow == 10)
        let all: SlashingQuerySigningInfosResponse = try chain.query(
            Self.path + "SigningInfos", SlashingQuerySigningInfosRequest())
        #expect(all.info.count == 2 && all.pagination.total == 2)
        #expect(all.info.map(\.address).contains(name))
        var request = SlashingQuerySigningInfoRequest()
        #expect(throws: QueryError(.invalidArgument, "invalid request")) {
            try chain.ledgerAnswer(Self.path + "SigningInfo", request)
        }
        request.consAddress =
            ConsensusAddress(
                publicKey: .ed25519(Bytes(repeating: 99, count: 32))
            ).description
        #expect(
            throws: QueryError(
                .notFound, "SigningInfo not found for validator \(request.consAddress)")
        ) { try chain.ledgerAnswer(Self.path + "SigningInfo", request) }
    }

    @Test("what was missed before can be part of a genesis")
    func genesis() throws {
        let address = name
        let chain = try TestChain { genesis in
            try genesis.add(
                Genesis.Validator(
                    account: TestKey.b.address, consensusKey: Self.key, moniker: "b",
                    selfDelegation: 7_000_000))
            genesis.slashing.signingInfos[1].validatorSigningInfo.missedBlocksCounter = 2
            genesis.slashing.signingInfos[1].validatorSigningInfo.indexOffset = 2000
            var missed = SlashingValidatorMissedBlocks()
            missed.address = address
            missed.missedBlocks = [Int64(5), 1500].map { index in
                var block = SlashingMissedBlock()
                block.index = index
                block.missed = true
                return block
            }
            genesis.slashing.missedBlocks = [missed]
            genesis = try Genesis(
                appState: genesis.appState, chainID: genesis.chainID, time: genesis.time,
                consensus: nil, initialHeight: 1)
        }
        try Invariants(chain.state).check()
        let consensus = PublicKey.ed25519(Self.key).addressBytes
        #expect(try chain.state.get(SlashingKeys.missed(consensus, chunk: 0)) != nil)
        #expect(try chain.state.get(SlashingKeys.missed(consensus, chunk: 1)) != nil)
        for _ in 0..<3 { try chain.block() }
        try Invariants(chain.state).check()
    }

    @Test("a bitmap is a length and big-endian words, the lowest bit first")
    func bitmap() throws {
        var blocks = MissedBlocks()
        for index in [0, 9, 63, 64, 1023] as [Int64] { blocks[index] = true }
        let words = Hex.encode(blocks.stored)
        #expect(words.hasPrefix("0000000000000400" + "8000000000000201" + "0000000000000001"))
        #expect(words.hasSuffix("0000000000000000" + "8000000000000000"))
        #expect(blocks.stored.count == 136)
        #expect(blocks.missed == [0, 9, 63, 64, 1023])
        #expect(try MissedBlocks(stored: blocks.stored) == blocks)
        blocks[64] = false
        #expect(blocks.missed == [0, 9, 63, 1023])
        for count in [0, 1, 135, 137] {
            #expect(throws: LedgerFault.self) {
                try MissedBlocks(stored: Bytes(repeating: 0, count: count))
            }
        }
    }
}
