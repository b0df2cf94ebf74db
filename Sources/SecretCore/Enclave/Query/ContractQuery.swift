import SecretBase
import SecretChain

/// One question of a contract to the chain: seals what goes to other contracts, opens what they
/// answer. Source: enclave protocol §5.9.
struct ContractQuery {
    /// A contract at this depth asks nothing more.
    static let depthMax: UInt32 = 10
    /// Charged for a question that nobody can read.
    static let gasOfNonsense: UInt64 = 500

    private static let errorStart = "encrypted: "
    private static let errorEnd = ": query contract failed"

    /// The answer's JSON. `gasLimit` is what the call has left. Throws when the chain gives up,
    /// `.decryption` for an answer that is not sealed to us, `.unknown` for one that is no base64.
    static func answer(
        _ request: Bytes, in call: CallState, gasLimit: UInt64
    ) throws(CallFault) -> Bytes {
        guard call.queryDepth < depthMax else { return QueryAnswer.recursionLimit.json }
        let query: QueryRequest
        do throws(SerdeFault) { query = try QueryRequest(parsing: request) } catch {
            call.charge(gasOfNonsense)
            return QueryAnswer.invalidRequest(request, error).json
        }
        guard let smart = query.smart else {
            return try call.query(query.bytes(sealed: nil), gasLimit: gasLimit)
        }
        let sealed = call.channel.message(Bytes(smart.codeHash.utf8) + smart.message)
        let answer = try call.query(query.bytes(sealed: sealed), gasLimit: gasLimit)
        return try open(answer, with: call.channel).json
    }

    private static func open(
        _ text: Bytes, with channel: MessageChannel
    ) throws(CallFault) -> QueryAnswer {
        let answer: QueryAnswer
        do throws(SerdeFault) { answer = try QueryAnswer(parsing: text) } catch {
            return .invalidResponse(text, error)
        }
        switch answer {
        case .answer(let sealed):
            let base64 = try channel.open(sealed)
            guard let text = String(validating: base64, as: UTF8.self),
                let opened = Base64.decodeIndifferent(text)
            else { throw .unknown }
            return .answer(opened)
        case .failure(let error):
            guard error.kind == "generic_err", let text = error.members.first?.text,
                text.hasPrefix(errorStart), text.hasSuffix(errorEnd),
                text.utf8.count >= errorStart.utf8.count + errorEnd.utf8.count
            else { return answer }
            let base64 = text.dropFirst(errorStart.count).dropLast(errorEnd.count)
            guard let sealed = Base64.decodeIndifferent(String(base64)) else { throw .unknown }
            return try opened(error: channel.open(sealed))
        case .systemFault: return answer
        }
    }

    /// Only v0.10 contracts fail in the form that is wanted here; what others say is shown anyway.
    private static func opened(error text: Bytes) -> QueryAnswer {
        do throws(SerdeFault) {
            return .failure(try QueryAnswer.StandardError(parsing: text))
        } catch {
            return .invalidResponse(text, error)
        }
    }
}
