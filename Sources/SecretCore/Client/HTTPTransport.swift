import CCurl
import Dispatch
import SecretBase
import Synchronization

/// How long to wait and how much to take.
package struct TransportLimits: Hashable, Sendable {
    /// Until the connection stands, TLS included.
    package var connectSeconds: Double
    /// For the whole exchange.
    package var totalSeconds: Double
    /// Of one answer.
    package var answerBytesMax: Int

    package init(
        connectSeconds: Double = 10, totalSeconds: Double = 30, answerBytesMax: Int = 32 << 20
    ) {
        self.connectSeconds = connectSeconds
        self.totalSeconds = totalSeconds
        self.answerBytesMax = answerBytesMax
    }
}

/// One HTTP request: GET, or POST of JSON where there is a body.
struct HTTPRequest: Sendable {
    var url: String
    /// Never empty: JSON has at least one byte.
    var body: Bytes?
    /// `Name: value`.
    var header: String?
    /// Of status line and headers; 0 where nobody wants them.
    var headBytesMax = 0
}

/// An answer of any status.
struct HTTPAnswer: Sendable {
    let status: Int
    let body: Bytes
    /// Status line and headers, where they were wanted.
    let head: Bytes
    /// Where a redirect points. Redirects are never followed.
    let redirect: String?
}

/// No whole answer came.
enum HTTPFault: Error {
    /// `wasSent` is false only when certainly nothing reached the connection.
    case broken(why: String, wasSent: Bool)
    case tooLong
    case cancelled(wasSent: Bool)
    case noLibrary(String)
}

/// libcurl on a thread of its own, one request after the other over connections that it keeps.
///
/// Proxies come from the usual environment variables (`https_proxy`, `no_proxy`, …), TLS
/// certificates are verified against the system's authorities; libcurl sees to both.
final class HTTPTransport: Sendable {
    private let queue = DispatchQueue(label: "secretctl.http")
    private let session = SessionHolder()
    private let limits: TransportLimits

    var answerBytesMax: Int { limits.answerBytesMax }
    private let userAgent: String

    init(limits: TransportLimits, userAgent: String) {
        self.limits = limits
        self.userAgent = userAgent
    }

    deinit {
        let session = session
        queue.async { session.close() }
    }

    /// Waits for the answer; a cancelled task stops the request.
    func perform(_ request: HTTPRequest) async throws(HTTPFault) -> HTTPAnswer {
        let flag = CancelFlag()
        let result: Result<HTTPAnswer, HTTPFault> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queue.async { [session, limits, userAgent] in
                    continuation.resume(
                        returning: session.perform(request, limits, userAgent, flag))
                }
            }
        } onCancel: {
            flag.raise()
        }
        return try result.get()
    }
}

/// A number that C looks at while a request runs.
///
/// Unchecked because the memory is shared with C on purpose: it is written once, from 0 to 1, and
/// read as a volatile int; a late read only makes the stop come a moment later.
private final class CancelFlag: @unchecked Sendable {
    let raised: UnsafeMutablePointer<Int32>

    init() {
        raised = .allocate(capacity: 1)
        raised.initialize(to: 0)
    }

    deinit { raised.deallocate() }

    func raise() { raised.pointee = 1 }
}

/// The C session. Unchecked because only the transport's queue touches it, one block at a time.
private final class SessionHolder: @unchecked Sendable {
    private var session: OpaquePointer?

    func close() {
        ccurl_close(session)
        session = nil
    }

    func perform(
        _ request: HTTPRequest, _ limits: TransportLimits, _ userAgent: String,
        _ flag: CancelFlag
    ) -> Result<HTTPAnswer, HTTPFault> {
        if let why = ccurl_load() { return .failure(.noLibrary(String(cString: why))) }
        if session == nil { session = ccurl_open() }
        guard let session else { return .failure(.noLibrary("no memory for a session")) }
        var answer = ccurl_answer()
        withCStrings(request.url, userAgent, request.header) { url, agent, header in
            (request.body ?? []).withUnsafeBufferPointer { body in
                var wanted = ccurl_request(
                    url: url, body: request.body == nil ? nil : body.baseAddress,
                    body_count: body.count,
                    extra_header: header, user_agent: agent,
                    connect_timeout_ms: Int64(limits.connectSeconds * 1000),
                    total_timeout_ms: Int64(limits.totalSeconds * 1000),
                    answer_max: limits.answerBytesMax, head_max: request.headBytesMax,
                    cancelled: UnsafePointer(flag.raised))
                ccurl_perform(session, &wanted, &answer)
            }
        }
        defer {
            ccurl_free(answer.body)
            ccurl_free(answer.head)
        }
        return Self.read(answer)
    }

    private static func read(_ answer: ccurl_answer) -> Result<HTTPAnswer, HTTPFault> {
        if answer.is_too_long { return .failure(.tooLong) }
        if answer.was_cancelled { return .failure(.cancelled(wasSent: answer.was_sent)) }
        guard answer.code == 0 else {
            let why = withUnsafeBytes(of: answer.error) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            return .failure(.broken(why: why, wasSent: answer.was_sent))
        }
        let body = Bytes(UnsafeBufferPointer(start: answer.body, count: answer.body_count))
        return .success(
            HTTPAnswer(
                status: answer.status, body: body,
                head: Bytes(UnsafeBufferPointer(start: answer.head, count: answer.head_count)),
                redirect: answer.redirect.map { String(cString: $0) }))
    }

    private func withCStrings(
        _ one: String, _ two: String, _ three: String?,
        _ body: (UnsafePointer<CChar>, UnsafePointer<CChar>, UnsafePointer<CChar>?) -> Void
    ) {
        one.withCString { one in
            two.withCString { two in
                guard let three else { return body(one, two, nil) }
                three.withCString { body(one, two, $0) }
            }
        }
    }
}
