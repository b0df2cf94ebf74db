// The host's functions, as the chain links them; a contract imports only those that it uses.
//
// Regions go in and out by their address. A 64-bit result holds an error code in its upper half
// and a region in its lower. A module that imports anything else fails the chain's checks.
@_extern(wasm, module: "env", name: "db_read") @_extern(c, "db_read")
func hostRead(_ key: UInt32) -> UInt32

@_extern(wasm, module: "env", name: "db_write") @_extern(c, "db_write")
func hostWrite(_ key: UInt32, _ value: UInt32)

@_extern(wasm, module: "env", name: "db_remove") @_extern(c, "db_remove")
func hostRemove(_ key: UInt32)

@_extern(wasm, module: "env", name: "query_chain") @_extern(c, "query_chain")
func hostQuery(_ request: UInt32) -> UInt32

@_extern(wasm, module: "env", name: "secp256k1_verify") @_extern(c, "secp256k1_verify")
func hostVerifySecp256k1(_ digest: UInt32, _ signature: UInt32, _ key: UInt32) -> UInt32

@_extern(wasm, module: "env", name: "secp256k1_recover_pubkey")
@_extern(c, "secp256k1_recover_pubkey")
func hostRecoverSecp256k1(_ digest: UInt32, _ signature: UInt32, _ id: UInt32) -> UInt64

@_extern(wasm, module: "env", name: "secp256k1_sign") @_extern(c, "secp256k1_sign")
func hostSignSecp256k1(_ message: UInt32, _ key: UInt32) -> UInt64

@_extern(wasm, module: "env", name: "ed25519_verify") @_extern(c, "ed25519_verify")
func hostVerifyEd25519(_ message: UInt32, _ signature: UInt32, _ key: UInt32) -> UInt32

@_extern(wasm, module: "env", name: "ed25519_batch_verify") @_extern(c, "ed25519_batch_verify")
func hostVerifyEd25519Batch(
    _ messages: UInt32, _ signatures: UInt32, _ keys: UInt32
) -> UInt32

@_extern(wasm, module: "env", name: "ed25519_sign") @_extern(c, "ed25519_sign")
func hostSignEd25519(_ message: UInt32, _ key: UInt32) -> UInt64

#if V010
@_extern(wasm, module: "env", name: "canonicalize_address") @_extern(c, "canonicalize_address")
func hostCanonicalize(_ text: UInt32, _ canonical: UInt32) -> UInt32

@_extern(wasm, module: "env", name: "humanize_address") @_extern(c, "humanize_address")
func hostHumanize(_ canonical: UInt32, _ text: UInt32) -> UInt32

@_extern(wasm, module: "env", name: "debug_print") @_extern(c, "debug_print")
func hostDebug(_ message: UInt32)
#else
@_extern(wasm, module: "env", name: "addr_canonicalize") @_extern(c, "addr_canonicalize")
func hostCanonicalize(_ text: UInt32, _ canonical: UInt32) -> UInt32

@_extern(wasm, module: "env", name: "addr_humanize") @_extern(c, "addr_humanize")
func hostHumanize(_ canonical: UInt32, _ text: UInt32) -> UInt32

@_extern(wasm, module: "env", name: "addr_validate") @_extern(c, "addr_validate")
func hostValidate(_ text: UInt32) -> UInt32

@_extern(wasm, module: "env", name: "debug") @_extern(c, "debug")
func hostDebug(_ message: UInt32)

@_extern(wasm, module: "env", name: "check_gas") @_extern(c, "check_gas")
func hostGasUsed() -> UInt64

@_extern(wasm, module: "env", name: "gas_evaporate") @_extern(c, "gas_evaporate")
func hostEvaporate(_ amount: UInt32) -> UInt32

@_extern(wasm, module: "env", name: "dcap_quote_verify") @_extern(c, "dcap_quote_verify")
func hostVerifyQuote(_ quote: UInt32, _ collateral: UInt32) -> UInt64
#endif
