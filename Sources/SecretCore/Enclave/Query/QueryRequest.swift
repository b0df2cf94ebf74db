import SecretBase

/// A contract's question to the chain, read and written anew with the enclave's own types, so that
/// nothing unknown passes.
///
/// Source: enclave protocol §5.9.
struct QueryRequest {
    /// A question to another contract; its message is sealed before it leaves.
    struct Smart {
        let contract: String
        let codeHash: String
        let message: Bytes
    }

    /// Nil for every other kind.
    let smart: Smart?
    private let json: Bytes

    /// Throws the library's words for what is wrong.
    init(parsing text: Bytes) throws(SerdeFault) {
        var reader = SerdeReader(text)
        (json, smart) = try reader.queryRequest()
        try reader.finish()
    }

    /// What the chain is asked. `sealed` stands for the message of a question to a contract.
    func bytes(sealed: Bytes?) -> Bytes {
        guard let smart, let sealed else { return json }
        return SerdeText.object([
            (
                "wasm",
                SerdeText.object([
                    (
                        "smart",
                        SerdeText.object([
                            ("contract_addr", SerdeText.quoted(smart.contract)),
                            ("callback_code_hash", SerdeText.quoted(smart.codeHash)),
                            ("msg", SerdeText.quoted(Base64.encode(sealed))),
                        ])
                    )
                ])
            )
        ])
    }
}

extension SerdeReader {
    /// A module's questions: its name, its type's name, and each question with its members.
    private struct Module {
        let name: String
        let type: String
        let questions: [(name: String, shape: Shape)]

        init(_ name: String, _ type: String, _ questions: (String, String, [String])...) {
            self.name = name
            self.type = type
            self.questions = questions.map { question in
                let (name, variant, members) = question
                let shape = Shape(
                    "struct variant \(type)::\(variant)", members: members,
                    optional: members.filter { $0 == "port_id" })
                return (name, shape)
            }
        }
    }

    private static let modules = [
        Module(
            "bank", "BankQuery", ("balance", "Balance", ["address", "denom"]),
            ("all_balances", "AllBalances", ["address"])),
        Module("custom", ""),
        Module(
            "staking", "StakingQuery", ("bonded_denom", "BondedDenom", []),
            ("all_delegations", "AllDelegations", ["delegator"]),
            ("delegation", "Delegation", ["delegator", "validator"]),
            ("validators", "Validators", []),
            ("unbonding_delegations", "UnbondingDelegations", ["delegator"]),
            ("all_validators", "AllValidators", []), ("validator", "Validator", ["address"])),
        Module(
            "wasm", "WasmQuery",
            ("smart", "Smart", ["contract_addr", "callback_code_hash", "msg"]),
            ("raw", "Raw", ["contract_addr", "callback_code_hash", "key"]),
            ("contract_info", "ContractInfo", ["contract_addr"])),
        Module("dist", "DistQuery", ("rewards", "Rewards", ["delegator"])),
        Module(
            "mint", "MintQuery", ("inflation", "Inflation", []),
            ("bonded_ratio", "BondedRatio", [])),
        Module("gov", "GovQuery", ("proposals", "Proposals", [])),
        Module(
            "ibc", "IbcQuery", ("port_id", "PortId", []),
            ("list_channels", "ListChannels", ["port_id"]),
            ("channel", "Channel", ["channel_id", "port_id"])),
        Module("stargate", ""),
    ]
    private static let stargateShape = Shape(
        "struct variant QueryRequest::Stargate", "path", "data")

    /// The request written anew, and the parts of a question to a contract.
    fileprivate mutating func queryRequest() throws(SerdeFault) -> (Bytes, QueryRequest.Smart?) {
        var smart: QueryRequest.Smart?
        let json = try variant(Self.modules.map(\.name), structures: ["stargate"]) {
            reader, index throws(SerdeFault) in
            let module = Self.modules[index]
            let inner: Bytes
            switch module.name {
            case "custom": inner = try reader.value()
            case "stargate":
                inner = SerdeText.object(
                    try reader.question(Self.stargateShape).map { ($0.name, $0.json) })
            default: (inner, smart) = try reader.question(of: module)
            }
            return SerdeText.object([(module.name, inner)])
        }
        return (json, smart)
    }

    private mutating func question(
        of module: Module
    ) throws(SerdeFault) -> (Bytes, QueryRequest.Smart?) {
        try variant(module.questions.map(\.name), .structure) { reader, index throws(SerdeFault) in
            let (name, shape) = module.questions[index]
            let members = try reader.question(shape)
            let json = SerdeText.object([
                (name, SerdeText.object(members.map { ($0.name, $0.json) }))
            ])
            guard module.name == "wasm", name == "smart" else { return (json, nil) }
            let smart = QueryRequest.Smart(
                contract: members[0].text, codeHash: members[1].text, message: members[2].bytes)
            return (json, smart)
        }
    }

    private struct QuestionMember {
        let name: String
        var json = Bytes("null".utf8)
        var text = ""
        var bytes: Bytes = []
    }

    private mutating func question(_ shape: Shape) throws(SerdeFault) -> [QuestionMember] {
        var members = shape.members.map { QuestionMember(name: $0) }
        try structure(shape) { reader, index throws(SerdeFault) in
            switch shape.members[index] {
            case "msg", "key", "data":
                members[index].bytes = try reader.binary()
                members[index].json = SerdeText.quoted(Base64.encode(members[index].bytes))
            case "port_id":
                let text = try reader.optional { reader throws(SerdeFault) in try reader.text() }
                if let text { members[index].json = SerdeText.quoted(text) }
            default:
                members[index].text = try reader.text()
                members[index].json = SerdeText.quoted(members[index].text)
            }
        }
        return members
    }
}
