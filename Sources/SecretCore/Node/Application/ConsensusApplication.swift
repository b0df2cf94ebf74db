internal import Dispatch
internal import Foundation
package import SecretBase
package import SecretLedger
package import SecretStorage
package import SecretWire
internal import SwiftProtobuf

/// The ledger as an application of CometBFT: each method of ABCI 2.0, for any number of
/// connections at once.
///
/// What consensus and mempool ask goes through the one thread that owns the ledger, in order; what
/// others ask reads whole heights beside it. Source: CometBFT facts §4–7.
package final class ConsensusApplication: Sendable {
    /// What the application says of itself.
    package struct Identity: Hashable, Sendable {
        package let chainID: String
        /// Version of this program.
        package let version: String

        package init(chainID: String, version: String) {
            self.chainID = chainID
            self.version = version
        }
    }

    let identity: Identity
    let thread: LedgerThread
    let database: ChainDatabase
    let ledger: Ledger
    let head: SignatureHead
    let compiler: CodeCompiler
    let queries: any ABCIQueryPort
    let snapshots: any SnapshotPort
    let pending = PendingBlock()

    /// Answers the requests of one connection, in their order; one answer each.
    ///
    /// Never throws: what cannot be answered is an exception, after which the engine stops.
    package func answer(_ requests: [CometAbciRequest]) async -> [ABCIAnswer] {
        var answers: [ABCIAnswer] = []
        answers.reserveCapacity(requests.count)
        var left = requests[...]
        while let first = left.first {
            let checks = left.prefix { $0.isCheck }
            if checks.isEmpty {
                answers.append(await answer(first))
                left.removeFirst()
            } else {
                answers += await check(checks.map(\.checkTx))
                left.removeFirst(checks.count)
            }
        }
        return answers
    }

    private func answer(_ request: CometAbciRequest) async -> ABCIAnswer {
        do {
            return try await respond(to: request)
        } catch {
            return .exception("\(error)")
        }
    }
}
