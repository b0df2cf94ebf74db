package import SecretBase

/// Secret's container for collateral, as bytes: eight numbers of 32 bits, little-endian, then seven
/// parts in the order of the last seven numbers, which are their lengths.
///
/// Source: scrtlabs/SecretNetwork, cosmwasm/packages/sgx-vm, attestation_dcap.rs.
package struct CollateralContainer: Hashable, Sendable {
    /// The kind of environment: 0 for SGX.
    package let environment: UInt32
    /// Issuers of the PCK list, root's list, PCK list, issuers of the TCB info, TCB info, issuers of
    /// the quoting enclave's identity, identity. In whatever form they came.
    package let parts: [Bytes]

    private static let partCount = 7

    /// - Parameter parts: seven, in the order of `parts`.
    init(environment: UInt32, parts: [Bytes]) {
        precondition(parts.count == Self.partCount, "callers put all seven together")
        self.environment = environment
        self.parts = parts
    }

    /// Reads one; throws for parts that are cut off and for anything behind them.
    package init(_ bytes: Bytes) throws(AttestationError) {
        do {
            var reader = ByteReader(bytes)
            environment = try reader.takeLittleEndian(UInt32.self, of: "environment")
            var sizes: [Int] = []
            for index in 1...Self.partCount {
                sizes.append(
                    Int(try reader.takeLittleEndian(UInt32.self, of: "size of part \(index)")))
            }
            var parts: [Bytes] = []
            for (index, size) in sizes.enumerated() {
                parts.append(Bytes(try reader.take(size, of: "part \(index + 1)")))
            }
            try reader.finish()
            self.parts = parts
        } catch {
            throw .malformed("Secret's collateral: \(error)")
        }
    }

    /// Holds collateral as the network's own programs do: chains and answers end in a zero byte, and
    /// what Intel signed stands in an answer such as its service gives.
    package init(_ collateral: Collateral) {
        environment = 0
        parts = [
            Self.ended(collateral.pckCRLIssuerChain), collateral.rootCRL, collateral.pckCRL,
            Self.ended(collateral.tcbInfoIssuerChain),
            Self.ended(collateral.tcbInfo.answer(as: "tcbInfo")),
            Self.ended(collateral.qeIdentityIssuerChain),
            Self.ended(collateral.qeIdentity.answer(as: "enclaveIdentity")),
        ]
    }

    private static func ended(_ text: Bytes) -> Bytes { text.last == 0 ? text : text + [0] }

    /// The same bytes as were read.
    package var bytes: Bytes {
        var writer = ByteWriter(capacity: 32 + parts.reduce(0) { $0 + $1.count })
        writer.putLittleEndian(environment)
        for part in parts { writer.putLittleEndian(UInt32(part.count)) }
        for part in parts { writer.put(part) }
        return writer.bytes
    }
}
