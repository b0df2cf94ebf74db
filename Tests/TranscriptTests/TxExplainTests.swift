import TestSupport
import Testing

/// What `tx explain` says, word for word.
struct TxExplainTests {
    static let me = Wallet.address
    static let other = Wallet.other
    static let validator = Wallet.validator

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let message: String
        let words: String
        var isFinal = false
        var isKnown = true
        var testDescription: String { name }
    }

    static let coin = #"{"denom":"uscrt","amount":"2500000"}"#

    static let cases = [
        Case(
            name: "a payment",
            message: """
                {"@type":"/cosmos.bank.v1beta1.MsgSend","from_address":"\(me)",\
                "to_address":"\(other)","amount":[\(coin)]}
                """,
            words: "\(me) pays 2.5 SCRT to \(other)", isFinal: true),
        Case(
            name: "many payments",
            message: """
                {"@type":"/cosmos.bank.v1beta1.MsgMultiSend","inputs":[{"address":"\(me)",\
                "coins":[\(coin)]}],"outputs":[{"address":"\(other)","coins":[\(coin)]}]}
                """,
            words: "\(me) 2.5 SCRT pay to \(other) 2.5 SCRT", isFinal: true),
        Case(
            name: "a stake",
            message: """
                {"@type":"/cosmos.staking.v1beta1.MsgDelegate","delegator_address":"\(me)",\
                "validator_address":"\(validator)","amount":\(coin)}
                """,
            words: "\(me) stakes 2.5 SCRT with \(validator)"),
        Case(
            name: "a vote",
            message: """
                {"@type":"/cosmos.gov.v1.MsgVote","proposal_id":"7","voter":"\(me)",\
                "option":"VOTE_OPTION_NO_WITH_VETO","metadata":""}
                """,
            words: "\(me) votes no with veto on proposal 7"),
        Case(
            name: "a call of a contract",
            message: """
                {"@type":"/secret.compute.v1beta1.MsgExecuteContract","sender":"\(me)",\
                "contract":"\(other)","msg":"AAAA","callback_code_hash":"","sent_funds":[],\
                "callback_sig":null}
                """,
            words: "\(me) calls the contract \(other) and pays it nothing; the message is sealed "
                + "(3 bytes): only its sender and the contract can read it"),
        Case(
            name: "a grant to act",
            message: """
                {"@type":"/cosmos.authz.v1beta1.MsgGrant","granter":"\(me)","grantee":"\(other)",\
                "grant":{"authorization":{"@type":"/cosmos.authz.v1beta1.GenericAuthorization",\
                "msg":"/cosmos.gov.v1.MsgVote"},"expiration":"2027-01-01T00:00:00Z"}}
                """,
            words: "\(me) lets \(other) act in its name: any message /cosmos.gov.v1.MsgVote, until "
                + "2027-01-01T00:00:00Z"),
        Case(
            name: "acting for another",
            message: """
                {"@type":"/cosmos.authz.v1beta1.MsgExec","grantee":"\(me)","msgs":[\
                {"@type":"/cosmos.bank.v1beta1.MsgSend","from_address":"\(other)",\
                "to_address":"\(me)","amount":[\(coin)]}]}
                """,
            words: "\(me) acts in the name of others: what follows", isFinal: true),
        Case(
            name: "fees for another",
            message: """
                {"@type":"/cosmos.feegrant.v1beta1.MsgGrantAllowance","granter":"\(me)",\
                "grantee":"\(other)","allowance":{\
                "@type":"/cosmos.feegrant.v1beta1.BasicAllowance","spend_limit":[\(coin)],\
                "expiration":null}}
                """,
            words: "\(me) pays the fees of \(other): up to 2.5 SCRT, until no end"),
        Case(
            name: "a locked account",
            message: """
                {"@type":"/cosmos.vesting.v1beta1.MsgCreateVestingAccount","from_address":"\(me)",\
                "to_address":"\(other)","amount":[\(coin)],"end_time":"1798761600",\
                "delayed":true}
                """,
            words: "\(me) pays 2.5 SCRT to the new account \(other), locked until "
                + "2027-01-01T00:00:00Z (all at once at the end: yes)", isFinal: true),
        Case(
            name: "giving up an admin",
            message: """
                {"@type":"/secret.compute.v1beta1.MsgClearAdmin","sender":"\(me)",\
                "contract":"\(other)","callback_sig":""}
                """,
            words: "\(me) gives up the admin of the contract \(other)", isFinal: true),
        Case(
            name: "a kind that nobody knows", message: #"{"@type":"/no.such.Msg","a":"b"}"#,
            words: "a message of kind no.such.Msg, which this program does not know",
            isFinal: true, isKnown: false),
    ]

    private static func transaction(_ message: String) -> String {
        """
        {"body":{"messages":[\(message)],"memo":"rent","timeout_height":"0",\
        "extension_options":[],"non_critical_extension_options":[]},"auth_info":{\
        "signer_infos":[],"fee":{"amount":[{"denom":"uscrt","amount":"20000"}],\
        "gas_limit":"200000","payer":"","granter":""},"tip":null},"signatures":[]}
        """
    }

    @Test("says what each kind of message does", arguments: cases)
    func words(_ known: Case) async throws {
        let result = try await Binary.run(
            ["tx", "explain", "-", "--json"], stdin: .text(Self.transaction(known.message)))
        #expect(result.status == 0, "\(result)")
        let answer = try result.answer()
        #expect(answer["schema"]?.string == "secretctl/tx-explain/v1")
        #expect(answer["messages"]?[0]?["words"]?.string == known.words)
        #expect(answer["irreversible"]?.bool == known.isFinal)
        #expect(answer["known"]?.bool == known.isKnown)
        if known.isKnown {
            #expect(answer["signers"]?[0]?.string == Self.me)
            #expect(answer["fee"]?["amount"]?.string == "20000")
            #expect(answer["warnings"]?.array?.isEmpty == true)
        } else {
            #expect(answer["warnings"]?.array?.isEmpty == false)
        }
    }

    @Test("a person reads it in lines that fit, with what cannot be undone marked")
    func screen() async throws {
        let result = try await Binary.run(
            ["tx", "explain", "-"], stdin: .text(Self.transaction(Self.cases[6].message)))
        #expect(
            result.stdout == """
                1           \(Self.me) acts in the name of
                            others: what follows
                1.1         \(Self.other) pays 2.5 SCRT to
                            \(Self.me)
                            ! A payment cannot be taken back.
                final       at least one of these cannot be undone
                fee         0.02 SCRT by \(Self.me), gas at
                            most 200000
                memo        rent
                signs       \(Self.me)
                signatures  none yet

                """)
        #expect(result.stdout.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test("a simulation needs no key, and says what to offer")
    func simulates() async throws {
        let home = try TemporaryHome()
        try await LocalNode.with { node in
            let text = Self.transaction(Self.cases[0].message)
            let file = try home.write(text, to: "unsigned.json")
            let result = try await Binary.run(
                ["tx", "simulate", file, "--json", "--node", node.rest], home: home)
            #expect(result.status == 0, "\(result)")
            let answer = try result.answer()
            let used = try #require(answer["gas_used"]?.integer)
            #expect(used > 5000)
            #expect(answer["gas_limit"]?.integer == (used * 12 + 9) / 10)
            #expect(answer["signer"]?.string == Self.me)
            #expect(answer["fee"]?["denom"]?.string == "uscrt")
            let nobody = try home.write(
                text.replacing(Self.me, with: "secret1qyqszqgpqyqszqgpqyqszqgpqyqszqgph3ch6z"),
                to: "nobody.json")
            let refused = try await Binary.run(
                ["tx", "simulate", nobody, "--node", node.rest], home: home)
            #expect([2, 6].contains(refused.status), "\(refused)")
        }
    }

    @Test("reads what 'tx build' and 'tx sign' write, and base64, without a node")
    func spellings() async throws {
        let known = TxTests.cases[0]
        let home = try TemporaryHome()
        let file = try home.write(known.unsigned, to: "unsigned.json")
        for (input, isSigned) in [(known.txBase64, true), (file, false)] {
            let result = try await Binary.run(
                ["tx", "explain", input, "--json"] + SendTests.nowhere, home: home)
            #expect(result.status == 0, "\(result)")
            let answer = try result.answer()
            #expect(answer["messages"]?[0]?["type"]?.string == "cosmos.bank.v1beta1.MsgSend")
            #expect((answer["tx_hash"]?.string == known.txHash) == isSigned)
            #expect(answer["signatures"]?.integer == (isSigned ? 1 : 0))
            if isSigned { #expect(answer["sequences"]?[0]?.integer == Int(known.sequence)) }
        }
        for (input, status) in [("@@@", Int32(2)), ("./none.json", 3), ("{}", 2)] {
            let result = try await Binary.run(["tx", "explain", input] + SendTests.nowhere)
            #expect(result.status == status, "\(input) \(result)")
        }
    }
}
