import Foundation
import SecretBase
import SecretCrypto
import SecretNode
import Testing

@Suite("A node's home")
struct HomeTests {
    let lodging: Lodging

    init() throws { lodging = try Lodging() }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test("has one owner at a time, who is named to others")
    func lock() throws {
        do {
            let lock = try HomeLock(on: lodging.home)
            let held = NodeError.homeHeld(directory: lodging.home.root, process: getpid())
            #expect(throws: held) { try HomeLock(on: lodging.home) }
            withExtendedLifetime(lock) {}
        }
        _ = try HomeLock(on: lodging.home)
    }

    @Test("lets nobody else read the key, keeps it, and refuses one that others can read")
    func key() throws {
        let file = lodging.home.validatorKeyFile
        let first = try ValidatorKey.load(from: lodging.home).publicKey
        #expect(try mode(file) == 0o600)
        #expect(try mode(lodging.home.data) == 0o700)
        #expect(try ValidatorKey.load(from: lodging.home).publicKey == first)
        chmod(file, 0o644)
        #expect(throws: NodeError.self) { _ = try ValidatorKey.load(from: lodging.home).publicKey }
        chmod(file, 0o600)
        try Data("{}".utf8).write(to: URL(filePath: file))
        chmod(file, 0o600)
        #expect(throws: NodeError.self) { _ = try ValidatorKey.load(from: lodging.home).publicKey }
    }

    @Test("loses its chain by a reset, and nothing else")
    func reset() async throws {
        let key = try ValidatorKey.load(from: lodging.home).publicKey
        let node = try lodging.node()
        await node.stop()
        #expect(lodging.home.hasChain)
        try lodging.home.deleteChain()
        #expect(!lodging.home.hasChain)
        #expect(try ValidatorKey.load(from: lodging.home).publicKey == key)
        try lodging.home.deleteChain()
        let again = try lodging.node()
        #expect(try again.height() == 1)
        await again.stop()
    }
}

@Suite("What a node's flags mean")
struct SettingsTests {
    @Test(
        "block times",
        arguments: [
            ("instant", .instant), ("manual", .manual), ("500ms", .interval(milliseconds: 500)),
            ("2s", .interval(milliseconds: 2000)), ("1ms", .interval(milliseconds: 1)),
            ("0ms", nil), ("", nil), ("s", nil), ("ms", nil), ("-1s", nil), ("1.5s", nil),
            ("500", nil), ("4000s", nil), ("99999999999s", nil), ("1m", nil),
        ] as [(String, BlockTime?)])
    func blockTime(text: String, wanted: BlockTime?) {
        #expect(BlockTime(text) == wanted)
    }

    @Test(
        "addresses",
        arguments: [
            ("127.0.0.1:1317", ListenAddress(port: 1317)),
            ("[::1]:0", ListenAddress(host: "::1", port: 0)),
            ("localhost:65535", ListenAddress(host: "localhost", port: 65535)),
            ("127.0.0.1", nil), (":1317", nil), ("127.0.0.1:", nil), ("127.0.0.1:65536", nil),
            ("::1:80", nil), ("[]:80", nil), ("[::1:80", nil), ("a b:80", nil), ("a:-1", nil),
        ] as [(String, ListenAddress?)])
    func address(text: String, wanted: ListenAddress?) {
        #expect(ListenAddress(text) == wanted)
        if let wanted { #expect(ListenAddress(wanted.description) == wanted) }
    }
}
