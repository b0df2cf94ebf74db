import COpenSSL
import Foundation
import SecretAttestation
import SecretBase
import SecretCrypto

/// How many quotes a second one thread judges, beside what the signatures alone cost and beside
/// dcap-qvl (PyPI), which judges the same quote in the same run.
///
/// The quote is a real one: BENCH_EVIDENCE names a folder with `quote.bin` and `collateral.json`;
/// without it the shared samples beside the repository are used, and where they are absent nothing
/// is measured.
enum AttestationFigures {
    /// Signatures of a quote with its collateral: intermediate, signer, leaf, two lists, TCB info,
    /// identity, quoting enclave's report, quote. The root's bytes are known.
    private static let signaturesFull = 9.0
    /// Leaf, quoting enclave's report, quote.
    private static let signaturesChecked = 3.0

    static func all() throws -> [Figure] {
        let folder =
            ProcessInfo.processInfo.environment["BENCH_EVIDENCE"].map {
                URL(filePath: $0, directoryHint: .isDirectory)
            } ?? URL(filePath: "../shared/attestation/samples/sgx-v3-config-and-swhardening")
        guard let data = try? Data(contentsOf: folder.appending(path: "quote.bin")),
            let text = try? Data(contentsOf: folder.appending(path: "collateral.json"))
        else {
            say("attestation: no evidence in \(folder.path), nothing is measured")
            return []
        }
        let quote = Bytes(data)
        let document = Bytes(text)
        // Signatures cost the same at any time, so this need not be one at which it is valid.
        let time = Timestamp(seconds: 1_751_624_924)
        let collateral = try Collateral(parsing: document)
        let checked = QuoteVerifier(CheckedCollateral(collateral, roots: .intel))
        guard checked.verify(quote, at: time).tcbStatus != nil else {
            throw BenchmarkFault("the evidence in \(folder.path) is not genuine")
        }
        let signature = try signatureSeconds()
        let full = try perSecond(200) {
            _ = AttestationVerifier().verify(
                quote, kind: .dcap, collateral: try Collateral(parsing: document), at: time)
        }
        let parsed = try perSecond(200) {
            _ = AttestationVerifier().verify(
                quote, kind: .dcap, collateral: collateral, at: time)
        }
        let quick = try perSecond(500) { _ = checked.verify(quote, at: time) }
        let parsing = try perSecond(20_000) { _ = try Quote(quote) }
        let own = [
            Figure(
                name: "quotes judged, with collateral", measured: full, unit: "/s",
                limit: 1 / (signaturesFull * signature), limitName: "9 bare P-256 verifications",
                isRate: true),
            Figure(
                name: "quotes judged, collateral checked before", measured: quick, unit: "/s",
                limit: 1 / (signaturesChecked * signature),
                limitName: "3 bare P-256 verifications", isRate: true),
        ]
        let peer = try peerRates(folder, time)
        let beside = zip(
            ["quotes judged, with collateral", "quotes judged, collateral parsed before"],
            zip([full, parsed], peer)
        ).map { name, rates in
            Figure(
                name: name, measured: rates.0, unit: "/s", limit: rates.1,
                limitName: "dcap-qvl 0.7.0", isRate: true)
        }
        return own + beside + [
            Figure(
                name: "quotes read", measured: parsing, unit: "/s", limit: peer.last,
                limitName: "dcap-qvl 0.7.0", isRate: true)
        ]
    }

    /// What `measure.py` prints; nothing where PyPI is out of reach.
    private static func peerRates(_ folder: URL, _ time: Timestamp) throws -> [Double] {
        let peer = "Benchmarks/Peers/dcap_qvl"
        let output = FileManager.default.temporaryDirectory
            .appending(path: "secretctl-peer-\(getpid())").path
        defer { try? FileManager.default.removeItem(atPath: output) }
        let words = [
            "-c", #"python=$(scripts/venv.sh "$0") && exec "$python" "$0/measure.py" "$@""#, peer,
            folder.appending(path: "quote.bin").path,
            folder.appending(path: "collateral.json").path, "\(time.seconds)",
        ]
        let status = Program.wait(try Program.start("/bin/bash", words, output: output))
        let lines = try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n")
        let rates = lines.compactMap { Double($0) }
        guard status == 0, rates.count == 3 else {
            say("attestation: no figure of dcap-qvl (exit \(status))")
            return []
        }
        return rates
    }

    private static func perSecond(_ count: Int, _ body: () throws -> Void) throws -> Double {
        let seconds = try Stopwatch.median(of: 5) { for _ in 0..<count { try body() } }
        return Double(count) / seconds
    }

    /// One verification by libcrypto, with key and signature read before.
    private static func signatureSeconds() throws -> Double {
        guard let key = EC_KEY_new_by_curve_name(NID_X9_62_prime256v1),
            EC_KEY_generate_key(key) == 1
        else { throw BenchmarkFault("no key") }
        defer { EC_KEY_free(key) }
        let digest = Bytes(repeating: 7, count: 32)
        guard let signature = ECDSA_do_sign(digest, 32, key) else {
            throw BenchmarkFault("no signature")
        }
        defer { ECDSA_SIG_free(signature) }
        let rounds = 500
        return Stopwatch.median(of: 5) {
            for _ in 0..<rounds { _ = ECDSA_do_verify(digest, 32, signature, key) }
        } / Double(rounds)
    }
}
