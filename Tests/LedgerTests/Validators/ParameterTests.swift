import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// Parameters that governance changes, and those that it must not.
@Suite("parameters by governance")
struct ParameterTests {
    private static let gov = Address(module: "gov").description

    /// Submits, votes for and decides on a proposal; gives its last block.
    private func decide(
        _ messages: [any SwiftProtobuf.Message], on chain: TestChain
    ) throws -> (block: BlockResult, proposal: GovProposal) {
        var wire = GovMsgSubmitProposal()
        wire.messages = try messages.map { try TestMessage.pack($0) }
        wire.initialDeposit = TestMessage.coins(1_000_000_000).wire
        wire.proposer = TestKey.a.address.description
        wire.title = "t"
        wire.summary = "s"
        let submitted = try chain.deliver(chain.transaction(TestMessage.pack(wire), by: .a))
        #expect(submitted.isSuccess, "\(submitted.log)")
        let data = try AbciTxMsgData(serializedBytes: submitted.data)
        let response = try GovMsgSubmitProposalResponse(
            serializedBytes: Bytes(try #require(data.msgResponses.first).value))
        var vote = GovMsgVote()
        vote.proposalID = response.proposalID
        vote.voter = TestKey.validator.address.description
        vote.option = .yes
        try chain.deliver(chain.transaction(TestMessage.pack(vote), by: .validator))
        let block = try chain.block(after: 90)
        var request = GovQueryProposalRequest()
        request.proposalID = response.proposalID
        let answer: GovQueryProposalResponse = try chain.query(
            "/cosmos.gov.v1.Query/Proposal", request)
        return (block, answer.proposal)
    }

    private func context(_ chain: TestChain) throws -> LedgerContext {
        LedgerContext(
            state: chain.branch(), header: chain.header,
            parameters: try LedgerParameters(reading: chain.state))
    }

    @Test("each module takes new parameters, all of them in one proposal")
    func all() throws {
        let chain = try TestChain()
        let now = try context(chain)
        var auth = AuthMsgUpdateParams()
        auth.params = now.parameters.auth
        auth.params.maxMemoCharacters = 512
        var bank = BankMsgUpdateParams()
        bank.params.defaultSendEnabled = false
        var staking = StakingMsgUpdateParams()
        staking.params = now.parameters.staking
        staking.params.maxEntries = 9
        var distribution = DistributionMsgUpdateParams()
        distribution.params = try now.distribution.parameters()
        distribution.params.communityTax = Dec(5, places: 2).wireText
        var slashing = SlashingMsgUpdateParams()
        slashing.params = try now.slashing.parameters()
        slashing.params.signedBlocksWindow = 77
        var mint = MintMsgUpdateParams()
        mint.params = try now.mint.parameters()
        mint.params.inflationMax = Dec(30, places: 2).wireText
        var gov = GovMsgUpdateParams()
        gov.params = try now.gov.parameters()
        gov.params.votingPeriod.seconds = 120
        auth.authority = Self.gov
        bank.authority = Self.gov
        staking.authority = Self.gov
        distribution.authority = Self.gov
        slashing.authority = Self.gov
        mint.authority = Self.gov
        gov.authority = Self.gov
        let (block, proposal) = try decide(
            [auth, bank, staking, distribution, slashing, mint, gov], on: chain)
        #expect(proposal.status == .passed, "\(proposal.failedReason)")
        #expect(block.consensusParameters == nil)
        let then = try context(chain)
        #expect(then.parameters.auth == auth.params && then.parameters.bank == bank.params)
        #expect(then.parameters.staking == staking.params)
        #expect(try then.distribution.parameters() == distribution.params)
        #expect(try then.slashing.parameters() == slashing.params)
        #expect(try then.mint.parameters() == mint.params)
        #expect(try then.gov.parameters() == gov.params)
        let send = TestMessage.send(1, from: .a, to: TestKey.b.address)
        let result = try chain.deliver(chain.transaction(send, by: .a))
        #expect(
            result.log.hasSuffix(
                ": uscrt transfers are currently disabled: send transactions are disabled"))
        try Invariants(chain.state).check()
    }

    @Test("fewer places count at the end of the very block that decides so")
    func atOnce() throws {
        let chain = try TestChain { genesis in
            try genesis.add(
                Genesis.Validator(
                    account: TestKey.b.address, consensusKey: SlashingTests.key, moniker: "b",
                    selfDelegation: 5_000_000))
        }
        var staking = StakingMsgUpdateParams()
        staking.authority = Self.gov
        staking.params = try context(chain).parameters.staking
        staking.params.maxValidators = 1
        let (block, _) = try decide([staking], on: chain)
        #expect(
            block.validatorUpdates == [ValidatorUpdate(publicKey: SlashingTests.key, power: 0)])
        try Invariants(chain.state).check()
    }

