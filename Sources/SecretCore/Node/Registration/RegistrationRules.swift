internal import SecretAttestation

extension AttestationPolicy {
    /// What the network's enclave wants of hardware that registers, beside its own measurement and
    /// its list of machines. A rule of consensus: no operator can change it.
    ///
    /// Source: attestation §1.5, steps 3 to 5.
    static let registration: AttestationPolicy = {
        var policy = AttestationPolicy(name: "registration")
        policy.quoteVersions = [3]
        policy.environments = ["SGX"]
        policy.statuses = ["UpToDate", "SWHardeningNeeded"]
        policy.fmspcDenied = [
            "00706a100000", "00706a800000", "00706e470000", "00806ea60000", "00806eb70000",
            "00906ea10000", "00906ea50000", "00906eb10000", "00906ec10000", "00906ec50000",
            "00906ed50000", "00a065510000", "20806eb70000", "20906ec10000",
        ]
        return policy
    }()
}
