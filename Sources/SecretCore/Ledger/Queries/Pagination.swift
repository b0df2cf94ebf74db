import FoundationEssentials
import SecretBase
import SecretStorage
import SecretWire

/// One page of what lies under a prefix. Source: chain specification §4.14, cosmos-sdk
/// `types/query/pagination.go`.
struct Page {
    /// Entries of the page: the key behind the prefix, and the value.
    let entries: [(key: Bytes, value: Bytes)]
    let response: WirePageResponse

    static let limitWhenAbsent: UInt64 = 100
    static let conflict = "invalid request, either offset or key is expected, got both"

    /// Reads the page that `request` asks for, of the entries for which `isWanted` holds.
    ///
    /// Throws `PageError` when the request names both a key and an offset.
    init(
        of prefix: Bytes, _ request: WirePageRequest, _ context: QueryContext,
        isWanted: (_ key: Bytes, _ value: Bytes) throws -> Bool = { _, _ in true }
    ) throws {
        let start = Bytes(request.key)
        guard request.offset == 0 || start.isEmpty else { throw PageError() }
        let limit = request.limit == 0 ? Self.limitWhenAbsent : request.limit
        // The total is told when asked for, and when no limit was given; never with a key.
        let isCounting = start.isEmpty && (request.countTotal || request.limit == 0)
        let first = start.isEmpty ? request.offset : 0
        let (sum, overflow) = first.addingReportingOverflow(limit)
        let end = overflow ? .max : sum
        var found: [(key: Bytes, value: Bytes)] = []
        var nextKey = Bytes()
        var count: UInt64 = 0
        let range = Self.range(prefix, from: start, reversed: request.reverse)
        try context.state.scan(range, reversed: request.reverse) { key, value in
            let key = Bytes(key.dropFirst(prefix.count))
            guard try isWanted(key, value) else { return true }
            count += 1
            if count > first, count <= end {
                found.append((key, value))
            } else if count > end, nextKey.isEmpty {
                nextKey = key
            }
            return count <= end || isCounting
        }
        var response = WirePageResponse()
        response.nextKey = Data(nextKey)
        if isCounting { response.total = count }
        entries = found
        self.response = response
    }

    /// Everything under the prefix, from a key on in the direction of the scan; that key included.
    private static func range(_ prefix: Bytes, from start: Bytes, reversed: Bool) -> KeyRange {
        let all = KeyRange(prefix: prefix)
        guard !start.isEmpty else { return all }
        return reversed
            ? KeyRange(from: prefix, to: prefix + start + [0])
            : KeyRange(from: prefix + start, to: all.to)
    }
}

/// A page asked for in two ways at once.
struct PageError: Error, CustomStringConvertible {
    var description: String { Page.conflict }
}

extension Page {
    /// As `init`, with a conflicting request told under `code` as the module tells it.
    static func read(
        of prefix: Bytes, _ request: WirePageRequest, _ context: QueryContext,
        failingWith code: QueryError.Code, prefixed text: String = "",
        isWanted: (_ key: Bytes, _ value: Bytes) throws -> Bool = { _, _ in true }
    ) throws -> Page {
        do {
            return try Page(of: prefix, request, context, isWanted: isWanted)
        } catch let error as PageError {
            throw QueryError(code, "\(text)\(error)")
        }
    }
}
