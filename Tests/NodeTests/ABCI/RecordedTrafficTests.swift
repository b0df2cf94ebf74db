import Foundation
import SecretBase
import SecretNode
import SecretWire
import SwiftProtobuf
import TestSupport
import Testing

/// Traffic between CometBFT 0.38.25 and a small application, as it was recorded.
struct RecordedTrafficTests {
    static let folder = SharedVectors.folder.deletingLastPathComponent().appending(path: "abci")
    static let isPresent = FileManager.default.fileExists(atPath: folder.path)
    static let recordings = ["tap1", "tap4", "tapss"].flatMap { tap in
        (0...3).map { "\(tap)/conn\($0)" }
    }

    @Test(
        "recorded requests decode and encode to the same bytes",
        .enabled(if: isPresent, "the recorded traffic is not on this machine"),
        arguments: recordings)
    func requests(_ name: String) throws {
        let bytes = try Bytes(Data(contentsOf: Self.folder.appending(path: name + ".req")))
        let (messages, taken) = try ABCIFrame.messages(in: bytes)
        #expect(taken == bytes.count)
        var again = Bytes()
        for message in messages {
            let request = try CometAbciRequest(serializedBytes: message)
            #expect(request.value != nil)
            again += ABCIFrame.encode(try request.serializedBytes())
        }
        #expect(again == bytes)
    }

    @Test(
        "recorded answers decode and encode to the same bytes",
        .enabled(if: isPresent, "the recorded traffic is not on this machine"),
        arguments: recordings)
    func answers(_ name: String) throws {
        let bytes = try Bytes(Data(contentsOf: Self.folder.appending(path: name + ".res")))
        let (messages, taken) = try ABCIFrame.messages(in: bytes)
        #expect(taken == bytes.count)
        var again = Bytes()
        for message in messages {
            let response = try CometAbciResponse(serializedBytes: message)
            #expect(response.value != nil)
            again += ABCIFrame.encode(try response.serializedBytes())
        }
        #expect(again == bytes)
    }
}
