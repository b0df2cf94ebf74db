import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// Validators that come, change and go.
@Suite("validators")
struct ValidatorMessageTests {
    let chain: TestChain
    private let own = ValidatorAddress(TestKey.a.address)

    init() throws { chain = try TestChain() }

    private func deliver(
        _ message: some SwiftProtobuf.Message, by key: TestKey = .a
    ) throws -> TxResult {
        try chain.deliver(chain.transaction(TestMessage.pack(message), by: key))
    }

    private func create(
        _ change: (inout StakingMsgCreateValidator) -> Void = { _ in }
    ) throws -> TxResult {
        var wire = GenesisTransactionTests.create(.a, consensusKey: 9)
        change(&wire)
        return try deliver(wire)
    }

    private func edit(
        _ change: (inout StakingMsgEditValidator) -> Void
    ) throws -> TxResult {
        var wire = StakingMsgEditValidator()
        wire.validatorAddress = own.description
        wire.description_p.moniker = "[do-not-modify]"
        wire.description_p.details = "[do-not-modify]"
        change(&wire)
        return try deliver(wire)
    }

    private func validator() throws -> Validator? {
        try Invariants(chain.state).validators.first { $0.address == own }
    }

    private func lines(_ events: some Sequence<Event>) -> [String] {
        events.map { event in
            ([event.type] + event.attributes.map { "\($0.key)=\($0.value)" })
                .joined(separator: " ")
        }
    }

