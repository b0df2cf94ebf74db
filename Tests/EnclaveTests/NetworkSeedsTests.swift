import Foundation
import SecretBase
import SecretCrypto
import TestSupport
import Testing

@testable import SecretEnclave

@Suite("The seeds of a new network")
struct NetworkSeedsTests {
    private func files(in directory: String) throws -> [Data] {
        try ["sealing.key", "seeds.sealed"].map {
            try Data(contentsOf: URL(filePath: "\(directory)/\($0)"))
        }
    }

    @Test("are the same in all homes, and sealed differently in each")
    func shared() throws {
        let folder = try TemporaryHome()
        let places = (0..<3).map { "\(folder.path)/node\($0)/enclave" }
        let seeds = NetworkSeeds { RandomBytes.secret($0) }
        for place in places { try seeds.seal(into: place) { RandomBytes.secret($0) } }
        let gates = try places.map { place in
            try EnclaveGate(directory: place) { _ in
                Issue.record("fresh seeds were made where some lie sealed")
                return SecretBytes(count: 64)
            }
        }
        #expect(Set(gates.map(\.messagePublicKey)).count == 1)
        #expect(Set(gates.map(\.registrationPublicKey)).count == 1)
        let keys = Set(try places.map { try files(in: $0)[0] })
        let sealed = Set(try places.map { try files(in: $0)[1] })
        #expect(keys.count == 3 && sealed.count == 3)
    }

    @Test("are other ones for another network")
    func different() throws {
        let folder = try TemporaryHome()
        var keys: Set<Bytes> = []
        for place in ["a", "b"].map({ "\(folder.path)/\($0)" }) {
            try NetworkSeeds { RandomBytes.secret($0) }.seal(into: place) {
                RandomBytes.secret($0)
            }
            keys.insert(
                try EnclaveGate(directory: place) { RandomBytes.secret($0) }.messagePublicKey)
        }
        #expect(keys.count == 2)
    }

    @Test("never take the place of seeds, or of a key for them")
    func kept() throws {
        let folder = try TemporaryHome()
        let place = folder.path + "/enclave"
        _ = try EnclaveGate(directory: place) { RandomBytes.secret($0) }
        let before = try files(in: place)
        let seeds = NetworkSeeds { RandomBytes.secret($0) }
        #expect(throws: EnclaveError.sealed(path: place)) {
            try seeds.seal(into: place) { RandomBytes.secret($0) }
        }
        #expect(try files(in: place) == before)
        try FileManager.default.removeItem(atPath: place + "/seeds.sealed")
        #expect(throws: EnclaveError.sealed(path: place)) {
            try seeds.seal(into: place) { RandomBytes.secret($0) }
        }
    }

    @Test("do not go where others can look")
    func open() throws {
        let folder = try TemporaryHome()
        chmod(folder.path, 0o755)
        let seeds = NetworkSeeds { RandomBytes.secret($0) }
        #expect(throws: EnclaveError.openToOthers(path: folder.path, mode: "755")) {
            try seeds.seal(into: folder.path) { RandomBytes.secret($0) }
        }
    }
}
