import SecretBase
import SecretChain
import SecretCrypto
import SecretWire
import TestSupport

@testable import SecretCore

/// A service over a fake chain, with a home of its own.
struct Workplace: Sendable {
    static let words =
        "grant rice replace explain federal release fix clever romance raise often wild taxi quarter "
        + "soccer fiber love must tape steak together observe swap guitar"

    let home: TemporaryHome
    let signer: PhraseSigner
    let chain: FakeChain
    let tools: Toolbox
    let service: TransactionService

    /// - Parameter resends: times that the same bytes are sent again at once after a broken connection.
    init(
        chainID: String = "secretdev-1", sequence: UInt64 = 0, resends: Int = 0,
        rivalSeconds: Double = 0.2
    ) throws {
        home = try TemporaryHome()
        signer = try PhraseSigner(
            phrase: SecretBytes(copying: Bytes(Self.words.utf8)), path: HDPath())
        chain = FakeChain(chainID: chainID, account: signer.address, sequence: sequence)
        let settings = try Settings(
            home: home.path, flags: [:], environment: Environment([:]), directory: home.path)
        tools = Toolbox(settings: settings, prompts: NoPrompts(), notices: NoNotices())
        var persistence = Persistence()
        persistence.pauseSeconds = 0.001
        persistence.pauseSecondsMax = 0.01
        persistence.lookPauses = [0, 0.01]
        persistence.resendsMax = resends
        persistence.rivalSeconds = rivalSeconds
        persistence.resendSeconds = 0.2
        service = TransactionService(
            tools: tools, chain: chain, clock: StoppedClock(), persistence: persistence)
    }

    /// A transaction of fixed gas; the memo tells transactions apart.
    func draft(_ memo: String = "") -> TransactionDraft {
        TransactionDraft(
            messages: [
                Messages.send(
                    Coins(Amount(uscrt: 1)), from: signer.address, to: signer.address)
            ], memo: memo, fee: Coins(Amount(uscrt: 5)), gasLimit: Gas(50_000))
    }

    func send(_ memo: String = "") async throws -> SignedTransaction {
        try await service.send(draft(memo), by: signer, on: chain.chainID, intent: "test \(memo)")
    }

    /// As `begin` would settle it, without a key of the keyring.
    func undertaking(_ order: SigningOrder) -> Undertaking {
        Undertaking(
            order: order, chainID: chain.chainID, address: signer.address,
            publicKey: signer.publicKey, signer: nil)
    }

    /// Sequences of what the node was handed, in order.
    var sequences: [UInt64] {
        get async throws {
            try await chain.handedOver.map {
                try Transaction(decoding: $0).authInfo.signerInfos[0].sequence
            }
        }
    }
}

struct NoPrompts: PromptPort {
    let canAsk = false
    func askSecret(_ question: String, into line: inout Bytes) throws(AskError) {
        throw .inputEnded
    }
    func askLine(_ question: String) throws(AskError) -> String { throw .inputEnded }
}

struct NoNotices: NoticePort {
    func note(_ text: String) {}
    func warn(_ text: String) {}
    func progress(_ text: String) {}
    func detail(_ text: String) {}
}

struct StoppedClock: TimeSource {
    func now() -> Timestamp { Timestamp(seconds: 1_767_225_600) }
}
