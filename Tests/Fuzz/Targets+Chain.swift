import SecretBase
import SecretChain
import SecretCrypto
import SwiftProtobuf

extension FuzzTarget {
    /// What goes to the chain.
    static func chain() throws -> [FuzzTarget] {
        let transactions = try SignMode.allCases.flatMap { mode in
            try [1, 2].map { try transaction(messages: $0, mode: mode) }
        }
        return [
            FuzzTarget("transaction", seeds: transactions) { bytes in
                guard let read = try accepted({ try Transaction(decoding: bytes) }) else {
                    return false
                }
                try FuzzFault.unlessEqual(read.bytes, bytes)
                // The parts were taken, not guessed: put together again they are the whole.
                var again: [UInt8] = []
                let parts = [(1, read.bodyBytes), (2, read.authInfoBytes)]
                for (number, part) in parts + read.signatures.map({ (3, $0) })
                where number == 3 || !part.isEmpty {
                    again += [UInt8(number) << 3 | 2] + length(part.count) + part
                }
                try FuzzFault.unlessEqual(again, bytes)
                _ = read.directSignBytes(chainID: "secretdev-1", accountNumber: 1)
                _ = try accepted {
                    try read.aminoSignBytes(chainID: "secretdev-1", accountNumber: 1, sequence: 2)
                }
                return true
            },
            FuzzTarget("coins", texts: ["5uscrt", "5uscrt,7foo", "1ibc/AB12"]) { text in
                guard let coins = try accepted({ try Coins(parsing: text) }) else { return false }
                try FuzzFault.unlessEqual(try Coins(parsing: "\(coins)"), coins)
                return true
            },
            FuzzTarget("address", texts: ["secret1ap26qrlp8mcq2pg6r47w43l0y8zkqm8a450s03"]) {
                text in
                guard let address = try accepted({ try Address(text) }) else { return false }
                try FuzzFault.unlessEqual(address.description, text.lowercased())
                return true
            },
        ]
    }

    private static func length(_ count: Int) -> [UInt8] {
        var rest = count
        var bytes: [UInt8] = []
        while rest >= 128 {
            bytes.append(UInt8(rest & 127) | 128)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    static func transaction(messages: Int, mode: SignMode) throws -> Bytes {
        let key = try Secp256k1PrivateKey(SecretBytes(copying: Bytes(repeating: 1, count: 32)))
        let publicKey = try PublicKey(secp256k1: key.publicKey.bytes)
        let payer = Address(publicKey: publicKey)
        let money = Coins(Amount(uscrt: 7))
        let send = Messages.send(money, from: payer, to: payer)
        let draft = TransactionDraft(
            messages: Array(repeating: send, count: messages), memo: "memo",
            fee: Coins(Amount(uscrt: 5000)), gasLimit: Gas(20000))
        let place = SigningPlace(chainID: "secretdev-1", accountNumber: 3, sequence: 4)
        return try draft.signed(by: publicKey, mode: mode, at: place) {
            try key.signature(digest: $0.digest)
        }.bytes
    }
}
