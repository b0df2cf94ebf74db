import SecretBase
import SecretChain

// What does not fit panics on the chain, and is a fault here.

extension Int256 {
    func plus(_ other: Int256) throws(LedgerFault) -> Int256 {
        do { return try adding(other) } catch { throw .panic(error.description) }
    }

    func minus(_ other: Int256) throws(LedgerFault) -> Int256 {
        do { return try subtracting(other) } catch { throw .panic(error.description) }
    }

    /// The number as a decimal one.
    func decimal() throws(LedgerFault) -> Dec {
        do { return try Dec(self) } catch { throw .panic(error.description) }
    }
}

extension Dec {
    func plus(_ other: Dec) throws(LedgerFault) -> Dec {
        do { return try adding(other) } catch { throw .panic(error.description) }
    }

    func minus(_ other: Dec) throws(LedgerFault) -> Dec {
        do { return try subtracting(other) } catch { throw .panic(error.description) }
    }

    /// Product, half to even (`Mul`).
    func product(_ other: Dec) throws(LedgerFault) -> Dec {
        do { return try multiplied(by: other) } catch { throw .panic(error.description) }
    }

    /// Product, cut (`MulTruncate`).
    func productTruncating(_ other: Dec) throws(LedgerFault) -> Dec {
        do { return try multipliedTruncating(by: other) } catch {
            throw .panic(error.description)
        }
    }

    /// Exact product with a whole number (`MulInt`).
    func multiplied(_ factor: Int256) throws(LedgerFault) -> Dec {
        do { return try times(factor) } catch { throw .panic(error.description) }
    }

    /// Quotient by a whole number, cut after 18 digits (`QuoInt`).
    func divided(whole divisor: Int256) throws(LedgerFault) -> Dec {
        do { return try dividedBy(divisor) } catch { throw .panic(error.description) }
    }

    /// Quotient, half to even (`Quo`).
    func over(_ divisor: Dec) throws(LedgerFault) -> Dec {
        do { return try divided(by: divisor) } catch { throw .panic(error.description) }
    }

    /// Quotient, cut (`QuoTruncate`).
    func overTruncating(_ divisor: Dec) throws(LedgerFault) -> Dec {
        do { return try dividedTruncating(by: divisor) } catch { throw .panic(error.description) }
    }

    /// Quotient, rounded away from zero at the last digit (`QuoRoundUp`).
    func overRoundingUp(_ divisor: Dec) throws(LedgerFault) -> Dec {
        do { return try dividedRoundingUp(by: divisor) } catch { throw .panic(error.description) }
    }

    /// The nearest whole number, half to even (`RoundInt`).
    func nearest() throws(LedgerFault) -> Int256 {
        do { return try rounded() } catch { throw .panic(error.description) }
    }

    /// The whole part (`TruncateInt`).
    func whole() throws(LedgerFault) -> Int256 {
        do { return try truncated() } catch { throw .panic(error.description) }
    }
}

extension Coins {
    /// Sum of both.
    func plus(_ other: Coins) throws(LedgerFault) -> Coins {
        do { return try adding(other) } catch { throw .panic(error.description) }
    }
}
