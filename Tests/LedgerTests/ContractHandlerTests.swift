import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretLedger

/// What contracts ask other modules to do, and the chain's words when it will not.
@Suite("contracts' messages")
struct ContractHandlerTests {
    let chain: TestChain
    private let contract = Party(TestKey.d.address)

    init() throws { chain = try TestChain() }

    private func context() throws -> LedgerContext {
        LedgerContext(
            state: chain.branch(),
            header: BlockHeaderInfo(chainID: "secretdev-1", height: 2, time: chain.time),
            parameters: try LedgerParameters(reading: chain.state))
    }

    private func types(_ message: ContractMessage) throws -> [String] {
        try ContractMessageHandlers.messages(
            for: message, from: contract, port: "", in: context()
        ).map {
            #expect($0.sender?.address == contract.address)
            return type(of: $0).typeURL.split(separator: ".").last.map(String.init) ?? ""
        }
    }

    /// The error of making or running the messages.
    private func refusal(_ message: ContractMessage, port: String = "") throws -> String? {
        let context = try context()
        do {
            for one in try ContractMessageHandlers.messages(
                for: message, from: contract, port: port, in: context)
            {
                try one.validateBasic()
                _ = try one.run(in: context)
            }
        } catch LedgerFault.refused(let refusal) {
            return "\(refusal.codespace) \(refusal.code) \(refusal.text)"
        }
        return nil
    }

    private func coin(_ amount: String, _ denom: String = "uscrt") -> ContractCoin {
        ContractCoin(denom: denom, amount: amount)
    }

