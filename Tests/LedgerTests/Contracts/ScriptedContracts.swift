import SecretBase
import SecretChain
import Synchronization

/// Contracts that do what a test says: the text of the message names the part to play.
final class ScriptedContracts: ContractExecutor {
    typealias Part = @Sendable (ContractCall, any StatePort) -> ContractOutcome

    /// One call, as it came.
    struct Seen: Sendable {
        let kind: String
        let call: ContractCall
    }

    private struct Play {
        var parts: [String: Part] = [:]
        var seen: [Seen] = []
        var replies: [Part] = []
    }

    private let play = Mutex(Play())

    /// What the contract does when it is called with `message`.
    func on(_ message: String, _ part: @escaping Part) {
        play.withLock { $0.parts[message] = part }
    }

    /// As `on`, for an answer that does not depend on the call.
    func on(
        _ message: String, gas: UInt64 = 5000, _ messages: [ContractSubMessage] = [],
        attributes: [(String, String)] = [], events: [ContractEvent] = [], data: Bytes? = nil,
        dialect: CodeReport.Dialect = .v1
    ) {
        let told = attributes.map { ContractAttribute(key: $0.0, value: $0.1, isEncrypted: false) }
        on(message) { _, _ in
            .ok(gas: gas) { answer in
                answer.messages = messages
                answer.attributes = told
                answer.events = events
                answer.data = data
                answer.dialect = dialect
            }
        }
    }

    /// What the next reply does; later ones follow in order.
    func onReply(_ part: @escaping Part) {
        play.withLock { $0.replies.append(part) }
    }

    var seen: [Seen] { play.withLock { $0.seen } }
    var kinds: [String] { seen.map(\.kind) }

    /// Messages in the order in which contracts were called.
    var messages: [String] { seen.map { String(decoding: $0.call.message, as: UTF8.self) } }

    private func act(_ kind: String, _ call: ContractCall, _ port: any StatePort) -> ContractOutcome
    {
        let text = String(decoding: call.message, as: UTF8.self)
        let part = play.withLock { play -> Part? in
            play.seen.append(Seen(kind: kind, call: call))
            if kind == "reply" { return play.replies.isEmpty ? nil : play.replies.removeFirst() }
            return play.parts[text]
        }
        return part?(call, port) ?? .ok()
    }

    // MARK: ContractExecutor

    func inspect(code: Bytes) throws(ContractFault) -> CodeReport {
        guard code.starts(with: [0, 0x61, 0x73, 0x6d]) else { throw ContractFault("no module") }
        return CodeReport(dialect: .v1, isIBC: code.last == 1, features: ["staking"])
    }

    func prepare(_ code: ContractCode) {}

    func blockRandom(height: Int64, entropy: Bytes) -> Bytes {
        Bytes(repeating: UInt8(truncatingIfNeeded: height), count: 32)
    }

    func instantiate(_ call: ContractCall, port: any StatePort) -> ContractOutcome {
        var outcome = act("instantiate", call, port)
        if case .success(var answer) = outcome.result {
            answer.key = ContractKey(original: Bytes(repeating: 1, count: 64))
            answer.adminProof = Bytes(repeating: 2, count: 32)
            outcome.result = .success(answer)
        }
        return outcome
    }

    func execute(
        _ call: ContractCall, entry: ContractEntry, port: any StatePort
    ) -> ContractOutcome {
        act(entry == .reply ? "reply" : "execute", call, port)
    }

    func migrate(_ call: ContractCall, port: any StatePort) -> ContractOutcome {
        var outcome = act("migrate", call, port)
        if case .success(var answer) = outcome.result {
            answer.key = ContractKey(
                original: call.key?.original ?? [], current: Bytes(repeating: 3, count: 64),
                proof: Bytes(repeating: 4, count: 32))
            outcome.result = .success(answer)
        }
        return outcome
    }

    func updateAdmin(_ call: ContractCall, newAdmin: Bytes) -> ContractOutcome {
        play.withLock { $0.seen.append(Seen(kind: "updateAdmin", call: call)) }
        return .ok { $0.adminProof = Bytes(repeating: 5, count: 32) }
    }

    func query(_ call: ContractCall, port: any StatePort) -> ContractOutcome {
        act("query", call, port)
    }
}

extension ContractOutcome {
    static func ok(
        gas: UInt64 = 5000, _ change: (inout ContractAnswer) -> Void = { _ in }
    ) -> ContractOutcome {
        var answer = ContractAnswer()
        change(&answer)
        return ContractOutcome(gasUsed: gas, result: .success(answer))
    }

    /// The contract says no.
    static func no(_ text: String, reply: ReplyProof? = nil) -> ContractOutcome {
        ContractOutcome(gasUsed: 5000, result: .failure(.contract(text: text, reply: reply)))
    }
}

extension ContractSubMessage {
    /// A message to another contract as an enclave hands it over.
    static func execute(
        _ contract: Address, _ message: String, reply: ReplyOn = .never, gasLimit: UInt64? = nil,
        funds: [ContractCoin] = []
    ) -> ContractSubMessage {
        ContractSubMessage(
            id: 0,
            message: .execute(
                ContractSend(
                    codeHash: "", message: Bytes(message.utf8), funds: funds,
                    callback: Bytes(repeating: 9, count: 32)),
                contract: contract.description),
            gasLimit: gasLimit, replyOn: reply, wasEncrypted: true)
    }
}
