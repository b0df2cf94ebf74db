import SecretAttestation
import SecretBase
import SecretLedger
import SecretStorage
import SecretWire

extension FuzzTarget {
    /// What a chain begins with: whatever is accepted must begin a chain or say why it cannot, and
    /// the chain must make blocks.
    static func ledger() throws -> [FuzzTarget] {
        let time = Timestamp(seconds: 1_790_000_000)
        let genesis = try Genesis.localNetwork(
            time: time, consensusKey: Bytes(repeating: 7, count: 32))
        let ledger = Ledger(LedgerConfiguration(chainID: Genesis.localChainID))
        // Nothing of the old kind, a quote of 436 bytes, three bytes of collateral.
        let evidence =
            [0, 0, 0, 0, 0xB4, 1, 0, 0, 3, 0, 0, 0]
            + (0..<439).map { UInt8(truncatingIfNeeded: $0) }
        return [
            FuzzTarget("genesis", seeds: [try genesis.appState.bytes()]) { bytes in
                let read = try accepted {
                    try Genesis(
                        appState: bytes, chainID: Genesis.localChainID, time: time,
                        consensus: nil, initialHeight: 1)
                }
                guard let read else { return false }
                let again = try Genesis(
                    appState: read.appState, chainID: read.chainID, time: time, consensus: nil,
                    initialHeight: 1)
                try FuzzFault.unlessEqual(again, read)
                let state = StateBranch(over: EmptyState())
                guard try accepted({ try ledger.initChain(read, into: state) }) != nil else {
                    return true
                }
                for height in 1...2 as ClosedRange<Int64> {
                    let header = BlockHeaderInfo(
                        chainID: Genesis.localChainID, height: height, time: time)
                    _ = try accepted {
                        try ledger.executeBlock([Bytes](), header: header, state: state)
                    }
                }
                return true
            },
            FuzzTarget(
                "registration-certificate",
                seeds: [Bytes(evidence), [2] + evidence[4..<8] + evidence[12...]]
            ) { bytes in
                guard let read = try accepted({ try RegistrationCertificate(bytes) }) else {
                    return false
                }
                // Ledger and verifier must never read two keys out of one certificate.
                let quote = try CombinedBlob(bytes).quote
                try FuzzFault.unlessEqual(Bytes(quote[368..<400]), read.nodeKey)
                return true
            },
            FuzzTarget("genesis-file", seeds: [try GenesisFile(genesis).json.bytes()]) { bytes in
                guard let file = try accepted({ try GenesisFile(parsing: bytes) }) else {
                    return false
                }
                let again = try GenesisFile(parsing: file.json.bytes())
                try FuzzFault.unlessEqual(again, file)
                return true
            },
        ]
    }
}
