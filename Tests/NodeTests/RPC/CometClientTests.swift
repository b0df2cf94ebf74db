import Foundation
import SecretBase
import SecretChain
import SecretClient
import SecretWire
import Testing

@testable import SecretNode

@Suite("The client of CometBFT's RPC")
struct CometClientTests {
    @Test("reads what the server says")
    func reads() async throws {
        try await RPCFixture.with { chain in
            let sent = try chain.payment(sequence: 0)
            try wait {
                let client = CometClient(try NodeURL("http://127.0.0.1:\(chain.port)"))
                try await client.health()
                let before = try await client.status()
                #expect(before.chainID == "secretdev-1" && before.height == 1)
                #expect(before.validatorAddress == chain.node.validatorAddress)
                #expect(before.validatorPower == 100_000_000_000 && !before.isCatchingUp)
                let answer = try await client.broadcast(sent.bytes)
                #expect(answer.code == 0 && answer.hash == sent.hash.bytes)
                let block = try await client.block()
                #expect(block.block.data.txs == [Data(sent.bytes)])
                #expect(block.block.header.blockHash == Bytes(block.id.hash))
                #expect(try await client.block(at: 1).block.header.height == 1)
                let commit = try await client.commit(at: 1)
                #expect(commit.isCanonical && commit.commit == block.block.lastCommit)
                let set = try await client.validators()
                #expect(set.totalVotingPower == 100_000_000_000)
                #expect(
                    BlockHashes.validators(set) == Bytes(block.block.header.nextValidatorsHash))
                let error = await #expect(throws: ClientError.self) {
                    try await client.block(at: 99)
                }
                #expect(error?.description.contains("height 99 must be less than") == true)
            }
        }
    }

    @Test("a node that is not there is unreachable")
    func unreachable() async throws {
        let client = CometClient(try NodeURL("http://127.0.0.1:1"))
        let error = await #expect(throws: ClientError.self) { try await client.health() }
        if case .unreachable? = error {} else { Issue.record("\(String(describing: error))") }
    }

    /// Runs a task to its end on this thread.
    private func wait(_ body: @escaping @Sendable () async throws -> Void) throws {
        let done = DispatchSemaphore(value: 0)
        let failure = Failure()
        Task {
            do { try await body() } catch { failure.error = error }
            done.signal()
        }
        done.wait()
        if let error = failure.error { throw error }
    }

    /// Unchecked because it is read when the writer has signalled that it is done.
    private final class Failure: @unchecked Sendable {
        var error: (any Error)?
    }
}
