import SecretBase
import SecretChain
import SecretCrypto
import Synchronization
import Testing

@testable import SecretEnclave

@Suite("Proofs of senders")
struct SenderVerificationTests {
    private func call(_ mode: SignedCall.Mode = .direct) throws -> SignedCall {
        var call = SignedCall()
        call.mode = mode
        call.messages = [SignedCall.execute(sender: try call.sender)]
        return call
    }

    @Test("hold in every sign mode", arguments: [SignedCall.Mode.direct, .amino, .eip191])
    func modes(_ mode: SignedCall.Mode) throws {
        let call = try call(mode)
        try SenderVerification.check(try call.request())
        #expect(throws: CallFault.verification) {
            try SenderVerification.check(try call.request { $0.signature[5] ^= 1 })
        }
        #expect(throws: CallFault.verification) {
            try SenderVerification.check(
                try call.request { $0.signature = $0.signature.withUpperS() })
        }
    }

    @Test(
        "hold for every kind of message",
        arguments: [SignedCall.Mode.direct, .amino, .eip191])
    func kinds(_ mode: SignedCall.Mode) throws {
        var call = try call(mode)
        let sender = try call.sender
        let admin = Bytes(repeating: 9, count: 20)
        let adminText = SignedMessage.address(admin)
        let kinds: [(SignedCall.Message, SenderRequest.Kind)] = [
            (SignedCall.instantiate(sender: sender), .instantiate(admin: [])),
            (SignedCall.instantiate(sender: sender, admin: adminText), .instantiate(admin: admin)),
            (SignedCall.migrate(sender: sender), .migrate(admin: sender)),
            (
                SignedCall.setAdmin(adminText, sender: sender),
                .updateAdmin(current: sender, new: admin)
            ),
            (SignedCall.setAdmin("", sender: sender), .updateAdmin(current: sender, new: [])),
        ]
        for (message, kind) in kinds {
            call.messages = [SignedCall.other, message]
            try SenderVerification.check(try call.request(kind, funds: []))
            let wrong: SenderRequest.Kind =
                switch kind {
                case .instantiate: .instantiate(admin: Bytes(repeating: 8, count: 20))
                case .updateAdmin: .updateAdmin(current: sender, new: [1])
                default: .migrate(admin: admin)
                }
            #expect(throws: CallFault.verification) {
                try SenderVerification.check(try call.request(wrong, funds: []))
            }
        }
    }

    @Test(
        "bind contract, sender, message and funds",
        arguments: [SignedCall.Mode.direct, .amino, .eip191])
    func parameters(_ mode: SignedCall.Mode) throws {
        let call = try call(mode)
        let wrong: [() throws -> SenderRequest] = [
            { try call.request(contract: Bytes(repeating: 1, count: 20)) },
            { try call.request(sender: Bytes(repeating: 1, count: 20)) },
            { try call.request(ciphertext: Bytes(repeating: 3, count: 41)) },
            { try call.request(funds: []) },
            { try call.request(funds: [ContractCoin(denom: "uscrt", amount: "6")]) },
            { try call.request(funds: [ContractCoin(denom: "other", amount: "5")]) },
            {
                try call.request(
                    funds: [
                        ContractCoin(denom: "uscrt", amount: "5"),
                        ContractCoin(denom: "x", amount: "1"),
                    ])
            },
            { try call.request { $0.signMode = 0 } }, { try call.request { $0.signMode = 2 } },
        ]
        for request in wrong {
            #expect(throws: CallFault.verification) {
                try SenderVerification.check(try request())
            }
        }
    }

    @Test(
        "hold only when what was signed is what the transaction says",
        arguments: [SignedCall.Mode.direct, .amino, .eip191])
    func transaction(_ mode: SignedCall.Mode) throws {
        var call = try call(mode)
        let sender = try call.sender
        call.signedMessages = call.messages
        call.messages.append(SignedCall.other)
        #expect(throws: CallFault.verification) {
            try SenderVerification.check(try call.request())
        }
        call.messages = [SignedCall.execute(sender: sender, funds: [("uscrt", "6")])]
        #expect(throws: CallFault.verification) {
            try SenderVerification.check(try call.request())
        }
        call.signedMessages = [SignedCall.other]
        call.messages = [SignedCall.other]
        #expect(throws: CallFault.verification) {
            try SenderVerification.check(try call.request())
        }
    }

    @Test("of multisigs hold from the threshold on, and nobody counts twice")
    func multisig() throws {
        var call = SignedCall()
        (call.mode, call.keys, call.threshold) = (.amino, [21, 22, 23], 2)
        call.messages = [SignedCall.execute(sender: try call.sender)]
        for signing in [[0, 1], [1, 2], [2, 0], [0, 1, 2]] {
            call.signing = signing
            try SenderVerification.check(try call.request())
        }
        for signing in [[], [0], [1, 1], [0, 1, 1]] {
            call.signing = signing
            #expect(throws: CallFault.verification) {
                try SenderVerification.check(try call.request())
            }
        }
        call.signing = [0, 1]
        #expect(throws: CallFault.verification) {
            try SenderVerification.check(try call.request { $0.signature.append(7) })
        }
    }

    @Test("of other keys than those of senders are refused")
    func otherKeys() throws {
        let call = try call(.amino)
        let edKey = try PublicKey(ed25519: Bytes(repeating: 1, count: 32))
        for key in [edKey.anyBytes, [], [0xff]] {
            #expect(throws: CallFault.verification) {
                try SenderVerification.check(try call.request { $0.publicKey = key })
            }
        }
    }

    @Test("that are garbage or cut short never hold")
    func garbage() throws {
        for mode in [SignedCall.Mode.direct, .amino, .eip191] {
            let call = try call(mode)
            let count = try call.request().proof.signBytes.count
            for end in stride(from: 0, to: count, by: 3) {
                let request = try call.request { $0.signBytes = Bytes($0.signBytes.prefix(end)) }
                #expect(throws: CallFault.self) { try SenderVerification.check(request) }
            }
            let request = try call.request { $0.transaction = [0x0a, 0xff] }
            #expect(throws: CallFault.self) { try SenderVerification.check(request) }
        }
    }

    @Test("ask the chain's own verifier, which knows most signatures already")
    func verifier() throws {
        let call = try call()
        let verifier = CountingVerifier()
        try SenderVerification.check(try call.request(), verifier: verifier)
        #expect(verifier.count.withLock { $0 } == 1)
    }

    @Test("without a signature, where the chain vouches, still bind the message")
    func vouched() throws {
        let call = try call()
        let good = try call.request { $0.signature = [] }
        func vouched(_ request: SenderRequest) -> SenderRequest {
            SenderRequest(
                proof: request.proof, sender: request.sender, contract: request.contract,
                input: request.input, funds: request.funds, kind: request.kind,
                checksSignature: false)
        }
        try SenderVerification.check(vouched(good))
        #expect(throws: CallFault.verification) {
            try SenderVerification.check(vouched(try call.request(funds: [])))
        }
    }
}

private final class CountingVerifier: SignatureVerifier {
    let count = Mutex(0)

    func isValid(_ check: SignatureCheck) -> Bool {
        count.withLock { $0 += 1 }
        return PlainVerifier().isValid(check)
    }
}

extension [UInt8] {
    /// r ‖ n − s: the other solution of the same equation.
    fileprivate func withUpperS() -> Bytes {
        let order =
            (try? Hex.decode("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"))
            ?? []
        var signature = self
        var borrow = 0
        for index in (0..<32).reversed() {
            let difference = Int(order[index]) - Int(signature[32 + index]) - borrow
            borrow = difference < 0 ? 1 : 0
            signature[32 + index] = UInt8(truncatingIfNeeded: difference)
        }
        return signature
    }
}
