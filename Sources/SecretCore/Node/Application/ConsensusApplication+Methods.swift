internal import Foundation
internal import SecretBase
internal import SecretLedger
internal import SecretStorage
internal import SecretWire

/// What each method of ABCI answers. Source: CometBFT facts §5–7, chain.md §7.1.
extension ConsensusApplication {
    func respond(to request: CometAbciRequest) async throws -> ABCIAnswer {
        switch request.value {
        case .echo(let echo):
            var answer = CometAbciResponseEcho()
            answer.message = echo.message
            return ABCIAnswer(.echo(answer))
        case .flush: return .flush
        case .info: return try await info()
        case .query(let query): return ABCIAnswer(.query(await queries.query(query)))
        case .checkTx: preconditionFailure("checks are taken together before they come here")
        case .initChain(let request): return try await begin(request)
        case .prepareProposal(let request): return try await prepare(request)
        case .processProposal(let request): return process(request)
        case .finalizeBlock(let request): return try await finalize(request)
        case .commit: return try await commit()
        case .extendVote, .verifyVoteExtension: return voteExtension(request)
        case .listSnapshots, .offerSnapshot, .loadSnapshotChunk, .applySnapshotChunk:
            return try await snapshot(request)
        case nil: return .exception("a request of a kind that this application does not know")
        }
    }

    private func info() async throws -> ABCIAnswer {
        let (height, appHash) = try await thread.run { state throws(StorageError) in
            (state.application.height, state.application.appHash)
        }
        var answer = CometAbciResponseInfo()
        answer.data = "secret"
        answer.version = version
        answer.lastBlockHeight = height
        // Before the first block the genesis decides what the hash is.
        if height > 0 { answer.lastBlockAppHash = Data(appHash) }
        return ABCIAnswer(.info(answer))
    }

    private func begin(_ request: CometAbciRequestInitChain) async throws -> ABCIAnswer {
        let result = try await thread.run { state throws(StorageError) in
            Result { () throws(GenesisError) in try state.begin(request) }
        }
        return ABCIAnswer(.initChain(try result.get()))
    }

    private func prepare(_ request: CometAbciRequestPrepareProposal) async throws -> ABCIAnswer {
        let gasMax = try await thread.run { state throws(StorageError) in
            try state.application.consensusParameters().block.maxGas
        }
        var answer = CometAbciResponsePrepareProposal()
        answer.txs = Proposal(bytesMax: request.maxTxBytes, gasMax: gasMax)
            .choose(from: request.txs.map { Bytes($0) }).map { Data($0) }
        return ABCIAnswer(.prepareProposal(answer))
    }

    /// Whatever an honest proposer makes is accepted, and what a transaction is worth only its
    /// execution says: a refusal here could stop the height for ever.
    private func process(_ request: CometAbciRequestProcessProposal) -> ABCIAnswer {
        prepare(request.txs.map { Bytes($0) })
        var answer = CometAbciResponseProcessProposal()
        answer.status = .accept
        return ABCIAnswer(.processProposal(answer))
    }

    private func finalize(_ request: CometAbciRequestFinalizeBlock) async throws -> ABCIAnswer {
        // Who catches up with the chain never saw these transactions.
        prepare(request.txs.map { Bytes($0) })
        let message = try await thread.run { state throws(StorageError) in
            try state.finalize(request)
        }
        return ABCIAnswer(field: 21, message: message)
    }

    private func commit() async throws -> ABCIAnswer {
        let height = try await thread.run { state throws(StorageError) in
            try state.commit()
            return state.application.height
        }
        snapshots.committed(height)
        // Zero: the engine keeps its blocks; who wants fewer says so in its own configuration.
        return ABCIAnswer(.commit(CometAbciResponseCommit()))
    }

    /// This application extends no vote. Where the chain's parameters switch extensions on, its
    /// own are empty, and so must all others be.
    private func voteExtension(_ request: CometAbciRequest) -> ABCIAnswer {
        guard case .verifyVoteExtension(let request) = request.value else {
            return ABCIAnswer(.extendVote(CometAbciResponseExtendVote()))
        }
        var answer = CometAbciResponseVerifyVoteExtension()
        answer.status = request.voteExtension.isEmpty ? .accept : .reject
        return ABCIAnswer(.verifyVoteExtension(answer))
    }

    private func snapshot(_ request: CometAbciRequest) async throws -> ABCIAnswer {
        switch request.value {
        case .listSnapshots:
            var answer = CometAbciResponseListSnapshots()
            answer.snapshots = await snapshots.list()
            return ABCIAnswer(.listSnapshots(answer))
        case .loadSnapshotChunk(let wanted):
            var answer = CometAbciResponseLoadSnapshotChunk()
            answer.chunk = Data(
                await snapshots.load(
                    height: wanted.height, format: wanted.format, chunk: wanted.chunk))
            return ABCIAnswer(.loadSnapshotChunk(answer))
        case .offerSnapshot(let offer):
            let snapshots = snapshots
            let result = try await thread.run { state throws(StorageError) in
                try snapshots.offer(offer, to: state)
            }
            var answer = CometAbciResponseOfferSnapshot()
            answer.result = result
            return ABCIAnswer(.offerSnapshot(answer))
        case .applySnapshotChunk(let chunk):
            let snapshots = snapshots
            return ABCIAnswer(
                .applySnapshotChunk(
                    try await thread.run { state throws(StorageError) in
                        try snapshots.apply(chunk, to: state)
                    }))
        default: preconditionFailure("only the four snapshot methods come here")
        }
    }
}
