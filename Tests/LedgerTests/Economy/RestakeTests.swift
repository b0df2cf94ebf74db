import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

@Suite("restakes that fail")
struct RestakeTests {
    @Test("a delegator without coins, whose rewards go elsewhere, can still leave")
    func keepsItsStart() throws {
        let key = try TestKey(number: 1)
        let chain = try TestChain { genesis in
            try genesis.add(
                Genesis.Balance(owner: key.address, coins: TestMessage.coins(30_000_000)))
        }
        var parameters = try DistributionParams(
            stored: try #require(try chain.state.get(DistributionKeys.parameters)), "parameters")
        parameters.restakePeriod = "6"
        chain.state.set(try parameters.stored(), for: DistributionKeys.parameters)
        func deliver(_ message: Google_Protobuf_Any) throws {
            let result = try chain.deliver(chain.transaction(message, by: key))
            #expect(result.isSuccess, "\(result.log)")
        }
        var elsewhere = DistributionMsgSetWithdrawAddress()
        elsewhere.delegatorAddress = key.address.description
        elsewhere.withdrawAddress = TestKey.b.address.description
        var restake = DistributionMsgSetAutoRestake()
        restake.delegatorAddress = key.address.description
        restake.validatorAddress = chain.validator.description
        restake.enabled = true
        try deliver(TestMessage.pack(elsewhere))
        // Of 30 million three fees go, and this.
        try deliver(TestMessage.delegate(29_985_000, from: key, to: chain.validator))
        try deliver(TestMessage.pack(restake))
        #expect(try chain.balance(key.address).isZero)
        let before = try chain.balance(TestKey.b.address)
        // At the sixth block it is time. What must hold of starts is looked at after each.
        for _ in 0..<3 { try chain.block() }
        #expect(chain.height == 6)
        #expect(try chain.balance(TestKey.b.address) > before)
        let context = LedgerContext(
            state: chain.branch(), header: chain.header,
            parameters: try LedgerParameters(reading: chain.state))
        #expect(try context.distribution.restakes(of: key.address).isEmpty)
        try chain.block()
        _ = try context.staking.unbond(
            Dec(1_000 as UInt64), of: Party(key.address), from: chain.validator)
    }
}