    @Test("a new validator is in the set at the end of its block, and signs two blocks later")
    func creates() throws {
        let message = try TestMessage.pack(GenesisTransactionTests.create(.a, consensusKey: 9))
        let block = try chain.block([chain.transaction(message, by: .a).bytes()])
        let key = Bytes(repeating: 9, count: 32)
        #expect(block.validatorUpdates == [ValidatorUpdate(publicKey: key, power: 5)])
        let told = lines(block.txResults[0].events)
        #expect(told.last == "create_validator validator=\(own) amount=5000000uscrt msg_index=0")
        #expect(
            told.contains(
                "message action=/cosmos.staking.v1beta1.MsgCreateValidator "
                    + "sender=\(TestKey.a.address) module=staking msg_index=0"))
        let made = try #require(try validator())
        #expect(
            made.isBonded && made.tokens == 5_000_000 && made.shares == Dec(5_000_000 as UInt64))
        #expect(Timestamp(made.commission.updateTime) == chain.time)
        #expect(try info().startHeight == chain.height)
        try Invariants(chain.state).check()
        try chain.block()
        #expect(try info().indexOffset == 0)
        try chain.block()
        try chain.block()
        #expect(try info().indexOffset == 1)
        try Invariants(chain.state).check()
    }

    private func info() throws -> SlashingValidatorSigningInfo {
        var request = SlashingQuerySigningInfoRequest()
        request.consAddress =
            ConsensusAddress(
                publicKey: .ed25519(Bytes(repeating: 9, count: 32))
            ).description
        let answer: SlashingQuerySigningInfoResponse = try chain.query(
            "/cosmos.slashing.v1beta1.Query/SigningInfo", request)
        return answer.valSigningInfo
    }

    @Test("one who has too little for the set waits beside it")
    func waits() throws {
        let result = try create { $0.value = Coin(Amount(uscrt: 999_999)).wire }
        #expect(result.isSuccess)
        #expect(try validator()?.status == .unbonded)
        try Invariants(chain.state).check()
    }

    struct Refused: Sendable {
        let code: UInt32
        let codespace: String
        let text: String
        let change: @Sendable (inout StakingMsgCreateValidator) -> Void

        init(
            _ code: UInt32, _ text: String, in codespace: String = "staking",
            _ change: @escaping @Sendable (inout StakingMsgCreateValidator) -> Void
        ) {
            (self.code, self.text, self.codespace, self.change) = (code, text, codespace, change)
        }
    }

    static let refused: [Refused] = [
        Refused(39, "empty validator public key") { $0.clearPubkey() },
        Refused(18, "invalid delegation amount: invalid request", in: "sdk") {
            $0.value.amount = "0"
        },
        Refused(18, "empty description: invalid request", in: "sdk") { $0.clearDescription_p() },
        Refused(18, "empty commission: invalid request", in: "sdk") { $0.clearCommission() },
        Refused(9, "commission must be positive") { $0.commission.maxRate = "-1" },
        Refused(10, "commission cannot be more than 100%") {
            $0.commission.maxRate = "1000000000000000001"
        },
        Refused(9, "commission must be positive") { $0.commission.rate = "-1" },
        Refused(11, "commission cannot be more than the max rate") {
            $0.commission.rate = "200000000000000001"
        },
        Refused(13, "commission change rate must be positive") {
            $0.commission.maxChangeRate = "-1"
        },
        Refused(14, "commission change rate cannot be more than the max rate") {
            $0.commission.maxChangeRate = "200000000000000001"
        },
        Refused(
            18, "minimum self delegation must be a positive integer: invalid request", in: "sdk"
        ) { $0.minSelfDelegation = "0" },
        Refused(
            16,
            "validator's self delegation must be greater than their minimum self delegation"
        ) { $0.minSelfDelegation = "5000001" },
        Refused(
            5, "validator already exist for this pubkey; must use new validator pubkey"
        ) { $0.pubkey = PublicKey.ed25519(TestChain.consensusKey).any },
        Refused(
            18, "invalid coin denomination: got foo, expected uscrt: invalid request", in: "sdk"
        ) { $0.value.denom = "foo" },
        Refused(
            18, "invalid moniker length; got: 71, max: 70: invalid request", in: "sdk"
        ) { $0.description_p.moniker = String(repeating: "m", count: 71) },
        Refused(
            18, "invalid security contact length; got: 141, max: 140: invalid request", in: "sdk"
        ) { $0.description_p.securityContact = String(repeating: "s", count: 141) },
        Refused(
            6, "got: secp256k1, expected: [ed25519]: validator pubkey type is not supported"
        ) { $0.pubkey = TestKey.b.publicKey.any },
        Refused(
            5,
            "failed to delegate; 999999999999995000uscrt is smaller than "
                + "2000000000000000000uscrt: insufficient funds", in: "sdk"
        ) { $0.value.amount = "2000000000000000000" },
        Refused(
            111_222,
            "recovered: runtime error: invalid memory address or nil pointer "
                + "dereference: panic", in: "undefined"
        ) { $0.minSelfDelegation = "" },
    ]

    @Test("one that makes no sense is refused in the chain's words", arguments: refused)
    func refuses(_ refused: Refused) throws {
        let result = try create(refused.change)
        #expect(result.code == refused.code && result.codespace == refused.codespace)
        #expect(result.log.hasSuffix(refused.text), "\(result.log)")
        #expect(try validator() == nil)
        try Invariants(chain.state).check()
    }

    @Test("an operator can have one validator only")
    func twice() throws {
        #expect(try create().isSuccess)
        let result = try create { wire in
            wire.pubkey = PublicKey.ed25519(Bytes(repeating: 10, count: 32)).any
        }
        #expect(result.code == 4)
        #expect(
            result.log.hasSuffix(
                ": validator already exist for this operator address; must use new validator "
                    + "operator address"))
    }

    @Test("governance's least commission binds new validators and changes")
    func leastCommission() throws {
        let chain = try TestChain { genesis in
            genesis.staking.params.minCommissionRate = Dec(15, places: 2).wireText
        }
        let message = try TestMessage.pack(GenesisTransactionTests.create(.a, consensusKey: 9))
        let result = try chain.deliver(chain.transaction(message, by: .a))
        #expect(result.code == 40)
        #expect(
            result.log.hasSuffix(
                ": cannot set validator commission to less than minimum rate of "
                    + "0.150000000000000000: commission cannot be less than min rate"))
        var edit = StakingMsgEditValidator()
        edit.validatorAddress = chain.validator.description
        edit.description_p.moniker = "new"
        edit.commissionRate = Dec(149, places: 3).wireText
        try chain.block(after: 90_000)
        let other = try chain.deliver(
            chain.transaction(TestMessage.pack(edit), by: .validator))
        #expect(
            other.log.hasSuffix(
                ": commission rate cannot be less than the min commission rate "
                    + "0.150000000000000000: invalid request"))
    }

    @Test("what may change changes, and what is not to be modified stays")
    func edits() throws {
        #expect(try create { $0.description_p.details = "some" }.isSuccess)
        let result = try edit { wire in
            wire.description_p.moniker = "renamed"
            wire.minSelfDelegation = "3"
        }
        #expect(result.isSuccess)
        let made = try #require(try validator())
        #expect(made.description.moniker == "renamed")
        #expect(made.description.details == "some")
        #expect(made.minSelfDelegation == 3)
        let printed =
            #"commission_rates:<rate:"100000000000000000" max_rate:"200000000000000000" "#
            + #"max_change_rate:"10000000000000000" > update_time:<seconds:1767225605 > "#
        let told = try #require(result.events.last)
        #expect(told.type == "edit_validator")
        #expect(told.attributes.map(\.value) == [printed, "3", "0"])
        try Invariants(chain.state).check()
    }

    @Test("a commission changes once a day, in small steps upwards")
    func commission() throws {
        #expect(try create().isSuccess)
        func change(_ places3: UInt64, after seconds: Int64) throws -> TxResult {
            try chain.block(after: seconds)
            return try edit { $0.commissionRate = Dec(places3, places: 3).wireText }
        }
        var result = try change(105, after: 5)
        #expect(result.code == 12)
        #expect(result.log.hasSuffix(": commission cannot be changed more than once in 24h"))
        result = try change(111, after: 86_400)
        #expect(result.code == 15)
        #expect(result.log.hasSuffix(": commission cannot be changed more than max change rate"))
        result = try change(201, after: 5)
        #expect(result.code == 11)
        #expect(try change(110, after: 5).isSuccess)
        #expect(try validator()?.commission.commissionRates.rate == "110000000000000000")
        #expect(try change(109, after: 86_380).code == 12)
        // Downwards any step is small enough.
        #expect(try change(0, after: 20).isSuccess)
        #expect(try validator()?.commission.commissionRates.rate == "0")
        result = try edit { $0.commissionRate = "1000000000000000001" }
        #expect(
            result.log.hasSuffix(
                ": commission rate must be between 0 and 1 (inclusive): invalid request"))
    }

    @Test("changes that make no sense are refused in the chain's words")
    func refusesEdits() throws {
        let missing = try edit { _ in }
        #expect(missing.code == 3 && missing.codespace == "staking")
        #expect(try create { $0.minSelfDelegation = "5" }.isSuccess)
        var result = try edit { $0.description_p = StakingDescription() }
        #expect(result.log.hasSuffix(": empty description: invalid request"))
        for amount in ["0", "-3"] {
            result = try edit { $0.minSelfDelegation = amount }
            #expect(
                result.log.hasSuffix(
                    ": minimum self delegation must be a positive integer: invalid request"))
        }
        for amount in ["5", "4"] {
            result = try edit { $0.minSelfDelegation = amount }
            #expect(result.code == 17)
            #expect(result.log.hasSuffix(": minimum self delegation cannot be decrease"))
        }
        result = try edit { $0.minSelfDelegation = "5000001" }
        #expect(result.code == 16)
        result = try edit { $0.description_p.website = String(repeating: "w", count: 141) }
        #expect(
            result.log.hasSuffix(": invalid website length; got: 141, max: 140: invalid request"))
    }

    @Test("an operator who keeps less than it promised is jailed, and gone when nothing is left")
    func jailedByItself() throws {
        #expect(try create { $0.minSelfDelegation = "4000000" }.isSuccess)
        let message = TestMessage.undelegate(1_000_001, of: .a, from: own)
        let block = try chain.block([chain.transaction(message, by: .a).bytes()])
        #expect(block.validatorUpdates.map(\.power) == [0])
        #expect(try validator()?.isJailed == true)
        var unjail = SlashingMsgUnjail()
        unjail.validatorAddr = own.description
        var result = try deliver(unjail)
        #expect(result.code == 7 && result.codespace == "slashing")
        #expect(
            result.log.hasSuffix(
                ": 3999999 less than 4000000: validator's self delegation less than minimum; "
                    + "cannot be unjailed"))
        try chain.deliver(chain.transaction(TestMessage.delegate(1, from: .a, to: own), by: .a))
        result = try deliver(unjail)
        #expect(result.isSuccess)
        #expect(try validator()?.isBonded == true)
        try Invariants(chain.state).check()
        try chain.deliver(
            chain.transaction(TestMessage.undelegate(4_000_000, of: .a, from: own), by: .a))
        #expect(try validator()?.status == .unbonding)
        try chain.block(after: 90)
        #expect(try validator() == nil)
        try Invariants(chain.state).check()
        // Nothing is left of it but what it signed; key and operator can come back.
        #expect(try create().isSuccess)
        #expect(try validator()?.isBonded == true)
        try Invariants(chain.state).check()
    }

    @Test("headers and sets of the last blocks are kept, as many as the parameters say")
    func history() throws {
        let chain = try TestChain { $0.staking.params.historicalEntries = 3 }
        for _ in 0..<5 { try chain.block() }
        func ask(_ height: Int64) throws -> StakingQueryHistoricalInfoResponse {
            var request = StakingQueryHistoricalInfoRequest()
            request.height = height
            return try chain.query("/cosmos.staking.v1beta1.Query/HistoricalInfo", request)
        }
        let info = try ask(4).hist
        #expect(info.header.height == 4 && info.header.chainID == "secretdev-1")
        #expect(info.valset.map(\.operatorAddress) == [chain.validator.description])
        _ = try ask(3)
        #expect(
            throws: QueryError(.notFound, "historical info for height 2 not found")
        ) { try ask(2) }
        #expect(throws: QueryError(.invalidArgument, "height cannot be negative")) { try ask(-1) }
    }
}
