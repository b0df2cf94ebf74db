import SecretBase
import SecretChain
import SecretLedger
import SecretWire
import SwiftProtobuf
import Testing

/// Every reason for which a transaction is turned away, with the chain's code and text.
@Suite("ante checks")
struct AnteTests {
    let chain: TestChain

    init() throws {
        chain = try TestChain()
        try chain.block()
    }

    private func send() throws -> TestTransaction {
        try chain.transaction(TestMessage.send(10, from: .a, to: TestKey.b.address), by: .a)
    }

    private func expect(
        _ result: TxResult, _ code: UInt32, _ log: String, codespace: String = "sdk",
        _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(result.code == code, sourceLocation: location)
        #expect(result.codespace == codespace, sourceLocation: location)
        #expect(result.log == log, sourceLocation: location)
        #expect(result.data.isEmpty, sourceLocation: location)
        #expect(result.events.isEmpty, sourceLocation: location)
    }

    @Test("a good transaction passes, and a check runs no message")
    func passes() throws {
        let result = try chain.check(send())
        #expect(result.isSuccess)
        #expect(result.log.isEmpty && result.data.isEmpty)
        #expect(result.gasWanted == 200_000)
        #expect(result.gasUsed > 0 && result.gasUsed < 25_000)
        #expect(result.events.map(\.type).suffix(3) == ["tx", "tx", "tx"])
    }

    @Test("bytes that are no transaction are code 2, and use no gas")
    func undecodable() throws {
        for bytes in [Bytes([0xff]), Bytes([0x0a, 0x05, 1]), Bytes([0x1a, 0, 0x0a, 0])] {
            let result = try chain.check(bytes)
            #expect(result.code == 2 && result.codespace == "sdk")
            #expect(result.log.hasSuffix(": tx parse error"))
            #expect(result.gasWanted == 0 && result.gasUsed == 0)
        }
    }

    @Test("every truncation of a transaction is refused")
    func truncations() throws {
        let bytes = try send().bytes()
        for count in 0..<bytes.count {
            #expect(try !chain.check(Bytes(bytes.prefix(count))).isSuccess)
        }
        #expect(try chain.check(bytes + [0]).code == 2)
    }

    @Test("no message, no transaction")
    func noMessage() throws {
        expect(
            try chain.check(try chain.transaction([], by: .a)), 18,
            "must contain at least one message: invalid request")
    }

    @Test("messages that this ledger does not run have no handler")
    func noHandler() throws {
        var passed = ComputeMsgUpgradeProposalPassed()
        passed.senderAddress = TestKey.a.address.description
        let message = try TestMessage.pack(passed)
        expect(
            try chain.check(try chain.transaction(message, by: .a)), 6,
            "no message handler found for *types.MsgUpgradeProposalPassed: unknown request")
    }

    @Test("extension options are refused")
    func extensionOptions() throws {
        var transaction = try send()
        transaction.extensionOptions = [TestMessage.send(1, from: .a, to: TestKey.b.address)]
        expect(try chain.check(transaction), 31, "unknown extension options")
    }

    @Test("a gas limit beyond 2^63-1 is refused")
    func hugeGas() throws {
        var transaction = try send()
        transaction.gas = 1 << 63
        expect(
            try chain.check(transaction), 18,
            "invalid gas supplied; 9223372036854775808 > 9223372036854775807: invalid request")
    }

    @Test("a gas limit beyond the block's is refused")
    func beyondBlockGas() throws {
        let chain = try TestChain { $0.blockGasMax = 100_000 }
        let message = TestMessage.send(10, from: .a, to: TestKey.b.address)
        let result = try chain.check(try chain.transaction(message, by: .a))
        expect(
            result, 41,
            "tx gas limit 200000 exceeds block max gas 100000: invalid gas limit")
        #expect(result.gasWanted == 200_000 && result.gasUsed == 0)
    }

    @Test("a negative fee is refused")
    func negativeFee() throws {
        var transaction = try send()
        transaction.fee = [("uscrt", "-5")]
        expect(
            try chain.check(transaction), 13, "invalid fee provided: -5uscrt: insufficient fee")
    }

    @Test("a transaction without a fee part, or with an unreadable one, is refused")
    func missingFee() throws {
        var transaction = try send()
        transaction.hasFee = false
        expect(try chain.check(transaction), 1, "missing fee", codespace: "undefined")
        transaction = try send()
        transaction.fee = [("uscrt", "many")]
        #expect(try chain.check(transaction).code == 2)
    }

    @Test("no signature, no transaction")
    func noSignature() throws {
        var transaction = try send()
        transaction.signatureCount = 0
        expect(try chain.check(transaction), 15, "no signatures supplied")
    }

