import SecretContract

@_extern(wasm, module: "env", name: "db_read") @_extern(c, "db_read")
private func rawRead(_ key: UInt32) -> UInt32

@_extern(wasm, module: "env", name: "db_write") @_extern(c, "db_write")
private func rawWrite(_ key: UInt32, _ value: UInt32)

@_extern(wasm, module: "env", name: "query_chain") @_extern(c, "query_chain")
private func rawQuery(_ request: UInt32) -> UInt32

/// Every way to fail. Does nothing when `name` is none of them.
func fail(_ name: Text, _ body: JSON) throws(ContractError) {
    switch name {
    case "fail":
        let text: Text = try body.get("text")
        switch try body.getIfPresent("kind", as: Text.self) ?? "generic" {
        case "not_found": throw .notFound(text)
        case "parse": throw .parsing(into: "Probe", text)
        case "unauthorized": throw .unauthorized
        default: throw .generic(text)
        }
    case "panic": preconditionFailure("as asked")
    case "loop":
        loop(rounds: try body.getIfPresent("rounds") ?? .max)
        throw .generic("the loop is over")
    case "recurse": throw .generic("came back with \(dive(try body.get("depth")))")
    case "divide":
        let divisor: UInt64 = try body.get("by")
        throw .generic("the quotient is \(1000 / divisor)")
    case "allocate": try allocate(body)
    case "touch":
        let address: UInt64 = try body.get("address")
        guard let pointer = UnsafePointer<UInt8>(bitPattern: UInt(address)) else {
            throw .generic("no pointer is null")
        }
        throw .generic("there lies \(UInt64(pointer.pointee))")
    case "jump": jump(to: UInt(try body.get("slot", as: UInt64.self)))
    case "wild_pointer": try callHost(body, at: word(body, "pointer"))
    case "wild_region": try callHost(body, at: try region(body))
    default: break
    }
}

@inline(never)
private func loop(rounds: UInt64) {
    var memory = [UInt8](repeating: 0, count: 256)
    var round: UInt64 = 0
    while round < rounds {
        memory[Int(round & 255)] &+= UInt8(truncatingIfNeeded: round >> 3)
        round += 1
    }
    if memory[7] == 255, memory[8] == 254 { Machine.debug("unlikely") }
}

/// Not of a shape that the compiler could turn into a loop.
@inline(never)
private func dive(_ depth: UInt64) -> UInt64 {
    guard depth > 0 else { return 1 }
    let below = dive(depth - 1)
    return (below << 7 | below >> 57) ^ (below &* depth)
}

private func allocate(_ body: JSON) throws(ContractError) {
    let bytes = [UInt8](repeating: 1, count: Int(try body.get("bytes", as: UInt64.self)))
    var sum: UInt64 = 0
    for index in stride(from: 0, to: bytes.count, by: 4096) { sum &+= UInt64(bytes[index]) }
    throw .generic("allocated; every 4096th byte sums up to \(sum)")
}

/// Calls a function that does not exist.
@inline(never)
private func jump(to slot: UInt) {
    let function = unsafeBitCast(slot, to: (@convention(c) () -> Void).self)
    function()
}

private func word(_ body: JSON, _ name: Text) throws(ContractError) -> UInt32 {
    UInt32(truncatingIfNeeded: try body.get(name, as: UInt64.self))
}

/// A region whose three words the test chooses.
private func region(_ body: JSON) throws(ContractError) -> UInt32 {
    let header = UnsafeMutablePointer<UInt32>.allocate(capacity: 3)
    header[0] = try word(body, "offset")
    header[1] = try word(body, "capacity")
    header[2] = try word(body, "length")
    return UInt32(UInt(bitPattern: header))
}

private func callHost(_ body: JSON, at pointer: UInt32) throws(ContractError) {
    switch try body.get("import", as: Text.self) {
    case "db_read": _ = rawRead(pointer)
    case "db_write": rawWrite(pointer, pointer)
    default: _ = rawQuery(pointer)
    }
    throw .generic("the host did not mind")
}
