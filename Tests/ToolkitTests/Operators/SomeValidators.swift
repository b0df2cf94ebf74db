import SecretBase
import SecretChain
import SecretWire

@testable import SecretClient

/// Validators for tests, told apart by a number.
enum Some {
    static func address(_ number: UInt8) -> ValidatorAddress {
        ValidatorAddress(account(number))
    }

    static func account(_ number: UInt8) -> Address {
        Address(publicKey: .ed25519(Bytes(repeating: number, count: 32)))
    }

    static func validator(
        _ number: UInt8, tokens: Int256, moniker: String = "", isJailed: Bool = false,
        status: String = "BOND_STATUS_BONDED", leastSelfDelegation: String = "1"
    ) -> ValidatorFacts {
        ValidatorFacts(
            address: address(number), moniker: moniker, status: status, isJailed: isJailed,
            tokens: tokens, delegatorShares: "0", commissionRate: "0.050000000000000000",
            consensusKey: .ed25519(Bytes(repeating: number, count: 32)),
            answer: .object([.init("min_self_delegation", .string(leastSelfDelegation))]))
    }

    static func reward(_ number: UInt8, _ amount: String) throws -> RewardFacts {
        RewardFacts(
            validator: address(number),
            coins: [DecimalCoin(denom: "uscrt", amount: Dec(amount) ?? .zero)])
    }
}
