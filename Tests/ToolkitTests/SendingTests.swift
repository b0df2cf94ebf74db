import Foundation
import SecretBase
import SecretChain
import SecretClient
import SecretWire
import TestSupport
import Testing

@testable import SecretCore

struct SendingTests {
    @Test("the bytes lie in the journal before the node is handed the first of them")
    func journalComesFirst() async throws {
        let place = try Workplace()
        let folder = place.home.path + "/state/transactions/"
        await place.chain.watch { bytes in
            let path = folder + "\(TransactionHash(of: bytes)).json"
            let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            #expect(text.contains(Base64.encode(bytes)))
            #expect(text.contains("\"stage\":\"signed\""))
        }
        let signed = try await place.send()
        #expect(await place.chain.handedOver == [signed.bytes])
        #expect(place.service.journal.entry("\(signed.hash)")?.stage == .accepted)
        let mode =
            try FileManager.default.attributesOfItem(
                atPath: folder + "\(signed.hash).json")[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("transactions that wait for their block do not hold up the next")
    func sequencesFollow() async throws {
        let place = try Workplace(sequence: 4)
        await place.chain.hold()
        for memo in ["a", "b", "c"] { _ = try await place.send(memo) }
        #expect(try await place.sequences == [4, 5, 6])
        await place.chain.release()
        _ = try await place.send("d")
        #expect(try await place.sequences == [4, 5, 6, 7])
    }

    @Test("fifty senders at the same moment all land, each once")
    func fiftyLand() async throws {
        let place = try Workplace()
        await place.chain.hold()
        let hashes = try await withThrowingTaskGroup(of: TransactionHash.self) { group in
            for number in 0..<50 {
                group.addTask { try await place.send("\(number)").hash }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        await place.chain.release()
        #expect(hashes.count == 50)
        #expect(try await place.sequences.sorted() == Array(0..<50))
        #expect(await place.chain.sequence == 50)
    }

    @Test("an unreachable node leaves the sequence free, and says that nothing was sent")
    func unreachable() async throws {
        let place = try Workplace()
        await place.chain.fail(.unreachable)
        let error = await #expect(throws: ClientError.self) { try await place.send("a") }
        #expect(error?.exit == .unreachable)
        _ = try await place.send("b")
        #expect(try await place.sequences == [0, 0])
    }

    @Test("a transaction without an answer is sent again as it was, before another is signed")
    func unknownIsSettledFirst() async throws {
        let place = try Workplace()
        await place.chain.fail(.losesAndHangs)
        let error = await #expect(throws: ClientError.self) { try await place.send("a") }
        #expect(error?.exit == .unknownOutcome)
        let hash = try #require(error?.transactionHash)
        let lost = try #require(place.service.journal.entry(hash))
        #expect(lost.stage == .unknown)
        _ = try await place.send("b")
        let handed = await place.chain.handedOver
        #expect(handed.prefix(2) == [lost.bytes, lost.bytes])
        #expect(try await place.sequences == [0, 0, 1])
        #expect(await place.chain.sequence == 2)
    }

    @Test("a transaction that arrived without an answer is not paid twice")
    func unknownThatArrived() async throws {
        let place = try Workplace()
        await place.chain.hold()
        await place.chain.fail(.takesAndHangs)
        await #expect(throws: ClientError.self) { try await place.send("a") }
        _ = try await place.send("b")
        await place.chain.release()
        #expect(try await place.sequences == [0, 0, 1])
        #expect(await place.chain.sequence == 2)
    }

    @Test("what a restarted node forgot is sent again in front of the next")
    func lostInTheMempool() async throws {
        let place = try Workplace()
        await place.chain.hold()
        let first = try await place.send("a")
        let second = try await place.send("b")
        await place.chain.forgetWaiting()
        _ = try await place.send("c")
        let handed = await place.chain.handedOver
        #expect(handed[3...4] == [first.bytes, second.bytes])
        #expect(try await place.sequences == [0, 1, 2, 0, 1, 2])
        await place.chain.release()
        #expect(await place.chain.sequence == 3)
    }

    @Test("a sequence that another machine used is signed anew, once its block has shown that")
    func otherProgramsUseTheAccount() async throws {
        let place = try Workplace(rivalSeconds: 10)
        await place.chain.fail(
            .refuses(code: 32, log: "account sequence mismatch, expected 9, got 0: incorrect"))
        let chain = place.chain
        async let signed = place.send("a")
        try await Task.sleep(for: .milliseconds(50))
        // Nothing is signed anew before the sequence is used up in a block.
        #expect(try await place.sequences == [0])
        await chain.advance(to: 9)
        let hash = try await signed.hash
        #expect(try await place.sequences == [0, 9])
        #expect(await chain.sequence == 10)
        #expect(place.service.journal.entry("\(hash)")?.stage == .accepted)
    }

    @Test("a used sequence whose block does not come leaves the outcome open, and signs nothing")
    func rivalNeverSeen() async throws {
        let place = try Workplace()
        await place.chain.fail(
            .refuses(code: 32, log: "account sequence mismatch, expected 9, got 0: incorrect"))
        let error = await #expect(throws: ClientError.self) { try await place.send("a") }
        #expect(error?.exit == .unknownOutcome)
        #expect(try await place.sequences == [0])
    }

    @Test("bytes that came twice are found in their block, and not signed again")
    func duplicated() async throws {
        let place = try Workplace()
        await place.chain.fail(.takesTwice)
        let signed = try await place.send("a")
        #expect(await place.chain.sequence == 1)
        #expect(place.service.journal.entry("\(signed.hash)")?.stage == .accepted)
        #expect(try await place.sequences == [0])
    }

    @Test("a broken connection is tried again with the same bytes", arguments: [true, false])
    func resends(_ arrives: Bool) async throws {
        let place = try Workplace(resends: 2)
        await place.chain.fail(
            arrives ? .takesAndHangs : .losesAndHangs, .losesAndHangs)
        let signed = try await place.send("a")
        #expect(Set(await place.chain.handedOver) == [signed.bytes])
        #expect(await place.chain.sequence == 1)
    }

    @Test("a full mempool is knocked at again, with the same bytes")
    func fullMempool() async throws {
        let place = try Workplace()
        await place.chain.fail(.refuses(code: 20, log: ""), .refuses(code: 20, log: ""))
        let signed = try await place.send("a")
        #expect(await place.chain.handedOver == [signed.bytes, signed.bytes, signed.bytes])
    }

    @Test("what a node accepted and lost goes in front of the next, and the next keeps its bytes")
    func acceptedAndLost() async throws {
        let place = try Workplace()
        await place.chain.fail(.accepts)
        let lost = try await place.send("a")
        #expect(await place.chain.sequence == 0)
        let next = try await place.send("b")
        #expect(await place.chain.sequence == 2)
        let handed = await place.chain.handedOver
        #expect(handed == [lost.bytes, next.bytes, lost.bytes, next.bytes])
    }

    @Test("an earlier transaction that a node does not answer for stops the next with exit 5")
    func unsettled() async throws {
        let place = try Workplace()
        await place.chain.fail(.losesAndHangs, .losesAndHangs)
        let lost = await #expect(throws: ClientError.self) { try await place.send("a") }
        let error = await #expect(throws: TransactionFailure.self) { try await place.send("b") }
        #expect(error?.exit == .unreachable)
        // The hash is that of another caller's: this one has none.
        #expect(error?.transactionHash == nil)
        #expect(error?.description.contains(lost?.transactionHash ?? "-") == true)
        #expect(try await place.sequences == [0, 0])
    }

    @Test("a holder that died before its bytes were written down leaves no hole")
    func diedBeforeTheJournal() async throws {
        let place = try Workplace()
        try await AccountLease.take(
            state: place.home.path + "/state", chainID: "secretdev-1",
            address: place.signer.address
        ).write([
            AccountLease.Pending(
                sequence: 0, hash: String(repeating: "AB", count: 32), isUnknown: true)
        ])
        _ = try await place.send("b")
        #expect(try await place.sequences == [0])
    }

    @Test("a recorder that cannot write stops the bytes from leaving")
    func recorded() async throws {
        let place = try Workplace()
        await #expect(throws: TransactionFailure.self) {
            try await place.service.send(
                place.draft(), by: place.signer, on: "secretdev-1", intent: "test"
            ) { _ throws(TransactionFailure) in throw .missingFile("batch") }
        }
        #expect(await place.chain.handedOver.isEmpty)
        _ = try await place.send("b")
        #expect(try await place.sequences == [0])
    }

    @Test("leftovers of another time do not matter: damaged, of a chain that began anew")
    func leftovers() async throws {
        let place = try Workplace(sequence: 40)
        await place.chain.hold()
        for memo in ["a", "b"] { _ = try await place.send(memo) }
        await place.chain.forgetWaiting()
        await place.chain.advance(to: 3)
        await place.chain.release()
        _ = try await place.send("c")
        #expect(try await place.sequences.last == 3)
        let file = "state/accounts/secretdev-1/\(place.signer.address).json"
        try place.home.write("{\"pending\":[{\"sequence\":", to: file)
        _ = try await place.send("d")
        #expect(try await place.sequences.last == 4)
    }

    @Test("a refusal for another reason is final, and leaves the sequence free")
    func refused() async throws {
        let place = try Workplace()
        await place.chain.fail(.refuses(code: 13, log: "insufficient fees; got: 5uscrt"))
        let error = await #expect(throws: TransactionFailure.self) { try await place.send("a") }
        #expect(error?.code == "insufficient_fee")
        #expect(error?.exit == .rejected)
        let hash = try #require(error?.transactionHash)
        #expect(place.service.journal.entry(hash)?.stage == .rejected)
        _ = try await place.send("b")
        #expect(try await place.sequences == [0, 0])
    }

    @Test("an account that the chain does not know sends nothing")
    func unknownAccount() async throws {
        let place = try Workplace()
        let other = FakeChain(account: try Address(bytes: Bytes(repeating: 1, count: 20)))
        let service = TransactionService(
            tools: place.tools, chain: other, clock: StoppedClock())
        let error = await #expect(throws: TransactionFailure.self) {
            try await service.send(
                place.draft(), by: place.signer, on: "secretdev-1", intent: "test")
        }
        #expect(error?.exit == .rejected)
        #expect(await other.handedOver.isEmpty)
    }
}