    @Test("as many signatures as signers")
    func wrongCount() throws {
        var transaction = try send()
        transaction.signatureCount = 2
        expect(
            try chain.check(transaction), 4,
            "wrong number of signers; expected 1, got 2: unauthorized")
    }

    @Test("a timeout height in the past is refused, the present one is not")
    func timeout() throws {
        try chain.block()
        var transaction = try send()
        transaction.timeoutHeight = 1
        expect(
            try chain.check(transaction), 30,
            "block height: 2, timeout height: 1: tx timeout height")
        transaction.timeoutHeight = 2
        #expect(try chain.check(transaction).isSuccess)
    }

    @Test("a memo has at most 256 bytes, not characters")
    func memo() throws {
        var transaction = try send()
        transaction.memo = String(repeating: "ä", count: 128)
        #expect(try chain.check(transaction).isSuccess)
        transaction.memo += "x"
        expect(
            try chain.check(transaction), 12,
            "maximum number of characters is 256 but received 257 characters: memo too large")
    }

    @Test("gas must be positive")
    func noGas() throws {
        var transaction = try send()
        transaction.gas = 0
        let result = try chain.check(transaction)
        #expect(result.code == 11)
        #expect(result.log.hasPrefix("out of gas in location: Has; gasWanted: 0, gasUsed: "))
    }

    @Test("a node wants its price, a block takes any fee")
    func price() throws {
        var transaction = try send()
        transaction.gas = 100_000
        transaction.fee = [("uscrt", "1249")]
        expect(
            try chain.check(transaction), 13,
            "insufficient fees; got: 1249uscrt required: 1250uscrt: insufficient fee")
        transaction.fee = []
        expect(
            try chain.check(transaction), 13,
            "insufficient fees; got:  required: 1250uscrt: insufficient fee")
        transaction.gas = 100_001
        transaction.fee = [("uscrt", "1250")]
        expect(
            try chain.check(transaction), 13,
            "insufficient fees; got: 1250uscrt required: 1251uscrt: insufficient fee")
        #expect(try chain.deliver(transaction).isSuccess)
    }

    @Test("unsorted or doubled fee coins are refused")
    func invalidFee() throws {
        var transaction = try send()
        transaction.fee = [("uscrt", "5000"), ("uscrt", "1")]
        expect(
            try chain.deliver(transaction), 13,
            "invalid fee amount: 5000uscrt,1uscrt: insufficient fee")
    }

    @Test("a payer without an account is refused")
    func unknownPayer() throws {
        let key = try TestKey(number: 9)
        let message = TestMessage.send(10, from: key, to: TestKey.b.address)
        let signer = TestTransaction.Signer(key, sequence: 0, accountNumber: 0)
        expect(
            try chain.check(TestTransaction(messages: [message], signers: [signer])), 9,
            "fee payer address: \(key.address) does not exist: unknown address")
    }

