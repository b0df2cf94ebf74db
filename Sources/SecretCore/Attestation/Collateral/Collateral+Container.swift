package import SecretBase

extension Collateral {
    /// Secret's container: eight numbers of 32 bits, little-endian, then seven parts in the order of
    /// the last seven numbers, which are their lengths. The first is the kind of environment.
    ///
    /// Source: scrtlabs/SecretNetwork, cosmwasm/packages/sgx-vm, attestation_dcap.rs.
    package init(container bytes: Bytes) throws(AttestationError) {
        do {
            var reader = ByteReader(bytes)
            _ = try reader.takeLittleEndian(UInt32.self, of: "environment")
            var sizes: [Int] = []
            for index in 1...7 {
                sizes.append(
                    Int(try reader.takeLittleEndian(UInt32.self, of: "size of part \(index)")))
            }
            var parts: [Bytes] = []
            for (index, size) in sizes.enumerated() {
                parts.append(Bytes(try reader.take(size, of: "part \(index + 1)")))
            }
            try reader.finish()
            self.init(
                pckCRLIssuerChain: parts[0], tcbInfoIssuerChain: parts[3],
                qeIdentityIssuerChain: parts[5], rootCRL: parts[1], pckCRL: parts[2],
                tcbInfo: try SignedText(parts[4], signature: [], member: "tcbInfo"),
                qeIdentity: try SignedText(parts[6], signature: [], member: "enclaveIdentity"))
        } catch let error as AttestationError {
            throw error
        } catch {
            throw .malformed("Secret's collateral: \(error)")
        }
    }
}
