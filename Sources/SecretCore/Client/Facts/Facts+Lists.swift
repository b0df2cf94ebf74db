import SecretBase
import SecretWire

extension ChainPort {
    /// The elements of a list, page by page. Throws where there are more than `countMax`: a node
    /// that always has another must not keep us for ever.
    func list<Value>(
        _ path: String, _ member: String, query: [QueryItem] = [], countMax: Int = 20_000,
        _ read: (Answer) throws -> Value
    ) async throws -> [Value] {
        var values: [Value] = []
        var key = ""
        repeat {
            let page = [QueryItem("pagination.limit", "500")]
            let next = key.isEmpty ? [] : [QueryItem("pagination.key", key)]
            let answer = Answer(try await get(path, query: query + page + next), path)
            guard answer.value[member] != nil else { throw answer.garbage("\(member) is missing") }
            let read = try answer.list(member).map(read)
            values += read
            key = answer.optional("pagination")?.textOrEmpty("next_key") ?? ""
            guard values.count <= countMax, key.isEmpty || !read.isEmpty else {
                throw answer.garbage("more than \(countMax) in \(member), or pages without end")
            }
        } while !key.isEmpty
        return values
    }

    /// What `read` makes of the answer; nil where the node says that there is no such thing, or
    /// does not serve the question at all.
    func ifServed<Value>(
        _ path: String, query: [QueryItem] = [], _ read: (Answer) throws -> Value
    ) async throws -> Value? {
        let json: JSONValue
        do {
            json = try await get(path, query: query)
        } catch let error as ClientError where error.saysNotServed {
            return nil
        }
        return try read(Answer(json, path))
    }
}

extension ClientError {
    /// The node has no such thing (gRPC 5, HTTP 404), or no such question (gRPC 12, HTTP 501).
    package var saysNotServed: Bool {
        guard case .answered(let status, let code, _, _) = self else { return false }
        return code == 5 || code == 12 || status == 404 || status == 501
    }
}

extension Answer {
    /// A span as protobuf's JSON has it, `1814400s` or `0.5s`, in whole seconds, rounded down.
    func seconds(_ name: String) throws(ClientError) -> Int64 {
        let text = try text(name)
        let whole = text.dropLast().prefix { $0 != "." }
        guard text.hasSuffix("s"), let seconds = Int64(whole) else {
            throw garbage("\(name) is no span of seconds")
        }
        return seconds
    }

    func decimal(_ name: String) throws(ClientError) -> Dec {
        guard let number = Dec(try text(name)) else { throw garbage("\(name) is no decimal") }
        return number
    }

    /// A point in time; nil where it is absent, null or Go's zero time.
    func time(_ name: String) throws(ClientError) -> Timestamp? {
        guard optional(name) != nil else { return nil }
        let time = try parsed(name) { try Timestamp(parsing: $0) }
        return time == .goZero ? nil : time
    }
}
