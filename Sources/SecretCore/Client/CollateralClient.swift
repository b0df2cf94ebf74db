public import SecretBase

/// One answer of a service for collateral.
package struct CollateralReply: Hashable, Sendable {
    package let body: Bytes
    /// Status line and headers, as they came.
    package let head: Bytes
}

/// Intel's service for collateral, or a cache of it that an operator runs: GET requests, each
/// bounded in time and bytes. Whatever comes is untrusted.
package struct CollateralClient: Sendable {
    /// The address below which the service lies, e.g. `https://host/sgx/certification/v4`.
    package let url: NodeURL
    private let transport: HTTPTransport
    private static let headBytesMax = 64 * 1024

    /// Nothing is opened or loaded before the first question.
    package init(_ url: NodeURL, limits: TransportLimits, userAgent: String = "secretctl") {
        self.url = url
        transport = HTTPTransport(limits: limits, userAgent: userAgent)
    }

    /// What the service answers with status 200. Throws `CollateralServiceError` for all else.
    package func get(_ path: String, query: [QueryItem] = []) async throws -> CollateralReply {
        let whole = url.url(path, query)
        let answer: HTTPAnswer
        do throws(HTTPFault) {
            answer = try await transport.perform(
                HTTPRequest(
                    url: whole, header: "Accept: */*", headBytesMax: Self.headBytesMax))
        } catch {
            switch error {
            case .broken(let why, let wasSent):
                throw CollateralServiceError.unreachable(whole, why: why, wasSent: wasSent)
            case .tooLong:
                throw CollateralServiceError.tooLong(whole, limit: transport.answerBytesMax)
            case .cancelled: throw CancellationError()
            case .noLibrary(let why): throw ClientError.noTransport(why)
            }
        }
        guard answer.status == 200 else {
            throw CollateralServiceError.answered(
                whole, status: answer.status, redirect: answer.redirect)
        }
        return CollateralReply(body: answer.body, head: answer.head)
    }
}

/// Why a service for collateral gave none.
public enum CollateralServiceError: Failure, Equatable {
    case unreachable(String, why: String, wasSent: Bool)
    case tooLong(String, limit: Int)
    case answered(String, status: Int, redirect: String?)

    public var code: String {
        switch self {
        case .unreachable(_, _, let wasSent): wasSent ? "unanswered" : "unreachable"
        case .tooLong: "answer_too_long"
        case .answered(_, let status, _):
            status == 404 ? "not_found" : (300..<400).contains(status) ? "redirected" : "pccs_error"
        }
    }

    public var exit: ExitStatus {
        switch self {
        case .unreachable: .unreachable
        case .tooLong: .failed
        case .answered(_, let status, _): status == 404 ? .missing : .failed
        }
    }

    public var description: String {
        switch self {
        case .unreachable(let url, let why, true): "\(url) gave no whole answer: \(why)"
        case .unreachable(let url, let why, false): "\(url) cannot be reached: \(why)"
        case .tooLong(let url, let limit): "\(url): the answer is longer than \(limit) bytes"
        case .answered(let url, let status, let redirect):
            "\(url): the service answers \(status)" + (redirect.map { ", see \($0)" } ?? "")
        }
    }

    public var hint: String? {
        switch self {
        case .unreachable:
            "is --pccs right, and does it end in /sgx/certification/v4? See sgx_default_qcnl.conf"
        case .tooLong: "is --pccs a service for collateral?"
        case .answered(_, 404, _): "the service knows no such platform: see --fmspc and --ca"
        case .answered(_, 300..<400, _): "give the address that it redirects to as --pccs"
        case .answered: "the service is not well; try another --pccs"
        }
    }
}
