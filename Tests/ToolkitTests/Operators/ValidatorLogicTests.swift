import SecretBase
import SecretChain
import SecretWire
import TestSupport
import Testing

@testable import SecretClient
@testable import SecretCore

struct ValidatorNamesTests {
    private let all = [
        Some.validator(1, tokens: 1, moniker: "Alpha"),
        Some.validator(2, tokens: 1, moniker: "beta"),
        Some.validator(3, tokens: 1, moniker: "Beta"),
        Some.validator(4, tokens: 1, moniker: "gamma"),
    ]

    private func found(_ word: String, own: UInt8? = nil) -> [ValidatorAddress] {
        ValidatorNames.matches(word, own: own.map { Some.address($0) }, among: all).map(\.address)
    }

    @Test("a moniker is found as it is written, then in any case; a key's name counts too")
    func matching() {
        #expect(found("Alpha") == [Some.address(1)])
        #expect(found("alpha") == [Some.address(1)])
        #expect(found("beta") == [Some.address(2)])
        #expect(found("BETA") == [Some.address(2), Some.address(3)])
        #expect(found("operator", own: 4) == [Some.address(4)])
        #expect(found("Alpha", own: 4) == [Some.address(1), Some.address(4)])
        #expect(found("nobody").isEmpty)
    }

    @Test("who is not found is told whom it may have meant")
    func near() {
        #expect(ValidatorNames.near("alph", among: all) == ["'Alpha'"])
        #expect(ValidatorNames.near("gamma validator", among: all) == ["'gamma'"])
        #expect(ValidatorNames.near("zzz", among: all).isEmpty)
    }

    @Test("an address with a slip in it, or one that is no operator's, is no name")
    func addresses() throws {
        #expect(throws: (any Error).self) {
            try ValidatorReference("secretvaloper1ap26qrlp8mcq2pg6r47w43l0y8zkqm8aynpdzd")
        }
        #expect(throws: (any Error).self) {
            try ValidatorReference("secret1ap26qrlp8mcq2pg6r47w43l0y8zkqm8a450s03")
        }
        #expect(throws: (any Error).self) { try ValidatorReference("") }
        #expect(try ValidatorReference("secret validator").description == "secret validator")
    }
}

struct JailCheckTests {
    private func obstacle(
        isJailed: Bool = true, tombstoned: Bool = false, until: Int64? = nil,
        own: Int256 = 100, least: String = "100", catchingUp: Bool = false
    ) -> ValidatorFailure? {
        JailCheck(
            facts: Some.validator(
                1, tokens: 100, moniker: "v", isJailed: isJailed, leastSelfDelegation: least),
            signing: SigningFacts(
                startHeight: 0, jailedUntil: until.map { Timestamp(seconds: $0) },
                isTombstoned: tombstoned, missedBlocks: 0),
            selfDelegation: own, isCatchingUp: catchingUp, node: "http://here",
            now: Timestamp(seconds: 1000)
        ).obstacle
    }

    @Test("each obstacle has its own message, exit code, and says whether time removes it")
    func matrix() throws {
        #expect(obstacle() == nil)
        #expect(obstacle(until: 1000) == nil)
        let cases: [(ValidatorFailure?, String, SecretBase.ExitStatus, Bool)] = [
            (obstacle(isJailed: false), "not_jailed", .checkFailed, false),
            (obstacle(tombstoned: true), "tombstoned", .refused, false),
            (obstacle(until: 1001), "still_jailed", .checkFailed, true),
            (obstacle(own: 99), "self_delegation_too_small", .checkFailed, false),
            (obstacle(own: 0, least: "0"), "self_delegation_too_small", .checkFailed, false),
            (obstacle(catchingUp: true), "node_catching_up", .checkFailed, true),
            (obstacle(tombstoned: true, until: 9999), "tombstoned", .refused, false),
        ]
        for (got, code, exit, passes) in cases {
            let failure = try #require(got, "\(code)")
            #expect(failure.code == code)
            #expect(failure.exit == exit)
            #expect(JailCheck.passes(failure) == passes)
            #expect(!failure.description.isEmpty)
        }
    }
}

struct NewValidatorTests {
    private func new(
        _ rate: String = "0.05", _ most: String = "0.2", _ step: String = "0.01",
        moniker: String = "mine", stake: UInt64 = 100
    ) throws -> NewValidator {
        NewValidator(
            moniker: moniker, selfDelegation: Amount(uscrt: stake),
            commission: try #require(Dec(rate)), commissionMax: try #require(Dec(most)),
            commissionDailyMax: try #require(Dec(step)), consensusKey: .text(""))
    }

    @Test("terms that no chain would take are refused before anything is asked")
    func terms() throws {
        try new().check()
        try new("0", "0", "0").check()
        for bad in [
            try new("0.3"), try new("0.05", "1.1"), try new("0.05", "0.2", "0.3"),
            try new(moniker: ""), try new(moniker: String(repeating: "é", count: 36)),
            try new(stake: 0),
        ] {
            #expect(throws: ValidatorFailure.self) { try bad.check() }
        }
    }

    @Test("a consensus key is read from the chain's JSON, CometBFT's, base64, hex and a home")
    func keys() async throws {
        let raw = Bytes(0..<32)
        let base64 = Base64.encode(raw)
        let texts = [
            base64, Hex.encode(raw),
            #"{"@type":"/cosmos.crypto.ed25519.PubKey","key":"\#(base64)"}"#,
            #"{"type":"tendermint/PubKeyEd25519","value":"\#(base64)"}"#,
        ]
        for text in texts {
            let key = try await ConsensusKeySource.text(text).key(timeoutSeconds: 1)
            #expect(key == .ed25519(raw))
        }
        let home = try TemporaryHome()
        let file = #"{"address":"","pub_key":\#(texts[3]),"priv_key":{"type":"","value":"x"}}"#
        try home.write(file, to: "config/priv_validator_key.json")
        #expect(
            try await ConsensusKeySource.home(home.path).key(timeoutSeconds: 1) == .ed25519(raw))
        for bad in [
            "", "x", "{}", Base64.encode(Bytes(0..<33)),
            #"{"type":"tendermint/PubKeySecp256k1","value":"\#(base64)"}"#,
        ] {
            await #expect(throws: (any Error).self, "\(bad)") {
                try await ConsensusKeySource.text(bad).key(timeoutSeconds: 1)
            }
        }
        await #expect(throws: ValidatorFailure.self) {
            try await ConsensusKeySource.home("/nonexistent").key(timeoutSeconds: 1)
        }
    }
}
