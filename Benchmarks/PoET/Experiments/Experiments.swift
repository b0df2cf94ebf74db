/// All experiments, in the order of the report.
enum Experiments {
    static let all: [(id: String, run: @Sendable (Laboratory) throws -> Finding)] = [
        (Fairness.id, Fairness.run), (Downtime.id, Downtime.run), (Splitting.id, Splitting.run),
        (Whitewash.id, Whitewash.run), (Convergence.id, Convergence.run),
        (ChurnLiveness.id, ChurnLiveness.run), (Safety.id, Safety.run),
        (Censorship.id, Censorship.run), (AttestationOutage.id, AttestationOutage.run),
        (LightClient.id, LightClient.run), (Determinism.id, Determinism.run),
        (Slashing.id, Slashing.run), (Regression.id, Regression.run),
        (SmallModel.id, SmallModel.run),
    ]
}
