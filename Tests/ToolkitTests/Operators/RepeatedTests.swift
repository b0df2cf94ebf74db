import SecretBase
import SecretChain
import SecretClient
import TestSupport
import Testing

@testable import SecretCore

/// What makes two runs one transaction.
struct RepeatedTests {
    private func lock(_ home: TemporaryHome, _ command: String) throws -> LockFile? {
        try CommandLock.take(
            state: home.path + "/state", chainID: "secretdev-1", account: Some.account(1),
            command: command)
    }

    @Test("a command's lock is held by one, and free when that one is done")
    func exclusive() throws {
        let home = try TemporaryHome()
        var held = try lock(home, "stake-compound")
        #expect(held != nil)
        #expect(try lock(home, "stake-compound") == nil)
        #expect(try lock(home, "gov-vote") != nil)
        held = nil
        #expect(held == nil)
        #expect(try lock(home, "stake-compound") != nil)
    }

    private func order(_ place: Workplace, isRehearsal: Bool = false) -> ActingOrder {
        ActingOrder(
            SigningOrder(
                from: "\(place.signer.address)",
                consent: Consent(isYes: true, isRehearsal: isRehearsal), waitSeconds: 1))
    }

    private static let nothing = ChangeReply.nothing(NothingDone("test", "a test"))

    @Test("what was signed before and has no end is sent again as it was, before anything new")
    func settles() async throws {
        let place = try Workplace()
        await place.chain.fail(.losesAndHangs)
        await #expect(throws: ClientError.self) { try await place.send("a") }
        let lost = try #require(await place.chain.handedOver.first)
        _ = try await place.service.exclusively("stake-compound", by: order(place)) {
            #expect(await place.chain.handedOver == [lost, lost])
            #expect(await place.chain.sequence == 1)
            return Self.nothing
        }
        #expect(place.service.journal.unsettled().isEmpty)
    }

    @Test("while that cannot be settled, nothing new is done")
    func unsettled() async throws {
        let place = try Workplace()
        await place.chain.fail(.losesAndHangs, .losesAndHangs)
        await #expect(throws: ClientError.self) { try await place.send("a") }
        let error = await #expect(throws: ClientError.self) {
            _ = try await place.service.exclusively("stake-compound", by: order(place)) {
                Issue.record("nothing may be done here")
                return Self.nothing
            }
        }
        #expect(error?.exit == .unknownOutcome)
    }

    @Test("a second run at the same time does nothing, and says so with exit 0")
    func busy() async throws {
        let place = try Workplace()
        let reply = try await place.service.exclusively("stake-claim", by: order(place)) {
            let second = try await place.service.exclusively("stake-claim", by: order(place)) {
                Issue.record("two at once")
                return Self.nothing
            }
            #expect(second.exit == .done)
            #expect(second.fields.json.contains(#""reason_code":"busy""#))
            return Self.nothing
        }
        #expect(reply.exit == .done)
    }

    @Test("a rehearsal leaves no trace")
    func rehearsal() async throws {
        let place = try Workplace()
        _ = try await place.service.exclusively(
            "stake-claim", by: order(place, isRehearsal: true)
        ) { Self.nothing }
        #expect(throws: (any Error).self) { try place.home.read("state/commands") }
        #expect(TextFile.names(in: place.home.path + "/state").isEmpty)
    }
}
