internal import SecretAttestation
internal import SecretBase

extension EnclaveService {
    /// Kept collateral for evidence that carries none of its own.
    func keptCollateral(
        for bytes: Bytes, _ kind: Evidence.Kind?
    ) -> (collateral: Collateral, key: CollateralKey)? {
        let shelf = CollateralShelf(settings)
        switch try? Evidence(bytes, kind: kind) {
        case .quote(let quote): return shelf.collateral(for: quote)
        case .combined(let blob) where blob.collateral.isEmpty:
            return (try? Quote(blob.quote)).flatMap(shelf.collateral)
        default: return nil
        }
    }
}