    @Test("parameters that cannot be fail the proposal, and nothing of it is left")
    func refused() throws {
        let chain = try TestChain()
        var bank = BankMsgUpdateParams()
        bank.authority = Self.gov
        bank.params.defaultSendEnabled = false
        var staking = StakingMsgUpdateParams()
        staking.authority = Self.gov
        let (_, proposal) = try decide([bank, staking], on: chain)
        #expect(proposal.status == .failed)
        #expect(proposal.failedReason == "unbonding time must be positive: 0")
        let then = try context(chain)
        #expect(then.parameters.bank.defaultSendEnabled)
        let send = TestMessage.send(1, from: .a, to: TestKey.b.address)
        #expect(try chain.deliver(chain.transaction(send, by: .a)).isSuccess)
    }

    @Test("nobody but governance may")
    func authority() throws {
        let chain = try TestChain()
        var bank = BankMsgUpdateParams()
        bank.authority = TestKey.a.address.description
        let result = try chain.deliver(chain.transaction(TestMessage.pack(bank), by: .a))
        #expect(result.code == 13 && result.codespace == "gov")
        #expect(
            result.log.hasSuffix(
                ": invalid authority; expected \(Self.gov), got \(TestKey.a.address): expected gov "
                    + "account as only signer for proposal message"))
    }

    private func consensus(
        _ chain: TestChain, _ change: (inout ConsensusMsgUpdateParams) -> Void
    ) throws -> (block: BlockResult, proposal: GovProposal) {
        let now = try context(chain).parameters.consensus
        var wire = ConsensusMsgUpdateParams()
        wire.authority = Self.gov
        wire.block = now.block
        wire.evidence = now.evidence
        wire.validator = now.validator
        change(&wire)
        return try decide([wire], on: chain)
    }

    @Test("the engine's parameters change, and the engine is told once")
    func consensusChanges() throws {
        let chain = try TestChain { $0.consensus.version.app = 4 }
        let (block, proposal) = try consensus(chain) { wire in
            wire.block.maxGas = 6_000_000
            wire.block.maxBytes = 5_000_000
        }
        #expect(proposal.status == .passed, "\(proposal.failedReason)")
        let told = try #require(block.consensusParameters)
        #expect(told.block.maxGas == 6_000_000 && told.block.maxBytes == 5_000_000)
        #expect(told.version.app == 4)
        let event = try #require(block.events.first { $0.type == "update_consensus_params" })
        #expect(
            event.attributes.map(\.value).prefix(2) == [
                Self.gov,
                "block:<max_bytes:5000000 max_gas:6000000 > evidence:<max_age_num_blocks:100000 "
                    + "max_age_duration:<seconds:172800 > max_bytes:1048576 > "
                    + #"validator:<pub_key_types:"ed25519" > version:<> abci:<> "#,
            ])
        #expect(try chain.block().consensusParameters == nil)
        let answer: ConsensusQueryParamsResponse = try chain.query(
            "/cosmos.consensus.v1.Query/Params", ConsensusQueryParamsRequest())
        #expect(answer.params == told)
        #expect(try context(chain).parameters.blockGasMax == 6_000_000)
    }

    struct Halting: Sendable {
        let text: String
        let change: @Sendable (inout ConsensusMsgUpdateParams) -> Void

        init(_ text: String, _ change: @escaping @Sendable (inout ConsensusMsgUpdateParams) -> Void)
        {
            (self.text, self.change) = (text, change)
        }
    }

    @Test(
        "what would stop the engine is refused",
        arguments: [
            Halting("all parameters must be present") { $0.clearBlock() },
            Halting("block.MaxBytes cannot be 0") { $0.block.maxBytes = 0 },
            Halting("block.MaxBytes is too big. 104857601 > 104857600") {
                $0.block.maxBytes = 104_857_601
            },
            Halting("block.MaxGas must be greater or equal to -1. Got -2") {
                $0.block.maxGas = -2
            },
            Halting("evidence.MaxAgeNumBlocks must be greater than 0. Got 0") {
                $0.evidence.maxAgeNumBlocks = 0
            },
            Halting("evidence.MaxBytesEvidence is greater than upper bound, 22020097 > 22020096") {
                $0.evidence.maxBytes = 22_020_097
            },
            Halting("block.MaxBytes 22020096 leaves no room beside evidence.MaxBytes 22020096") {
                $0.evidence.maxBytes = 22_020_096
            },
            Halting("len(Validator.PubKeyTypes) must be greater than 0") {
                $0.validator.pubKeyTypes = []
            },
            Halting("validators have ed25519 keys") { $0.validator.pubKeyTypes = ["secp256k1"] },
            Halting("params.Validator.PubKeyTypes[1], x, is an unknown pubkey type") {
                $0.validator.pubKeyTypes = ["ed25519", "x"]
            },
            Halting("ABCI.VoteExtensionsEnableHeight cannot be negative. Got: -1") {
                $0.abci.voteExtensionsEnableHeight = -1
            },
            Halting(
                "VoteExtensionsEnableHeight cannot be updated to a past height, initial height: "
                    + "0, current height 3"
            ) { $0.abci.voteExtensionsEnableHeight = 3 },
        ])
    func halting(_ halting: Halting) throws {
        let chain = try TestChain()
        let (block, proposal) = try consensus(chain, halting.change)
        #expect(proposal.status == .failed)
        #expect(proposal.failedReason == halting.text)
        #expect(block.consensusParameters == nil)
    }
}
