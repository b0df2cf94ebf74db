import SecretBase
import SecretChain
import SecretClient
import SecretWire
import TestSupport
import Testing

@testable import SecretCore

struct FindingTests {
    @Test("a wrong chain is refused before anything is sent")
    func wrongChain() async throws {
        let place = try Workplace(chainID: "secret-4")
        let signed = try place.draft().signed(
            by: place.signer.publicKey,
            at: SigningPlace(chainID: "secret-4", accountNumber: 7, sequence: 0),
            sign: place.signer.signature)
        let file = try place.home.write(Base64.encode(signed.bytes), to: "signed")
        let error = await #expect(throws: ClientError.self) {
            try await place.service.broadcast(
                file: file, waitSeconds: 1, consent: Consent(isYes: true))
        }
        #expect(error?.exit == .refused)
        #expect(await place.chain.handedOver.isEmpty)
    }

    @Test("gas has a margin, and the fee is rounded up")
    func price() async throws {
        let place = try Workplace(sequence: 3)
        var draft = place.draft()
        var order = SigningOrder(from: "nobody")
        order.gasPrice = Dec(10001, places: 5)
        try await place.service.price(&draft, for: place.undertaking(order))
        #expect(draft.gasLimit == Gas(60_000))
        // 60000 · 0.10001 = 6000.6
        #expect(draft.fee.description == "6001uscrt")
        order.gas = Gas(1)
        try await place.service.price(&draft, for: place.undertaking(order))
        #expect(draft.fee.description == "1uscrt")
        order.fee = Amount(uscrt: 12)
        try await place.service.price(&draft, for: place.undertaking(order))
        #expect(draft.fee.description == "12uscrt")
    }

    @Test("a simulation follows the node that counts what waits for its block")
    func simulationBehindWaiting() async throws {
        let place = try Workplace()
        await place.chain.hold()
        _ = try await place.send("a")
        var draft = place.draft("b")
        try await place.service.price(
            &draft, for: place.undertaking(SigningOrder(from: "nobody")))
        #expect(draft.gasLimit == Gas(60_000))
    }

    @Test("a transaction's end is told by exit code: 0 done, 7 failed, 8 not yet, 3 unknown")
    func ends() async throws {
        let place = try Workplace()
        await place.chain.hold()
        let signed = try await place.send("a")
        let notYet = await #expect(throws: ClientError.self) {
            try await place.service.status(of: "\(signed.hash)")
        }
        #expect(notYet?.exit == .unknownOutcome)
        await place.chain.release()
        let receipt = try await place.service.status(of: "\(signed.hash)".lowercased())
        #expect(receipt.exit == .done)
        #expect(receipt.fields.json.contains("\"height\":11"))
        let unknown = await #expect(throws: TransactionFailure.self) {
            try await place.service.status(of: String(repeating: "AB", count: 32))
        }
        #expect(unknown?.exit == .missing)
        await place.chain.failInBlock()
        let failed = try await place.send("b")
        #expect(try await place.service.status(of: "\(failed.hash)").exit == .failedInBlock)
        let error = await #expect(throws: TransactionFailure.self) {
            try await place.service.settle(failed.hash, waitSeconds: 1)
        }
        #expect(error?.exit == .failedInBlock)
        #expect(error?.code == "out_of_gas")
    }

    @Test("a transaction may be broadcast twice, in every spelling")
    func broadcastTwice() async throws {
        let place = try Workplace()
        let signed = try place.draft().signed(
            by: place.signer.publicKey,
            at: SigningPlace(chainID: "secretdev-1", accountNumber: 7, sequence: 0),
            sign: place.signer.signature)
        let json: JSONValue = ["tx_base64": .string(Base64.encode(signed.bytes))]
        let gateway = try GatewayJSON.encode(signed.bytes, as: "cosmos.tx.v1beta1.Tx")
        let spellings = [
            Base64.encode(signed.bytes) + "\n", Hex.encode(signed.bytes), json.text(),
            String(decoding: gateway, as: UTF8.self),
        ]
        for text in spellings {
            let file = try place.home.write(text, to: "signed")
            let reply = try await place.service.broadcast(
                file: file, waitSeconds: 5, consent: Consent())
            #expect(reply.exit == .done)
            #expect(reply.fields.json.contains("\(signed.hash)"))
        }
        #expect(Set(await place.chain.handedOver) == [signed.bytes])
        #expect(await place.chain.sequence == 1)
    }

    @Test("no truncation of a signed transaction is taken for one")
    func truncations() throws {
        let place = try Workplace()
        let signed = try place.draft("m").signed(
            by: place.signer.publicKey,
            at: SigningPlace(chainID: "secretdev-1", accountNumber: 7, sequence: 0),
            sign: place.signer.signature)
        #expect(throws: Never.self) { try TransactionInput.signed(signed.bytes, named: "x") }
        for count in 1..<signed.bytes.count {
            let part = Bytes(signed.bytes.prefix(count))
            guard let read = try? TransactionInput.signed(part, named: "x") else { continue }
            // Cut where a field ends, it is a transaction without its last fields.
            #expect(read.signatures.isEmpty)
        }
        #expect(throws: TransactionFailure.self) {
            try TransactionInput.signed(signed.bytes + [0], named: "x")
        }
    }

    @Test("what a node means by a wrong sequence is read from its own words, or not at all")
    func mismatch() {
        let text = "account sequence mismatch, expected 12, got 9: incorrect account sequence"
        #expect(SequenceMismatch(text)?.expected == 12)
        #expect(SequenceMismatch("account sequence mismatch, expected , got 9") == nil)
        #expect(SequenceMismatch("out of gas") == nil)
    }
}

