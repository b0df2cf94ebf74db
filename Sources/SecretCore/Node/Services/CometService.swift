internal import Foundation
internal import SecretBase
internal import SecretChain
internal import SecretLedger
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

/// `cosmos.base.tendermint.v1beta1.Service`, `ABCIQuery` apart. Source: chain.md §4.11.
struct CometService: Sendable {
    let engine: any EnginePort
    let identity: NodeIdentity

    func register(in handlers: inout [String: NodeServices.Handler]) {
        let service = "/cosmos.base.tendermint.v1beta1.Service/"
        handlers[service + "GetNodeInfo"] = { _ in nodeInfo().wireBytes }
        handlers[service + "GetSyncing"] = { _ in
            var response = CometServiceGetSyncingResponse()
            response.syncing = try await engine.isCatchingUp()
            return response.wireBytes
        }
        handlers[service + "GetLatestBlock"] = { _ in try await block(at: nil) }
        handlers[service + "GetBlockByHeight"] = {
            try await block(at: CometServiceGetBlockByHeightRequest(reading: $0).height)
        }
        handlers[service + "GetLatestValidatorSet"] = {
            let request = try CometServiceGetLatestValidatorSetRequest(reading: $0)
            return try await validators(at: nil, request.pagination)
        }
        handlers[service + "GetValidatorSetByHeight"] = {
            let request = try CometServiceGetValidatorSetByHeightRequest(reading: $0)
            return try await validators(at: request.height, request.pagination)
        }
    }

    private func nodeInfo() -> CometServiceGetNodeInfoResponse {
        var response = CometServiceGetNodeInfoResponse()
        response.defaultNodeInfo.protocolVersion.p2P = 8
        response.defaultNodeInfo.protocolVersion.block = 11
        response.defaultNodeInfo.defaultNodeID = Hex.encode(identity.nodeID)
        response.defaultNodeInfo.listenAddr = "tcp://0.0.0.0:26656"
        response.defaultNodeInfo.network = identity.chainID
        // Clients choose their dialect by the consensus engine's version.
        response.defaultNodeInfo.version = "0.38.23"
        response.defaultNodeInfo.channels = Data([
            0x40, 0x20, 0x21, 0x22, 0x23, 0x30, 0x38, 0x60, 0x61, 0,
        ])
        response.defaultNodeInfo.moniker = identity.moniker
        response.defaultNodeInfo.other.txIndex = "on"
        response.applicationVersion.name = "secret"
        response.applicationVersion.appName = "secretctl"
        response.applicationVersion.version = identity.version
        response.applicationVersion.buildTags = type(of: engine).name
        response.applicationVersion.cosmosSdkVersion = "v0.50.14"
        return response
    }

    /// `GetLatestBlock` and `GetBlockByHeight` answer with the same shape.
    private func block(at height: Int64?) async throws -> Bytes {
        let found = try await engine.block(at: height)
        var response = CometServiceGetBlockByHeightResponse()
        response.blockID = found.id
        response.block = found.block
        response.sdkBlock.header = try Self.sdkHeader(found.block.header)
        response.sdkBlock.data = found.block.data
        response.sdkBlock.evidence = found.block.evidence
        response.sdkBlock.lastCommit = found.block.lastCommit
        return response.wireBytes
    }

    private static func sdkHeader(_ header: CometHeader) throws -> CometServiceHeader {
        var copy = CometServiceHeader()
        copy.version = header.version
        copy.chainID = header.chainID
        copy.height = header.height
        copy.time = header.time
        copy.lastBlockID = header.lastBlockID
        copy.lastCommitHash = header.lastCommitHash
        copy.dataHash = header.dataHash
        copy.validatorsHash = header.validatorsHash
        copy.nextValidatorsHash = header.nextValidatorsHash
        copy.consensusHash = header.consensusHash
        copy.appHash = header.appHash
        copy.lastResultsHash = header.lastResultsHash
        copy.evidenceHash = header.evidenceHash
        copy.proposerAddress = try ConsensusAddress(bytes: Bytes(header.proposerAddress))
            .description
        return copy
    }

    private func validators(at height: Int64?, _ page: WirePageRequest) async throws -> Bytes {
        let (height, set) = try await engine.validators(at: height)
        let offset = Int(clamping: page.offset)
        let limit = page.limit == 0 ? 100 : min(100, Int(clamping: page.limit))
        var response = CometServiceGetValidatorSetByHeightResponse()
        response.blockHeight = height
        response.validators = try set.validators.dropFirst(offset).prefix(limit).map { one in
            var validator = CometServiceValidator()
            validator.address = try ConsensusAddress(bytes: Bytes(one.address)).description
            validator.pubKey = PublicKey.ed25519(Bytes(one.pubKey.ed25519)).any
            validator.votingPower = one.votingPower
            validator.proposerPriority = one.proposerPriority
            return validator
        }
        response.pagination.total = UInt64(set.validators.count)
        return response.wireBytes
    }
}
