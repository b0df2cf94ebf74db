import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf

/// Source: cosmos-sdk `x/auth/types/genesis.go`, `x/auth/keeper/genesis.go`.
extension AuthGenesisState {
    /// No accounts, the parameters that the network's program proposes.
    static var usual: AuthGenesisState {
        var state = AuthGenesisState()
        state.params.maxMemoCharacters = 256
        state.params.txSigLimit = 7
        state.params.txSizeCostPerByte = 10
        state.params.sigVerifyCostEd25519 = 590
        state.params.sigVerifyCostSecp256K1 = 1000
        return state
    }

    func check(_ place: GenesisPlace) throws(GenesisError) {
        if let problem = params.problem { throw place["params"].invalid(problem) }
        var seen: Set<Address> = []
        for (index, any) in accounts.enumerated() {
            let place = place["accounts"][index]
            let account = try Self.account(any, place)
            try place.require(
                seen.insert(account.address).inserted,
                "\(account.address) is listed twice")
            if let key = account.publicKey, key.addressBytes != account.address.bytes {
                throw place["pub_key"].invalid("it is not the key of \(account.address)")
            }
            if let problem = account.vesting?.problem { throw place.invalid(problem) }
            if let module = account.module, account.address != Address(module: module.name) {
                throw place.invalid("\(account.address) is not the account of \(module.name)")
            }
        }
    }

    private static func account(
        _ any: Google_Protobuf_Any, _ place: GenesisPlace
    ) throws(GenesisError) -> Account {
        guard Account.types.contains(any.typeURL) else { throw place.unsupported }
        return try place.read { try Account(any) }
    }

    /// The accounts by their numbers. Of several with one number the first keeps it and the others
    /// get the least that nobody has; so a list of zeros is numbered in its order.
    func numbered() throws(LedgerFault) -> [Account] {
        var taken: Set<UInt64> = []
        var (kept, doubled): ([Account], [Account]) = ([], [])
        for any in accounts {
            let account = try Account(any)
            if taken.insert(account.number).inserted {
                kept.append(account)
            } else {
                doubled.append(account)
            }
        }
        var next: UInt64 = 0
        // Sorting by number keeps the order of the list among equals.
        for (_, account) in doubled.enumerated().sorted(by: {
            ($0.element.number, $0.offset) < ($1.element.number, $1.offset)
        }) {
            while !taken.insert(next).inserted { next += 1 }
            kept.append(account.numbered(next))
        }
        return kept.sorted { $0.number < $1.number }
    }
}

extension AuthModule {
    /// The accounts and the fee collector's; the next new one gets the number after the highest.
    func writeGenesis(_ genesis: AuthGenesisState) throws(LedgerFault) {
        let accounts = try genesis.numbered()
        for account in accounts {
            try store(account)
            try context.write(account.address.bytes, AuthKeys.number(account.number))
        }
        if let last = accounts.last {
            guard last.number < .max else { throw .panic("account numbers are used up") }
            try context.write(Bytes(bigEndian: last.number + 1), AuthKeys.nextNumber)
        }
        try createModuleAccount("fee_collector")
    }

    /// The section with which another chain goes on from here, accounts in the order of their bytes.
    func genesis() throws(LedgerFault) -> AuthGenesisState {
        var genesis = AuthGenesisState()
        genesis.params = context.parameters.auth
        genesis.accounts = try context.messages(under: AuthKeys.accounts, "account")
        return genesis
    }

    /// Makes the module's account unless the genesis lists it.
    func createModuleAccount(_ name: String) throws(LedgerFault) {
        let address = Address(module: name)
        let module = ModuleAccounts.present.first { $0.name == name }
        guard let known = try account(address) else {
            try create(address, module: module)
            return
        }
        guard known.module?.name == name else {
            throw .refused(
                SDKError.invalidType, "account \(address) is not the module account \(name)")
        }
    }
}