struct ResumingTests {
    @Test("resuming sends the same bytes again, and then has nothing left to do")
    func resumes() async throws {
        let place = try Workplace()
        await place.chain.fail(.losesAndHangs)
        let lost = await #expect(throws: ClientError.self) { try await place.send("a") }
        let hash = try #require(lost?.transactionHash)
        let resumed = try await place.service.resume(hash, waitSeconds: 5)
        #expect(resumed.exit == .done)
        #expect(resumed.receipts.map(\.hash) == [hash])
        #expect(Set(await place.chain.handedOver).count == 1)
        #expect(try await place.service.resume(nil, waitSeconds: 5).receipts.isEmpty)
        #expect(try await place.service.resume(hash, waitSeconds: 5).receipts.count == 1)
        #expect(await place.chain.sequence == 1)
    }

    @Test("without a hash, all that is on its way is resumed in order")
    func resumesAll() async throws {
        let place = try Workplace()
        await place.chain.hold()
        for memo in ["a", "b", "c"] { _ = try await place.send(memo) }
        await place.chain.forgetWaiting()
        await place.chain.release()
        let resumed = try await place.service.resume(nil, waitSeconds: 5)
        #expect(resumed.receipts.count == 3)
        #expect(await place.chain.sequence == 3)
        #expect(Set(await place.chain.handedOver).count == 3)
    }

    @Test("of several, each is settled, whatever became of the one before")
    func eachItsOwnEnd() async throws {
        let place = try Workplace()
        await place.chain.fail(.losesAndHangs)
        let first = await #expect(throws: ClientError.self) { try await place.send("a") }
        // Another machine takes its sequence; the second of ours comes after that.
        await place.chain.advance(to: 1)
        await place.chain.fail(.losesAndHangs)
        let second = await #expect(throws: ClientError.self) { try await place.send("b") }
        let resumed = try await place.service.resume(nil, waitSeconds: 5)
        #expect(resumed.exit == .rejected)
        let json = resumed.fields.json
        #expect(json.contains("\"outcome\":\"never\""), "\(json)")
        #expect(json.contains("\"outcome\":\"done\""), "\(json)")
        let hash = try #require(first?.transactionHash)
        let never = await #expect(throws: TransactionFailure.self) {
            try await place.service.status(of: hash)
        }
        #expect(never?.exit == .rejected)
        #expect(resumed.receipts.map(\.hash) == [second?.transactionHash])
        #expect(try await place.service.resume(nil, waitSeconds: 5).exit == .done)
    }

    @Test("a used sequence is no proof for a node whose history begins after the signing")
    func youngNode() async throws {
        let place = try Workplace()
        await place.chain.fail(.losesAndHangs)
        let lost = await #expect(throws: ClientError.self) { try await place.send("a") }
        let hash = try #require(lost?.transactionHash)
        await place.chain.advance(to: 1)
        let later = TransactionService(
            tools: place.tools, chain: place.chain, clock: LateClock(),
            persistence: place.service.persistence)
        for (firstBlock, exit) in [
            ("2026-03-01T00:00:00Z", ExitStatus.unknownOutcome),
            ("2025-12-01T00:00:00Z", .rejected),
        ] {
            await place.chain.begin(at: firstBlock)
            let error = await #expect(throws: (any Error).self) {
                try await later.status(of: hash)
            }
            #expect((error as? any Failure)?.exit == exit, "\(firstBlock)")
        }
    }

    @Test("a rehearsed resumption sends nothing")
    func rehearsal() async throws {
        let place = try Workplace()
        await place.chain.fail(.losesAndHangs)
        await #expect(throws: ClientError.self) { try await place.send("a") }
        let looked = try await place.service.resume(nil, waitSeconds: 5, isRehearsal: true)
        #expect(looked.exit == .unknownOutcome)
        #expect(await place.chain.handedOver.count == 1)
    }

    @Test("a transaction behind one that is missing says what it waits for")
    func behindAGap() async throws {
        let place = try Workplace()
        await place.chain.hold()
        _ = try await place.send("a")
        let second = try await place.send("b")
        await place.chain.forgetWaiting()
        let error = await #expect(throws: TransactionFailure.self) {
            try await place.service.resume("\(second.hash)", waitSeconds: 1)
        }
        #expect(error?.exit == .unknownOutcome)
        #expect(error == .outOfOrder(hash: "\(second.hash)", expected: 0))
    }
}

/// Half a year after `StoppedClock`.
struct LateClock: TimeSource {
    func now() -> Timestamp { Timestamp(seconds: 1_767_225_600 + 15_552_000) }
}
