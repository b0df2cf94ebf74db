import SecretBase

extension FuzzTarget {
    /// Texts and numbers.
    static func base() -> [FuzzTarget] {
        [
            FuzzTarget(
                "bech32",
                texts: [
                    "secret1ap26qrlp8mcq2pg6r47w43l0y8zkqm8a450s03",
                    "secretvaloper1ap26qrlp8mcq2pg6r47w43l0y8zkqm8aynpdzc", "A12UEL5L",
                    "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
                ]
            ) { text in
                guard let decoded = try accepted({ try Bech32.decode(text) }) else { return false }
                try FuzzFault.unlessEqual(
                    Bech32.encode(prefix: decoded.prefix, decoded.bytes), text.lowercased())
                return true
            },
            FuzzTarget("hex", texts: ["", "00ff", "DEADBEEF", "0123456789abcdef"]) { text in
                guard let bytes = try accepted({ try Hex.decode(text) }) else { return false }
                try FuzzFault.unlessEqual(Hex.encode(bytes), text.lowercased())
                return true
            },
            FuzzTarget("base64", texts: ["", "AA==", "AAE=", "AAEC", "+/+/"]) { text in
                if let loose = try accepted({ try Base64.decodeLoose(text) }) {
                    try FuzzFault.unlessEqual(try Base64.decode(Base64.encode(loose)), loose)
                }
                guard let bytes = try accepted({ try Base64.decode(text) }) else { return false }
                try FuzzFault.unlessEqual(Base64.encode(bytes), text)
                return true
            },
            FuzzTarget("amount", texts: ["10scrt", "2.5scrt", "2500000uscrt", "0.000001scrt"]) {
                text in
                guard let amount = try accepted({ try Amount(parsing: text) }) else { return false }
                try FuzzFault.unlessEqual(try Amount(parsing: "\(amount)"), amount)
                return true
            },
            FuzzTarget(
                "int256",
                texts: [
                    "0", "-1", "340282366920938463463374607431768211456",
                    "115792089237316195423570985008687907853269984665640564039457584007913129639935",
                ]
            ) { text in
                guard let number = Int256(text) else { return false }
                try FuzzFault.unlessEqual(Int256("\(number)"), number)
                if let square = try accepted({ try number.multiplied(by: number) }), number != 0 {
                    try FuzzFault.unlessEqual(try square.divided(by: number), number)
                }
                return true
            },
            FuzzTarget("timestamp", texts: ["2026-11-22T10:00:00Z", "1970-01-01T00:00:00.5+02:00"])
            {
                text in
                guard let time = try accepted({ try Timestamp(parsing: text) }) else {
                    return false
                }
                try FuzzFault.unlessEqual(try Timestamp(parsing: time.text(.nine)), time)
                return true
            },
        ]
    }
}
