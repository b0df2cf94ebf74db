import SecretContract

// A contract that does what it is told: every import, every message, every way to fail. Actions are
// the same in each entry point, so that a test can try any of them anywhere, writes in queries too.

func instantiate(_ call: Call, _ message: JSON) throws(ContractError) -> Response {
    try respond(to: message, call)
}

func execute(_ call: Call, _ message: JSON) throws(ContractError) -> Response {
    try respond(to: message, call)
}

func migrate(_ call: Call, _ message: JSON) throws(ContractError) -> Response {
    try respond(to: message, call)
}

func sudo(_ call: Call, _ message: JSON) throws(ContractError) -> Response {
    try respond(to: message, call)
}

func query(_ call: Call, _ message: JSON) throws(ContractError) -> JSON {
    var response = Response()
    let (name, body) = try message.variant()
    return try act(name, body, call, &response)
}

/// Tells what came back, then does what was asked for in the message's `then`, if anything.
func reply(_ call: Call, _ reply: Reply) throws(ContractError) -> Response {
    var response = Response()
    response.log("reply_id", Text(reply.id))
    switch reply.result {
    case .success(let events, let data):
        response.log("reply", "ok")
        response.log("reply_events", Text(UInt64(events.count)))
        if let data { response.log("reply_data", Base64.encode(data)) }
    case .failure(let text):
        response.log("reply", "error")
        response.log("reply_error", text)
    }
    guard let then = try afterwards.get(reply.id.stored) else { return response }
    let (name, body) = try then.variant()
    let answer = try act(name, body, call, &response)
    if !answer.isNull { response.data = answer.bytes }
    return response
}

/// A contract with this function is given random bytes.
func requiresRandom() {}

/// What to do when the reply with this number comes.
let afterwards = Map<JSON>("then")

private func respond(to message: JSON, _ call: Call) throws(ContractError) -> Response {
    let (name, body) = try message.variant()
    var response = Response()
    let answer = try act(name, body, call, &response)
    if !answer.isNull { response.data = answer.bytes }
    return response
}

/// Does `name`; the result goes to the caller as data. Each file of the probe knows some actions.
func act(
    _ name: Text, _ body: JSON, _ call: Call, _ response: inout Response
) throws(ContractError) -> JSON {
    if let answer = try actOnState(name, body) { return answer }
    if let answer = try actOnMachine(name, body, call) { return answer }
    if let answer = try actWithMessages(name, body, call, &response) { return answer }
    if let answer = try actOnLog(name, body, call, &response) { return answer }
    try fail(name, body)
    throw .parsing(into: "ProbeMsg", "unknown variant `\(name)`")
}
