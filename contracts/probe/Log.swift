import SecretContract

/// `log`, `events`: what stands in the transaction's events.
func actOnLog(
    _ name: Text, _ body: JSON, _ call: Call, _ response: inout Response
) throws(ContractError) -> JSON? {
    switch name {
    case "log":
        for entry in try body.get("attributes", as: [JSON].self) {
            response.attributes.append(try attribute(entry))
        }
    case "events":
        for entry in try body.get("events", as: [JSON].self) {
            var attributes: [Response.Attribute] = []
            for inner in try entry.get("attributes", as: [JSON].self) {
                attributes.append(try attribute(inner))
            }
            response.events.append(Response.Event(try entry.get("type"), attributes))
        }
    case "log_sender": response.log("sender", call.sender.text)
    case "all":
        // Several actions in one call, in their order; the last one's answer is the call's.
        var answer = JSON.null
        for entry in try body.get("actions", as: [JSON].self) {
            let (name, body) = try entry.variant()
            answer = try act(name, body, call, &response)
        }
        return answer
    default: return nil
    }
    return .null
}

private func attribute(_ entry: JSON) throws(ContractError) -> Response.Attribute {
    Response.Attribute(
        try entry.get("key"), try entry.get("value"),
        isEncrypted: !(try entry.getIfPresent("plain") ?? false))
}
