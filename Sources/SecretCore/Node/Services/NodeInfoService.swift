internal import Foundation
internal import SecretBase
internal import SecretLedger
internal import SecretStorage
internal import SecretWire
internal import SwiftProtobuf

/// `cosmos.base.node.v1beta1.Service`. Source: chain.md §4.13.
struct NodeInfoService: Sendable {
    let database: ChainDatabase
    let ledger: Ledger

    func register(in handlers: inout [String: NodeServices.Handler]) {
        let service = "/cosmos.base.node.v1beta1.Service/"
        handlers[service + "Config"] = { _ in config().wireBytes }
        handlers[service + "Status"] = { _ in try status().wireBytes }
    }

    private func config() -> NodeServiceConfigResponse {
        var response = NodeServiceConfigResponse()
        response.minimumGasPrice = ledger.configuration.minimumGasPrices
            .map { $0.amount.shortText + $0.denom }.joined(separator: ",")
        let (recent, interval) =
            if case .keep(let recent, let interval) = database.pruning { (recent, interval) } else {
                (Int64(0), Int64(0))
            }
        response.pruningKeepRecent = "\(recent)"
        response.pruningInterval = "\(interval)"
        return response
    }

    private func status() throws -> NodeServiceStatusResponse {
        try database.read { snapshot in
            var response = NodeServiceStatusResponse()
            guard let block = try snapshot.latestBlock() else { return response }
            let header = try CometHeader(serializedBytes: block.header)
            response.earliestStoreHeight = UInt64(try snapshot.earliestStateHeight ?? 0)
            response.height = UInt64(block.height)
            response.timestamp = header.time
            response.appHash = Data(block.appHash)
            response.validatorHash = header.nextValidatorsHash
            return response
        }
    }
}

extension Dec {
    /// Without trailing zeros: `0.0125`.
    fileprivate var shortText: String {
        var text = description
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }
}
