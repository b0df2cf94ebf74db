import SecretBase

/// What comes back to a contract that asked: `{"Ok":{"Ok":base64}}`, `{"Ok":{"Err":error}}` or
/// `{"Err":system error}`. Source: enclave protocol §5.9.
enum QueryAnswer {
    case answer(Bytes)
    case failure(StandardError)
    /// JSON of the system error.
    case systemFault(Bytes)

    /// The error that a v0.10 contract returns: its kind and its texts, in declared order.
    struct StandardError {
        let kind: String
        let members: [(name: String, text: String)]

        var json: Bytes {
            SerdeText.object([
                (kind, SerdeText.object(members.map { ($0.name, SerdeText.quoted($0.text)) }))
            ])
        }

        /// Throws the library's words for what is wrong.
        init(parsing text: Bytes) throws(SerdeFault) {
            var reader = SerdeReader(text)
            self = try reader.standardError()
            try reader.finish()
        }

        init(kind: String, members: [(name: String, text: String)]) {
            self.kind = kind
            self.members = members
        }
    }

    /// Throws the library's words for what is wrong.
    init(parsing text: Bytes) throws(SerdeFault) {
        var reader = SerdeReader(text)
        self = try reader.queryAnswer()
        try reader.finish()
    }

    var json: Bytes {
        switch self {
        case .answer(let bytes):
            SerdeText.object([
                ("Ok", SerdeText.object([("Ok", SerdeText.quoted(Base64.encode(bytes)))]))
            ])
        case .failure(let error):
            SerdeText.object([("Ok", SerdeText.object([("Err", error.json)]))])
        case .systemFault(let json): SerdeText.object([("Err", json)])
        }
    }

    static func invalidRequest(_ request: Bytes, _ why: SerdeFault) -> QueryAnswer {
        systemFault("invalid_request", [("error", why.text), ("request", Base64.encode(request))])
    }

    static func invalidResponse(_ response: Bytes, _ why: SerdeFault) -> QueryAnswer {
        systemFault(
            "invalid_response", [("error", why.text), ("response", Base64.encode(response))])
    }

    static var recursionLimit: QueryAnswer { systemFault("exceeded_recursion_limit", []) }

    private static func systemFault(_ kind: String, _ members: [(String, String)]) -> QueryAnswer {
        .systemFault(
            SerdeText.object([
                (kind, SerdeText.object(members.map { ($0.0, SerdeText.quoted($0.1)) }))
            ]))
    }
}

extension SerdeReader {
    private static let errors: [(name: String, shape: Shape)] = [
        ("generic_err", Shape("struct variant StdError::GenericErr", "msg")),
        ("invalid_base64", Shape("struct variant StdError::InvalidBase64", "msg")),
        ("invalid_utf8", Shape("struct variant StdError::InvalidUtf8", "msg")),
        ("not_found", Shape("struct variant StdError::NotFound", "kind")),
        ("null_pointer", Shape("struct variant StdError::NullPointer")),
        ("parse_err", Shape("struct variant StdError::ParseErr", "target", "msg")),
        ("serialize_err", Shape("struct variant StdError::SerializeErr", "source", "msg")),
        ("unauthorized", Shape("struct variant StdError::Unauthorized")),
        ("underflow", Shape("struct variant StdError::Underflow", "minuend", "subtrahend")),
    ]
    private static let systemErrors: [(name: String, shape: Shape)] = [
        (
            "invalid_request",
            Shape("struct variant SystemError::InvalidRequest", "error", "request")
        ),
        (
            "invalid_response",
            Shape("struct variant SystemError::InvalidResponse", "error", "response")
        ),
        ("no_such_contract", Shape("struct variant SystemError::NoSuchContract", "addr")),
        ("unknown", Shape("struct variant SystemError::Unknown")),
        ("unsupported_request", Shape("struct variant SystemError::UnsupportedRequest", "kind")),
        (
            "exceeded_recursion_limit",
            Shape("struct variant SystemError::ExceededRecursionLimit")
        ),
    ]

    fileprivate mutating func queryAnswer() throws(SerdeFault) -> QueryAnswer {
        try variant(["Ok", "Err"]) { reader, outer throws(SerdeFault) in
            guard outer == 0 else { return .systemFault(try reader.systemError()) }
            return try reader.variant(["Ok", "Err"]) { reader, inner throws(SerdeFault) in
                inner == 0
                    ? .answer(try reader.binary()) : .failure(try reader.standardError())
            }
        }
    }

    fileprivate mutating func standardError() throws(SerdeFault) -> QueryAnswer.StandardError {
        let names = Self.errors.map(\.name)
        return try variant(names, .structure) { reader, index throws(SerdeFault) in
            let (kind, shape) = Self.errors[index]
            var texts = [String](repeating: "", count: shape.members.count)
            try reader.structure(shape) { reader, member throws(SerdeFault) in
                texts[member] = try reader.text()
            }
            return QueryAnswer.StandardError(
                kind: kind, members: Array(zip(shape.members, texts)).map { ($0, $1) })
        }
    }

    /// Written anew.
    private mutating func systemError() throws(SerdeFault) -> Bytes {
        let names = Self.systemErrors.map(\.name)
        return try variant(names, .structure) { reader, index throws(SerdeFault) in
            let (kind, shape) = Self.systemErrors[index]
            var values = [Bytes](repeating: [], count: shape.members.count)
            try reader.structure(shape) { reader, member throws(SerdeFault) in
                let isBinary = shape.members[member].hasPrefix("re")
                values[member] = SerdeText.quoted(
                    isBinary ? Base64.encode(try reader.binary()) : try reader.text())
            }
            return SerdeText.object([
                (kind, SerdeText.object(Array(zip(shape.members, values)).map { ($0, $1) }))
            ])
        }
    }
}
