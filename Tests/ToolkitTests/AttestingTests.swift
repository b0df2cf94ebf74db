import SecretBase
import TestSupport
import Testing

@testable import SecretCore

/// Intel's libraries as a test wants them.
private struct FakeLibraries: QuoteLibraries {
    let state: QuoteLibraryState
}

/// What is said where nothing can be attested: the cause, what was found, and what to do.
struct AttestingTests {
    private let home: TemporaryHome
    private let service: AttestingService
    private let binding = Binding(
        nodeKey: Bytes(repeating: 1, count: 32), validatorKey: Bytes(repeating: 2, count: 32))

    init() throws {
        home = try TemporaryHome()
        let settings = try Settings(
            home: home.path, flags: [:], environment: Environment([:]), directory: home.path)
        service = AttestingService(
            tools: Toolbox(settings: settings, prompts: NoPrompts(), notices: NoNotices()))
    }

    private func failure(_ state: QuoteLibraryState) throws -> AttestingError? {
        var order = AttestingService.Order(out: home.path + "/out.bin")
        order.root = home.path
        do {
            _ = try service.platform(order, binding, libraries: FakeLibraries(state: state))
            return nil
        } catch let error as AttestingError {
            return error
        }
    }

    @Test("a missing library is named with the system's reason, and doctor is the next step")
    func absent() throws {
        let error = try #require(
            try failure(.absent("libsgx_dcap_ql.so.1", why: "no such file")))
        #expect(error.exit == .checkFailed)
        #expect(error.description.hasPrefix("cannot attest: "))
        #expect(error.description.contains("libsgx_dcap_ql.so.1 cannot be loaded: no such file"))
        #expect(error.description.contains("\(home.path)/dev/sgx_enclave is not there"))
        #expect(error.hint?.contains("enclave doctor") == true)
    }

    @Test("an error of the quoting library keeps its number and is explained")
    func failing() throws {
        let error = try #require(try failure(.failing(0xe00d)))
        #expect(error.description.contains("answers 0xe00d: "))
    }

    @Test("where all is ready the network's enclave must still do it itself")
    func ready() throws {
        try home.write("", to: "dev/sgx_enclave")
        let error = try #require(try failure(.ready(quoteBytes: 4600)))
        #expect(error.description.contains("reaches the quoting enclave"))
        #expect(error.hint == "the network's enclave attests itself: 'secretd init-enclave'")
    }

    @Test("a device that answers nonsense is no quote")
    func nonsense() throws {
        try home.write("", to: "dev/attestation/user_report_data")
        try home.write("nonsense", to: "dev/attestation/quote")
        let error = try #require(try failure(.ready(quoteBytes: 4600)))
        #expect(error.description.contains("gives no quote"))
    }

    @Test("the libraries of this machine are looked for without harm")
    func loaded() {
        guard case .absent(let name, let why) = LoadedLibraries().state else { return }
        #expect(name.hasPrefix("lib") && !why.isEmpty)
    }
}
