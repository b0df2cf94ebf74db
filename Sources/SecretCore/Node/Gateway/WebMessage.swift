import HTTPTypes
package import SecretBase

/// One HTTP request, read whole.
package struct WebRequest: Sendable {
    /// `GET`, `POST`, …
    package let method: String
    /// The path as it was sent, still percent-encoded, without the query.
    package let path: Substring
    /// What stands behind the question mark, still percent-encoded; empty without one.
    package let query: Substring
    /// As it was sent; empty without one.
    package let body: Bytes
    /// Whether it came from this machine, and not through a proxy that says it is one.
    package let isLocal: Bool
    private let fields: HTTPFields

    /// The first value of a header, whose name has any case.
    package func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { fields[$0] }
    }

    init(head: HTTPRequest, body: Bytes, isLocal: Bool) {
        self.init(
            method: head.method.rawValue, target: head.path ?? "/", fields: head.headerFields,
            body: body, isLocal: isLocal)
    }

    /// A request that came by another way than a socket. `target` is the path and the query;
    /// headers whose names are none are left out.
    package init(
        method: String, target: String, headers: [String: String] = [:], body: Bytes = [],
        isLocal: Bool = false
    ) {
        var fields = HTTPFields()
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        self.init(
            method: method, target: target, fields: fields, body: body, isLocal: isLocal)
    }

    private init(
        method: String, target: String, fields: HTTPFields, body: Bytes, isLocal: Bool
    ) {
        let proxies = ["forwarded", "x-forwarded-for", "x-real-ip", "via"]
        self.isLocal =
            isLocal
            && !proxies.compactMap({ HTTPField.Name($0) }).contains { fields[$0] != nil }
        self.method = method
        self.fields = fields
        self.body = body
        let end = target.utf8.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
        path = target[..<end]
        query = end == target.endIndex ? "" : target[target.utf8.index(after: end)...]
    }
}

/// One HTTP answer.
package struct WebAnswer: Sendable {
    /// Of HTTP, 100 to 599.
    package let status: Int
    /// A media type.
    package let contentType: String
    /// As it goes out.
    package let body: Bytes
    /// Further headers.
    package let headers: [(name: String, value: String)]

    /// An answer, JSON unless said otherwise.
    package init(
        status: Int, contentType: String = "application/json", body: Bytes,
        headers: [(name: String, value: String)] = []
    ) {
        self.status = status
        self.contentType = contentType
        self.body = body
        self.headers = headers
    }
}

/// What a server takes from one client, and from all.
package struct WebLimits: Sendable {
    /// Open connections; more wait for one to close.
    package var connections = 1024
    /// Of a request's body.
    package var bodyBytes = 8 << 20
    /// A connection on which nothing comes for this long is closed.
    package var idleSeconds: Int64 = 60
    /// A body must be there, and a long answer taken, within this time.
    package var transferSeconds: Int64 = 60

    /// The limits of a node that anyone may ask.
    package init() {}
}
