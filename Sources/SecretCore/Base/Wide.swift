/// An unsigned number of up to 704 bits for the middle of a calculation: no allocation, no sign.
///
/// Wide enough for a product of two 315-bit numbers, or for one of them times 10³⁶.
struct Wide {
    static let limbsMax = 11
    /// Lowest limb first; zero from `count` on.
    private var limbs = InlineArray<11, UInt64>(repeating: 0)
    /// Limbs up to the highest that is not zero.
    private(set) var count = 0

    init() {}

    init(_ low: UInt128, _ high: UInt128 = 0, _ top: UInt64 = 0) {
        limbs[0] = UInt64(truncatingIfNeeded: low)
        limbs[1] = UInt64(truncatingIfNeeded: low >> 64)
        limbs[2] = UInt64(truncatingIfNeeded: high)
        limbs[3] = UInt64(truncatingIfNeeded: high >> 64)
        limbs[4] = top
        trim(from: 5)
    }

    subscript(index: Int) -> UInt64 { limbs[index] }

    var isZero: Bool { count == 0 }
    var isOdd: Bool { limbs[0] & 1 == 1 }
    var low: UInt128 { UInt128(limbs[1]) << 64 | UInt128(limbs[0]) }
    var high: UInt128 { UInt128(limbs[3]) << 64 | UInt128(limbs[2]) }
    var top: UInt64 { limbs[4] }

    var bitCount: Int { count == 0 ? 0 : 64 * count - limbs[count - 1].leadingZeroBitCount }

    static func * (left: Wide, right: Wide) -> Wide {
        precondition(left.count + right.count <= limbsMax, "factors are at most 315 bits wide")
        var product = Wide()
        for i in 0..<left.count {
            var carry: UInt64 = 0
            for j in 0..<right.count {
                let (high, low) = left.limbs[i].multipliedFullWidth(by: right.limbs[j])
                // high·2⁶⁴ + low + two limbs fits 128 bits always.
                let sum =
                    UInt128(high) << 64 + UInt128(low) + UInt128(product.limbs[i + j])
                    + UInt128(carry)
                product.limbs[i + j] = UInt64(truncatingIfNeeded: sum)
                carry = UInt64(truncatingIfNeeded: sum >> 64)
            }
            product.limbs[i + right.count] = carry
        }
        product.trim(from: min(limbsMax, left.count + right.count))
        return product
    }

    /// Multiplies by `factor` and adds `more`, in place. For reading digits.
    mutating func multiply(by factor: UInt64, adding more: UInt64) {
        var carry = more
        for index in 0..<count {
            let (high, low) = limbs[index].multipliedFullWidth(by: factor)
            let (sum, overflow) = low.addingReportingOverflow(carry)
            limbs[index] = sum
            carry = high + (overflow ? 1 : 0)
        }
        guard carry > 0 else { return }
        precondition(count < Self.limbsMax, "callers bound the number of digits")
        limbs[count] = carry
        count += 1
    }

    mutating func increment() { multiply(by: 1, adding: 1) }

    /// Divides by one limb in place and gives the remainder.
    mutating func divide(by divisor: UInt64) -> UInt64 {
        var remainder: UInt64 = 0
        for index in stride(from: count - 1, through: 0, by: -1) {
            let part = divisor.dividingFullWidth((remainder, limbs[index]))
            limbs[index] = part.quotient
            remainder = part.remainder
        }
        trim(from: count)
        return remainder
    }

    /// Quotient and remainder by schoolbook division (Knuth, TAOCP 4.3.1, algorithm D).
    func divided(by divisor: Wide) -> (quotient: Wide, remainder: Wide) {
        precondition(divisor.count > 0, "callers refuse division by zero")
        if divisor.count > count { return (Wide(), self) }
        if divisor.count == 1 {
            var quotient = self
            let rest = quotient.divide(by: divisor.limbs[0])
            return (quotient, Wide(UInt128(rest)))
        }
        let shift = divisor.limbs[divisor.count - 1].leadingZeroBitCount
        let divisor = divisor.shifted(left: shift)
        var rest = shifted(left: shift)
        precondition(count < Self.limbsMax, "a dividend leaves one limb free")
        var quotient = Wide()
        for place in stride(from: count - divisor.count, through: 0, by: -1) {
            var digit = rest.estimate(at: place, by: divisor)
            if rest.subtract(digit, times: divisor, at: place) {
                digit -= 1
                rest.add(divisor, at: place)
            }
            quotient.limbs[place] = digit
        }
        quotient.trim(from: count - divisor.count + 1)
        rest.trim(from: Self.limbsMax)
        return (quotient, rest.shifted(right: shift))
    }

    /// One digit of the quotient, at most one too high.
    private func estimate(at place: Int, by divisor: Wide) -> UInt64 {
        let n = divisor.count
        let top = limbs[place + n]
        let first = divisor.limbs[n - 1]
        let second = divisor.limbs[n - 2]
        var digit: UInt64
        var rest: UInt128
        if top >= first {
            digit = .max
            rest = UInt128(limbs[place + n - 1]) + UInt128(first)
        } else {
            let part = first.dividingFullWidth((top, limbs[place + n - 1]))
            digit = part.quotient
            rest = UInt128(part.remainder)
        }
        while rest <= UInt128(UInt64.max),
            UInt128(digit) * UInt128(second) > rest << 64 | UInt128(limbs[place + n - 2])
        {
            digit -= 1
            rest += UInt128(first)
        }
        return digit
    }

    /// Subtracts in place at a limb's place; true when it went below zero.
    private mutating func subtract(_ digit: UInt64, times divisor: Wide, at place: Int) -> Bool {
        var carry: UInt64 = 0
        var isBorrowing = false
        for index in 0...divisor.count {
            let factor = index < divisor.count ? divisor.limbs[index] : 0
            let product = UInt128(factor) * UInt128(digit) + UInt128(carry)
            carry = UInt64(truncatingIfNeeded: product >> 64)
            let (first, under) = limbs[place + index].subtractingReportingOverflow(
                UInt64(truncatingIfNeeded: product))
            let (second, underAgain) = first.subtractingReportingOverflow(isBorrowing ? 1 : 0)
            limbs[place + index] = second
            isBorrowing = under || underAgain
        }
        return isBorrowing
    }

    private mutating func add(_ divisor: Wide, at place: Int) {
        var isCarrying = false
        for index in 0...divisor.count {
            let term = index < divisor.count ? divisor.limbs[index] : 0
            let (first, over) = limbs[place + index].addingReportingOverflow(term)
            let (second, overAgain) = first.addingReportingOverflow(isCarrying ? 1 : 0)
            limbs[place + index] = second
            isCarrying = over || overAgain
        }
    }

    private func shifted(left shift: Int) -> Wide {
        guard shift > 0 else { return self }
        var result = Wide()
        var carry: UInt64 = 0
        for index in 0..<min(count + 1, Self.limbsMax) {
            result.limbs[index] = limbs[index] << shift | carry
            carry = limbs[index] >> (64 - shift)
        }
        result.trim(from: min(count + 1, Self.limbsMax))
        return result
    }

    private func shifted(right shift: Int) -> Wide {
        guard shift > 0 else { return self }
        var result = Wide()
        for index in 0..<count {
            let above = index + 1 < count ? limbs[index + 1] << (64 - shift) : 0
            result.limbs[index] = limbs[index] >> shift | above
        }
        result.trim(from: count)
        return result
    }

    private mutating func trim(from start: Int) {
        count = start
        while count > 0, limbs[count - 1] == 0 { count -= 1 }
    }
}
