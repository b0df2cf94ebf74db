/// The frame around a contract's functions: regions in, regions out. The build writes an export for
/// each function of the contract that the chain may call, and that export calls one of these.
public enum EntryPoint {
    public typealias Handler = (Call, JSON) throws(ContractError) -> Response

    /// Room of `count` bytes for the host to write in.
    public static func allocate(_ count: UInt32) -> UInt32 { Region(capacity: Int(count)).address }

    #if V010
    public static func handle(_ env: UInt32, _ message: UInt32, with handler: Handler) -> UInt32 {
        result { () throws(ContractError) in
            let call = try Call(env: try document(env))
            return try handler(call, try document(message)).json(from: call.contract)
        }
    }

    public static func query(
        _ message: UInt32, with handler: (Call, JSON) throws(ContractError) -> JSON
    ) -> UInt32 {
        result { () throws(ContractError) in
            JSON(base64: try handler(.query, try document(message)).bytes)
        }
    }
    #else
    public static func handle(
        _ env: UInt32, _ info: UInt32, _ message: UInt32, with handler: Handler
    ) -> UInt32 {
        result { () throws(ContractError) in
            let call = try Call(env: try document(env), info: try document(info))
            return try handler(call, try document(message)).json(from: call.contract)
        }
    }

    public static func handle(_ env: UInt32, _ message: UInt32, with handler: Handler) -> UInt32 {
        result { () throws(ContractError) in
            let call = try Call(env: try document(env))
            return try handler(call, try document(message)).json(from: call.contract)
        }
    }

    public static func reply(
        _ env: UInt32, _ message: UInt32,
        with handler: (Call, Reply) throws(ContractError) -> Response
    ) -> UInt32 {
        result { () throws(ContractError) in
            let call = try Call(env: try document(env))
            let reply = try Reply(json: try document(message))
            return try handler(call, reply).json(from: call.contract)
        }
    }

    public static func query(
        _ env: UInt32, _ message: UInt32,
        with handler: (Call, JSON) throws(ContractError) -> JSON
    ) -> UInt32 {
        result { () throws(ContractError) in
            let call = try Call(env: try document(env))
            return JSON(base64: try handler(call, try document(message)).bytes)
        }
    }
    #endif

    private static func document(_ region: UInt32) throws(ContractError) -> JSON {
        try JSON(parsing: Region(at: region).bytes)
    }

    private static func result(_ body: () throws(ContractError) -> JSON) -> UInt32 {
        let json: JSON
        do throws(ContractError) {
            json = ["Ok": try body()]
        } catch {
            #if V010
            json = ["Err": error.json]
            #else
            json = ["Err": JSON(error.text)]
            #endif
        }
        return Region(json.bytes).address
    }
}
