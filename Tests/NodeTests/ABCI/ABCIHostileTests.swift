import ABCIDriver
import Foundation
import Logging
import SecretBase
import SecretWire
import Testing

@testable import SecretNode

/// What no engine sends.
struct ABCIHostileTests {
    @Test("a hundred megabytes of garbage end their connection and no other")
    func garbage() async throws {
        try await ABCIFlowTests.inFolder { folder in
            let app = try await TestApplication(in: folder)
            let driver = try app.driver()
            try driver.handshake(genesis: TestGenesis.request())
            let hostile = try app.connection()
            // A length of 100 MiB, and what is no request.
            try hostile.send([0x80, 0x80, 0x80, 0x32] + Bytes(repeating: 0x47, count: 64))
            #expect(throws: DriverFault.self) { try hostile.takeFrame() }
            try driver.makeBlock(ABCIFlowTests.block(1))
            #expect(try driver.info().lastBlockHeight == 1)
            try await app.stop()
        }
    }

    @Test("a request of a kind that nobody knows is an exception")
    func unknown() async throws {
        try await ABCIFlowTests.inFolder { folder in
            let app = try await TestApplication(in: folder)
            let connection = try app.connection()
            // Field 25, empty.
            connection.put(frame: [0xca, 0x01, 0x00])
            try connection.flush()
            guard case .exception = try connection.take() else {
                Issue.record("no exception")
                return
            }
            try await app.stop()
        }
    }

    @Test("more connections than an engine has are refused, and come again when others go")
    func manyConnections() async throws {
        try await ABCIFlowTests.inFolder { folder in
            let app = try await TestApplication(in: folder)
            var held: [ABCIConnection] = []
            for _ in 0..<ABCIServer.connectionsMax {
                let connection = try app.connection()
                _ = try connection.call(.echo(CometAbciRequestEcho()))
                held.append(connection)
            }
            let late = try app.connection()
            try? late.put(.flush(CometAbciRequestFlush()))
            try? late.flush()
            #expect(throws: DriverFault.self) { try late.take() }
            held.removeAll()
            try await Task.sleep(for: .milliseconds(200))
            _ = try app.connection().call(.echo(CometAbciRequestEcho()))
            try await app.stop()
        }
    }

    @Test("a socket file that a killed process left is taken over; a living one's is not")
    func staleSocket() async throws {
        try await ABCIFlowTests.inFolder { folder in
            let app = try await TestApplication(in: folder)
            let address = ABCIAddress.unix(folder + "/app.sock")
            await #expect(throws: GatewayError.self) {
                try await ABCIServer(address: address, log: .init(label: "test")) { _ in [] }.run()
            }
            _ = try app.connection().call(.echo(CometAbciRequestEcho()))
            try await app.stop()
            try Data("no socket".utf8).write(to: URL(filePath: folder + "/app.sock"))
            await #expect(throws: GatewayError.self) {
                try await ABCIServer(address: address, log: .init(label: "test")) { _ in [] }.run()
            }
        }
    }
}
