/// What stands before the figures.
enum ReportText {
    static let introduction = """
        # Proof of Engaged Time

        Staked SCRT gives a validator its voting power; measured engagement scales it. Engagement is two things: which blocks
        of a rolling window the validator signed, and how fresh the attestation of its enclave is. It moves a multiplier between
        a floor (0.9 by default) and 1, slowly, by integer arithmetic that is the same on every machine. Stake alone decides who is in the
        set; engagement decides only how heavy a member is, never above its stake. So a forged attestation, an outage or an
        attack can shift little, and this page shows how little.

        ## The formulas

        All numbers are integers, Q = 1 000 000 is one, every division rounds down. W = 10 000 blocks, E = 100 blocks.

        | Step | Formula |
        |---|---|
        | credit | of each of the last W blocks: 2 for a signature, 1 for a vote for nil, 0 for none; c is the sum |
        | presence rate | r = c·Q / 2W |
        | presence score | p = min(Q, r·Q / 900 000) |
        | attestation | a = Q up to an age of 14 400 blocks, 0 from 100 800 on, falling evenly between |
        | engagement | e = p·a / Q |
        | target | t = m_min + (Q − m_min)·e / Q, with m_min = ρ·Q = 900 000 |
        | every E blocks | m rises towards t by at most 5 000, or falls by at most 10 000 |
        | power | P = T·m / (R·Q), with R = 1 000 000 uscrt |

        Nothing falls at an epoch at which the mean of e by stake is below 0.7, or more than a third of stake is not freshly attested, or
        within 2·E blocks after a gap of more than an hour between two blocks. Newcomers, and who comes back or
        takes a new key, begin with an empty record at the floor.

        ## The bounds

        With α the adversary's share of stake and ρ the floor, the adversary has less than a third of power

        1. whatever happened before, if α < ρ/(2 + ρ): 0.3103 at ρ = 0.9;
        2. in a steady state, if α < ρ/(1 + 2ρ): 0.3214;
        3. under every schedule of silencing, if α < 1/3 − (1 + L/W)(1 − ρ)/(9ρ), with L = E·(Q − m_min)/5 000: 0.3185.

        The experiments run a model that was written from the specification and not from the ledger's code; S11 holds the two against
        each other, and S12 and S13 run the ledger itself.
        """
}