    @Test("a payer who cannot pay is refused")
    func poorPayer() throws {
        let key = try TestKey(number: 9)
        #expect(
            try chain.deliver(
                chain.transaction(TestMessage.send(5, from: .a, to: key.address), by: .a)
            ).isSuccess)
        let message = TestMessage.send(1, from: key, to: TestKey.b.address)
        expect(
            try chain.check(chain.transaction(message, by: key)), 5,
            "spendable balance 5uscrt is smaller than 5000uscrt: insufficient funds")
    }

    @Test("nobody pays another's fee without a grant")
    func granter() throws {
        var transaction = try send()
        transaction.granter = TestKey.b.address.description
        expect(
            try chain.check(transaction), 38,
            "\(TestKey.b.address) does not allow to pay fees for \(TestKey.a.address): "
                + "fee-grant not found: not found")
        transaction.granter = TestKey.a.address.description
        #expect(try chain.check(transaction).isSuccess)
    }

    @Test("a key must be the signer's")
    func wrongKey() throws {
        var transaction = try send()
        transaction.signers[0].shownKey = TestKey.b.publicKey
        expect(
            try chain.check(transaction), 8,
            "pubKey does not match signer address \(TestKey.a.address) with signer index: 0: "
                + "invalid pubkey")
    }

    @Test("a key that the chain does not know yet cannot be left out")
    func absentKey() throws {
        var transaction = try send()
        transaction.signers[0].shownKey = nil
        expect(
            try chain.check(transaction), 8, "unrecognized public key type: <nil>: invalid pubkey")
        try chain.deliver(send())
        transaction = try send()
        transaction.signers[0].shownKey = nil
        #expect(try chain.check(transaction).isSuccess)
    }

    @Test("ed25519 keys do not sign transactions")
    func ed25519() throws {
        let key = PublicKey.ed25519(Bytes(repeating: 3, count: 32))
        let owner = Address(publicKey: key)
        try chain.deliver(
            chain.transaction(TestMessage.send(1_000_000, from: .a, to: owner), by: .a))
        var signer = TestTransaction.Signer(.a, sequence: 0, accountNumber: 0)
        signer.shownKey = key
        let message = Messages.send(TestMessage.coins(1), from: owner, to: TestKey.b.address)
        expect(
            try chain.check(TestTransaction(messages: [message], signers: [signer])), 8,
            "ED25519 public keys are unsupported: invalid pubkey")
    }

    @Test("more than seven keys are too many")
    func tooManyKeys() throws {
        let keys = try (1...8).map { try TestKey(number: UInt8($0)).publicKey }
        let multisig = try PublicKey(threshold: 1, of: keys)
        let owner = Address(publicKey: multisig)
        try chain.deliver(
            chain.transaction(TestMessage.send(1_000_000, from: .a, to: owner), by: .a))
        var signer = TestTransaction.Signer(.a, sequence: 0, accountNumber: 0)
        signer.shownKey = multisig
        let message = Messages.send(TestMessage.coins(1), from: owner, to: TestKey.b.address)
        expect(
            try chain.check(TestTransaction(messages: [message], signers: [signer])), 14,
            "signatures: 8, limit: 7: maximum number of signatures exceeded")
    }

    @Test("a stale or future sequence is code 32, with both numbers")
    func sequence() throws {
        try chain.deliver(send())
        var transaction = try send()
        #expect(transaction.signers[0].sequence == 1)
        for wrong: UInt64 in [0, 2] {
            transaction.signers[0].sequence = wrong
            expect(
                try chain.check(transaction), 32,
                "account sequence mismatch, expected 1, got \(wrong): incorrect account sequence")
        }
    }

    @Test("a signature for another chain or account is not valid")
    func badSignature() throws {
        var transaction = try send()
        transaction.chainID = "secret-4"
        var result = try chain.check(transaction)
        #expect(result.code == 4 && result.codespace == "sdk")
        #expect(
            result.log.hasPrefix(
                "signature verification failed; please verify account number (1) and chain-id "
                    + "(secretdev-1): (unable to verify single signer signature "))
        #expect(result.log.hasSuffix("): unauthorized"))
        transaction.signers[0].mode = .legacyAminoJson
        result = try chain.check(transaction)
        #expect(
            result.log.hasPrefix(
                "signature verification failed; please verify account number (1), sequence (0) "
                    + "and chain-id (secretdev-1): unable to verify single signer signature "))
        #expect(result.log.hasSuffix(": unauthorized"))
    }

    @Test("modes that are not verified here say so")
    func unsupportedMode() throws {
        var transaction = try send()
        transaction.signers[0].mode = .textual
        expect(
            try chain.check(transaction), 4,
            "signature verification failed; please verify account number (1) and chain-id "
                + "(secretdev-1): (unsupported sign mode SIGN_MODE_TEXTUAL, supported modes "
                + "[SIGN_MODE_DIRECT SIGN_MODE_LEGACY_AMINO_JSON]): unauthorized")
    }

    @Test("amino signatures are valid too")
    func amino() throws {
        var transaction = try send()
        transaction.signers[0].mode = .legacyAminoJson
        transaction.memo = "hi & bye"
        #expect(try chain.deliver(transaction).isSuccess)
    }

    @Test("Ethereum wallets' signatures are valid too, over Keccak-256 and nothing else")
    func eip191() throws {
        var transaction = try send()
        transaction.signers[0].mode = .eip191
        transaction.memo = "<&>"
        #expect(try chain.check(transaction).isSuccess)
        transaction.signers[0].signature = try TestKey.a.sign(Bytes("something else".utf8))
        #expect(try chain.check(transaction).code == 4)
    }

    @Test("checks see the checks before them")
    func checksFollow() throws {
        let session = try chain.ledger.checks(
            on: chain.branch(), header: chain.header)
        for sequence: UInt64 in 0..<3 {
            var transaction = try send()
            transaction.signers[0].sequence = sequence
            #expect(try session.check(PreparedTransaction(transaction.bytes())).isSuccess)
        }
        #expect(try session.check(PreparedTransaction(send().bytes())).code == 32)
        #expect(try chain.account(TestKey.a.address).sequence == 0)
    }

    @Test("a recheck verifies no signature, but the sequence")
    func recheck() throws {
        var transaction = try send()
        transaction.signers[0].signature = Bytes(repeating: 1, count: 64)
        let prepared = PreparedTransaction(try transaction.bytes())
        let session = try chain.ledger.checks(
            on: chain.branch(), header: chain.header)
        #expect(try session.check(prepared).code == 4)
        #expect(try session.check(prepared, isRecheck: true).isSuccess)
        #expect(try session.check(prepared, isRecheck: true).code == 32)
    }
}
