import TestSupport
import Testing

/// The engine's library, as who stores a contract meets it.
struct ContractEngineTests {
    @Test("without the library a node runs, and says what is missing when a contract comes")
    func missingLibrary() async throws {
        let wallet = try await Wallet()
        let text = try wallet.home.write("\0asm\u{1}\0\0\0", to: "code.wasm")
        let setting = ["SECRETCTL_WASMTIME": "/nonexistent/libwasmtime.so"]
        try await LocalNode.with(environment: setting) { node in
            let result = try await node.run(
                ["contract", "store", text, "--home", wallet.home.path] + wallet.signing,
                home: wallet.home)
            #expect(result.status != 0)
            #expect(result.stdout.isEmpty)
            for word in [
                "no Wasmtime library", "/nonexistent/libwasmtime.so", "make setup",
                "SECRETCTL_WASMTIME", "create contract failed",
            ] {
                #expect(result.stderr.contains(word), "\(result)")
            }
            let other = try await node.run(
                ["send", "1uscrt", "--to", Wallet.other, "--home", wallet.home.path]
                    + wallet.signing, home: wallet.home)
            #expect(other.status == 0, "\(other)")
        }
    }
}