    @Test("each variant becomes the module's message, signed by the contract")
    func variants() throws {
        let (v, to) = (chain.validator.description, TestKey.a.address.description)
        #expect(try types(.bankSend(from: nil, to: to, amount: [coin("5")])) == ["MsgSend"])
        #expect(try types(.bankSend(from: nil, to: "nonsense", amount: [])) == [])
        #expect(try types(.delegate(validator: v, amount: coin("5"))) == ["MsgDelegate"])
        #expect(try types(.undelegate(validator: v, amount: coin("5"))) == ["MsgUndelegate"])
        #expect(
            try types(.redelegate(from: v, to: v, amount: coin("5"))) == ["MsgBeginRedelegate"])
        #expect(
            try types(.withdraw(validator: v, recipient: nil))
                == ["MsgSetWithdrawAddress", "MsgWithdrawDelegatorReward"])
        #expect(try types(.setWithdrawAddress(to)) == ["MsgSetWithdrawAddress"])
        #expect(try types(.withdrawReward(validator: v)) == ["MsgWithdrawDelegatorReward"])
        #expect(try types(.vote(proposal: 1, option: "no", isLegacy: false)) == ["MsgVote"])
    }

    @Test("what cannot be is refused in the chain's words")
    func refusals() throws {
        let (v, a) = (chain.validator.description, TestKey.a.address.description)
        let cases: [(ContractMessage, String)] = [
            (
                .bankBurn(amount: [coin("1")]),
                "compute 10 Unknown variant of Bank: invalid CosmosMsg from the contract"
            ),
            (
                .custom(json: []),
                "compute 10 Custom variant not supported: invalid CosmosMsg from the contract"
            ),
            (
                .bankSend(from: nil, to: "blabla", amount: [coin("1")]),
                "sdk 7 blabla: invalid address"
            ),
            (
                .bankSend(from: nil, to: a, amount: [coin("x")]), "sdk 10 xuscrt: invalid coins"
            ),
            (
                .bankSend(from: nil, to: a, amount: [coin("2000000000000000000")]),
                "sdk 5 spendable balance 1000000000000000000uscrt is smaller than "
                    + "2000000000000000000uscrt: insufficient funds"
            ),
            (
                .bankSend(
                    from: nil, to: Address(module: "mint").description, amount: [coin("1")]),
                "sdk 4 \(Address(module: "mint")) is not allowed to receive funds: unauthorized"
            ),
            (.delegate(validator: "x", amount: coin("1")), "sdk 7 x: invalid address"),
            (
                .delegate(validator: v, amount: coin("1", "foo")),
                "sdk 18 invalid coin denomination: got foo, expected uscrt: invalid request"
            ),
            (
                .undelegate(validator: v, amount: coin("1")),
                "staking 19 no delegation for (address, validator) tuple"
            ),
            (
                .withdrawReward(validator: v),
                "staking 19 no delegation for (address, validator) tuple"
            ),
            (.withdraw(validator: v, recipient: "y"), "sdk 7 y: invalid address"),
            (
                .vote(proposal: 1, option: "yes", isLegacy: false),
                "gov 3 1: inactive proposal"
            ),
            (
                .vote(proposal: 1, option: "NoWithVeto", isLegacy: true),
                "gov 3 1: inactive proposal"
            ),
            (
                .stargate(typeURL: "/no.such.Msg", value: []),
                "compute 10 Cannot unpack proto message with type URL: /no.such.Msg: "
                    + "invalid CosmosMsg from the contract"
            ),
        ]
        for (message, text) in cases { #expect(try refusal(message) == text) }
    }

    @Test("capitals of v0.10 all vote yes, as the network has it")
    func legacyVote() throws {
        var wire = GovMsgSubmitProposal()
        wire.initialDeposit = TestMessage.coins(1_000_000_000).wire
        wire.proposer = TestKey.a.address.description
        (wire.title, wire.summary, wire.metadata) = ("t", "s", "m")
        try chain.deliver(chain.transaction(TestMessage.pack(wire), by: .a))
        for (option, isLegacy, number) in [("No", true, 1), ("no", true, 3), ("abstain", false, 2)]
        {
            let context = try context()
            let messages = try ContractMessageHandlers.messages(
                for: .vote(proposal: 1, option: option, isLegacy: isLegacy), from: contract,
                port: "", in: context)
            _ = try #require(messages.first).run(in: context)
            let stored = try #require(
                try context.read(GovKeys.vote(1, contract.address)))
            let vote = try GovVote(serializedBytes: stored)
            #expect(vote.options.map(\.option.rawValue) == [number])
        }
    }

    @Test("stargate runs any message that the ledger has")
    func stargate() throws {
        var wire = BankMsgSend()
        wire.fromAddress = contract.text
        wire.toAddress = TestKey.a.address.description
        wire.amount = TestMessage.coins(3).wire
        let message = ContractMessage.stargate(
            typeURL: "/cosmos.bank.v1beta1.MsgSend", value: try wire.serializedBytes())
        #expect(try types(message) == ["MsgSend"])
        #expect(try refusal(message) == nil)
    }

    @Test("other chains are out of reach, as on a chain without channels")
    func packets() throws {
        func ibc(_ json: String, port: String = "") throws -> String? {
            try refusal(.ibc(json: Bytes(json.utf8)), port: port)
        }
        let transfer = { (channel: String) in
            #"{"transfer":{"channel_id":"\#(channel)","to_address":"cosmos1x","#
                + #""amount":{"denom":"uscrt","amount":"1"},"timeout":{"timestamp":"1"}}}"#
        }
        #expect(
            try ibc(transfer("channel-0"))
                == "channel 3 port ID (transfer) channel ID (channel-0): channel not found")
        #expect(
            try ibc(transfer("x"))
                == "host 2 invalid source channel ID: identifier x has invalid length: 1, must be "
                + "between 8-64 characters: invalid identifier")
        #expect(
            try ibc(#"{"close_channel":{"channel_id":"channel-7"}}"#)
                == "capability 7 could not retrieve module from port-id: capabilities/ports/wasm."
                + "\(contract.text)/channels/channel-7: capability not found")
        let packet = #"{"send_packet":{"channel_id":"channel-1","data":"","timeout":{}}}"#
        #expect(
            try ibc(packet)
                == "compute 17 ibc not supported: unsupported for this contract")
        #expect(
            try ibc(packet, port: "wasm.p")
                == "channel 10 source port: wasm.p, source channel: channel-1: "
                + "sequence send not found")
    }
}
