import SecretBase
import SecretCrypto
import TestSupport
import Testing

@testable import SecretAttestation

extension SimulatedPlatform {
    /// A machine whose seed is 32 times one byte, at the time of our own world.
    static func numbered(
        _ number: UInt8, at seconds: Int64 = AttestationWorld.now
    ) -> SimulatedPlatform {
        SimulatedPlatform(at: Timestamp(seconds: seconds)) { count in
            SecretBytes(copying: Bytes(repeating: number, count: count))
        }
    }
}

/// What a simulation makes: whole in itself, known for what it is, and accepted by nobody.
struct SimulationTests {
    private let platform = SimulatedPlatform.numbered(1)
    private let time = Timestamp(seconds: AttestationWorld.now)
    private let reportData = Bytes(0..<64)
    private let mrEnclave = Bytes(repeating: 0x5e, count: 32)
    private let simulated = AttestationVerifier(roots: .simulated)

    private var combined: Bytes {
        platform.combined(reportData: reportData, mrEnclave: mrEnclave)
    }

    @Test("it is genuine as a simulation, says what it was told to say, and is still refused")
    func genuine() throws {
        let verdict = simulated.verify(combined, at: time)
        #expect(verdict.isGenuineSimulation, "\(verdict.findings)")
        #expect(verdict.outcome == .reject)
        #expect(verdict.classWord == "SIMULATED")
        #expect(verdict.tcbStatus == nil)
        #expect(verdict.fields.reportData == reportData)
        #expect(verdict.fields.mrEnclave == mrEnclave)
        #expect(verdict.fields.hasSMT == false)
        let quote = platform.quote(reportData: reportData, mrEnclave: mrEnclave)
        #expect(
            simulated.verify(quote, collateral: platform.collateral, at: time)
                .isGenuineSimulation)
        #expect(Evidence.kind(of: quote) == .dcap)
    }

    @Test("for Intel's roots it is no genuine anything, and simulated before all else")
    func intel() throws {
        let verdict = AttestationVerifier().verify(combined, at: time)
        #expect(!verdict.isGenuineSimulation)
        #expect(verdict.outcome == .reject)
        #expect(verdict.classWord == "SIMULATED")
        #expect(verdict.reasonWords.contains("UNTRUSTED_ROOT"))
    }

    @Test("real evidence is none of a simulation, under the simulated root or its own")
    func hardware() throws {
        var world = AttestationWorld()
        #expect(try !world.verdict().isGenuineSimulation)
        let verdict = try world.verdict(roots: .simulated)
        #expect(!verdict.isGenuineSimulation)
        #expect(verdict.outcome == .reject)
        world.vendor = Simulation.vendor
        #expect(try !world.verdict().isGenuineSimulation)
        #expect(try !world.verdict(roots: .simulated).isGenuineSimulation)
    }

    @Test("it is valid from a day before its time to a year after it, and no longer")
    func times() throws {
        let bytes = combined
        for (offset, isGood) in [
            (-86_400, true), (-86_401, false), (365 * 86_400, true),
            (366 * 86_400 - 1, true), (366 * 86_400, false),
        ] as [(Int64, Bool)] {
            let verdict = simulated.verify(bytes, at: time.adding(seconds: offset))
            #expect(verdict.isGenuineSimulation == isGood, "\(offset) s")
            #expect(verdict.outcome == .reject)
        }
    }

    @Test("any time can be asked for: what cannot be written is taken for what can")
    func strangeTimes() {
        for seconds in [Int64.min, -1, 0, 253_402_300_799, Int64.max] {
            let platform = SimulatedPlatform.numbered(1, at: seconds)
            let verdict = simulated.verify(
                platform.combined(reportData: reportData, mrEnclave: mrEnclave),
                at: platform.from)
            #expect(verdict.isGenuineSimulation, "\(seconds): \(verdict.findings)")
        }
    }

    @Test("one seed is one machine, whenever it is asked; another is another")
    func machines() throws {
        func machine(_ platform: SimulatedPlatform) throws -> Bytes {
            let bytes = platform.combined(reportData: reportData, mrEnclave: mrEnclave)
            return try #require(simulated.verify(bytes, at: time).fields.machineID)
        }
        let first = try machine(platform)
        let later = AttestationWorld.now + 3600
        #expect(try first == machine(.numbered(1, at: later)))
        #expect(try first != machine(.numbered(2)))
    }

    @Test("a quote with any byte changed, or cut anywhere, is no genuine simulation")
    func damagedQuote() throws {
        let collateral = platform.collateral
        let quote = platform.quote(reportData: reportData, mrEnclave: mrEnclave)
        func judge(_ bytes: Bytes, _ what: String) {
            for verifier in [simulated, AttestationVerifier()] {
                let verdict = verifier.verify(
                    bytes, kind: .dcap, collateral: collateral, at: time)
                #expect(!verdict.isGenuineSimulation, "\(what)")
                #expect(verdict.outcome == .reject, "\(what)")
            }
        }
        for index in stride(from: 0, to: quote.count, by: 7) {
            var changed = quote
            changed[index] ^= 1 << UInt8(index % 8)
            judge(changed, "byte \(index)")
        }
        for count in stride(from: 0, to: quote.count, by: 61) {
            judge(Bytes(quote[..<count]), "cut to \(count)")
        }
    }

    @Test("a combined file with a byte changed is refused, or says what the whole one says")
    func damagedCombined() throws {
        let bytes = combined
        let good = simulated.verify(bytes, at: time)
        for index in stride(from: 0, to: bytes.count, by: 37) {
            var changed = bytes
            changed[index] ^= 1 << UInt8(index % 8)
            let verdict = simulated.verify(changed, at: time)
            #expect(verdict.outcome == .reject, "byte \(index)")
            if verdict.isGenuineSimulation {
                #expect(verdict.fields == good.fields, "byte \(index)")
            }
            let intel = AttestationVerifier().verify(changed, at: time)
            #expect(intel.outcome == .reject && !intel.isGenuineSimulation, "byte \(index)")
        }
    }

    @Test("the well-known key is a simulation's under any name, also where an operator trusts it")
    func wellKnownKey() throws {
        let key = SimulatedPlatform.rootKey
        let plain = CertificateDraft(
            "Intel SGX Root CA", by: "Intel SGX Root CA", serial: 1, role: .authority,
            from: platform.from, until: platform.until
        ).signed(by: key, for: key)
        #expect(Simulation.isSimulated(try Certificate(der: plain)))
        let roots = try TrustedRoots(replacingWith: plain)
        #expect(roots.areSimulated)
        #expect(roots.ias.isEmpty)
        let verdict = AttestationVerifier(roots: roots).verify(combined, at: time)
        #expect(verdict.isGenuineSimulation)
        #expect(verdict.outcome == .reject)
        // Intel's vendor in the place of the simulation's: whole, and yet nothing.
        var quote = try AttestationWorld().verdict(roots: roots)
        #expect(quote.outcome == .reject && quote.classWord == "SIMULATED")
        quote = try AttestationWorld().verdict(roots: .simulated)
        #expect(quote.outcome == .reject && quote.classWord == "SIMULATED")
    }

    @Test("no policy makes anything else of it")
    func policies() {
        var policy = AttestationPolicy(name: "any")
        policy.mrEnclaves = [Hex.encode(mrEnclave)]
        let verifier = AttestationVerifier(roots: .simulated, policy: policy)
        #expect(verifier.verify(combined, at: time) == simulated.verify(combined, at: time))
    }
}
