import ABCIDriver
import Foundation
import SecretBase
import SecretLedger
import SecretStorage
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretNode

/// A chain among many machines that wants another program.
struct ABCIUpgradeTests {
    @Test("an upgrade that this program does not know ends it, and again after a restart")
    func halts() async throws {
        try await ABCIFlowTests.inFolder { folder in
            let app = try await TestApplication(in: folder)
            let driver = try app.driver()
            try driver.handshake(
                genesis: TestGenesis.request {
                    $0.gov.params.votingPeriod.seconds = 5
                    $0.gov.params.expeditedVotingPeriod.seconds = 3
                })
            let sent = try UpgradePlanning().transactions(at: 5)
            try driver.makeBlock(ABCIFlowTests.block(1, [sent[0]]))
            try driver.makeBlock(ABCIFlowTests.block(2, [sent[1]]))
            #expect(driver.lastAnswer.txResults.map(\.code) == [0])
            try driver.makeBlock(ABCIFlowTests.block(3))
            try driver.makeBlock(ABCIFlowTests.block(4))
            let text = "UPGRADE \"v2\" NEEDED at height: 5: there"
            #expect(throws: DriverFault.self) { try driver.makeBlock(ABCIFlowTests.block(5)) }
            #expect(await app.application.waitUntilStopped() == .halted(text))
            try await app.stop()

            let again = try await TestApplication(in: folder)
            let second = try again.driver()
            #expect(try second.info().lastBlockHeight == 4)
            #expect(throws: DriverFault.self) { try second.makeBlock(ABCIFlowTests.block(5)) }
            #expect(await again.application.waitUntilStopped() == .halted(text))
            try await again.stop()
        }
    }
}
