import SecretBase
import SecretNode
import SecretWire
import SwiftProtobuf

extension FuzzTarget {
    /// What a consensus engine sends to its application.
    static func abci() throws -> [FuzzTarget] {
        let requests = try requests().map { ABCIFrame.encode(try $0.serializedBytes()) }
        return [
            FuzzTarget("abci-frames", seeds: requests + [requests.flatMap(\.self)]) { bytes in
                guard
                    let read = try accepted({ try ABCIFrame.messages(in: bytes, limit: 1 << 16) })
                else { return false }
                let whole = read.messages.allSatisfy { $0.count <= 1 << 16 }
                guard whole, read.taken <= bytes.count else {
                    throw FuzzFault(description: "more was taken than there is")
                }
                for message in read.messages {
                    _ = try accepted { try CometAbciRequest(serializedBytes: message) }
                }
                return !read.messages.isEmpty
            }
        ]
    }

    private static func requests() throws -> [CometAbciRequest] {
        var echo = CometAbciRequest()
        echo.echo.message = "hello"
        var flush = CometAbciRequest()
        flush.flush = CometAbciRequestFlush()
        var check = CometAbciRequest()
        check.checkTx.tx = .init([1, 2, 3])
        check.checkTx.type = .recheck
        var block = CometAbciRequest()
        block.finalizeBlock.txs = [.init([1]), .init([2, 3])]
        block.finalizeBlock.height = 7
        block.finalizeBlock.time.seconds = 1_700_000_000
        return [echo, flush, check, block]
    }
}
