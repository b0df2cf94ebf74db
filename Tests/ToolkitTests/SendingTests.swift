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

    @Test("a refused sequence is asked for again once, and signed anew")
    func otherProgramsUseTheAccount() async throws {
        let place = try Workplace()
        await place.chain.fail(
            .refuses(code: 32, log: "account sequence mismatch, expected 9, got 0: incorrect"))
        await place.chain.watch { _ in }
        let task = Task { try await place.send("a") }
        // The fake's own sequence is 0 still: the second is refused too, and that is the end.
        let error = await #expect(throws: TransactionFailure.self) { try await task.value }
        #expect(error?.exit == .rejected)
        #expect(error?.code == "sequence_mismatch")
        #expect(try await place.sequences == [0, 9])
        await place.chain.advance(to: 9)
        _ = try await place.send("b")
        #expect(await place.chain.sequence == 10)
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
