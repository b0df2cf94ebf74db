import Foundation
import SecretAttestation
import SecretBase
import TestSupport
import Testing

@testable import SecretCore

/// Trees that came from somewhere: damaged, wrong, or made to do harm.
struct HostileTreeTests {
    private static let time = Timestamp(seconds: 1_795_867_200)

    private func examine(_ tree: URL) throws -> [HostFinding] {
        let host = try #require(SavedHost(at: tree.path))
        var examination = Examination(
            host, at: Self.time, storage: nil, verifier: AttestationVerifier())
        examination.examine()
        let answer = EnclaveDoctor(
            host: "x", findings: examination.findings, time: Self.time, checked: "")
        // Both ways of telling it must cope with what was found.
        #expect(!answer.fields.json.isEmpty)
        #expect(!answer.text(in: TextStyle(usesColour: false)).isEmpty)
        return examination.findings
    }

    private func finding(_ findings: [HostFinding], _ id: String) throws -> HostFinding {
        try #require(findings.first { $0.id == id })
    }

    private static let whole = Set(
        (try? HostFixtures.expected("ice-lake")["findings"]?.array ?? [])?
            .compactMap { $0["id"]?.string } ?? [])

    @Test(
        "a tree with any one file cut or damaged is judged, and every check says something",
        arguments: ["ice-lake", "epid-era", "expired-attestation", "coffee-lake", "by-hand"])
    func damage(_ name: String) throws {
        let home = try TemporaryHome()
        let tree = try HostFixtures.copy(name, in: home, as: "tree")
        var seed: UInt64 = 7
        for path in try HostFixtures.files(name) {
            let file = tree.appending(path: path)
            let data = try Data(contentsOf: file)
            for piece in Self.damaged(data, &seed) {
                try piece.write(to: file)
                let findings = try examine(tree)
                #expect(Set(findings.map(\.id)) == Self.whole, "\(name): \(path)")
            }
            try data.write(to: file)
        }
    }

    /// Cut at several places, emptied, overwritten, turned into noise, and with lines doubled.
    private static func damaged(_ data: Data, _ seed: inout UInt64) -> [Data] {
        func next() -> UInt64 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return seed >> 33
        }
        var pieces = [Data(), Data(data.prefix(data.count / 2)), Data(data.dropLast())]
        pieces.append(Data((0..<300).map { _ in UInt8(truncatingIfNeeded: next()) }))
        var flipped = data
        for _ in 0..<8 where !flipped.isEmpty {
            let place = flipped.index(
                flipped.startIndex, offsetBy: Int(next() % UInt64(flipped.count)))
            flipped[place] = UInt8(truncatingIfNeeded: next())
        }
        pieces.append(flipped)
        pieces.append(Data("9999999999999999999999999999 -1 0x \n\n::::\n{[{[\"".utf8) + data)
        return pieces
    }

    @Test("no link is followed, neither out of the tree nor round in circles")
    func links() throws {
        let home = try TemporaryHome()
        let secret = try home.write(
            "vendor_id : GenuineIntel\ncpu family : 6\nmodel : 106\n", to: "secret")
        let tree = URL(filePath: home.path).appending(path: "tree")
        let files = FileManager.default
        try files.createDirectory(
            at: tree.appending(path: "proc"), withIntermediateDirectories: true)
        try files.createSymbolicLink(
            atPath: tree.path + "/proc/cpuinfo", withDestinationPath: secret)
        try files.createSymbolicLink(atPath: tree.path + "/etc", withDestinationPath: "/etc")
        try files.createSymbolicLink(atPath: tree.path + "/var", withDestinationPath: "var")
        try files.createSymbolicLink(atPath: tree.path + "/host", withDestinationPath: "..")
        let findings = try examine(tree)
        #expect(try finding(findings, "cpu.vendor").state == .cannotCheck)
        #expect(try finding(findings, "cpu.vendor").seen.contains("link"))
        #expect(try finding(findings, "packages.installed").state == .cannotCheck)
        #expect(try finding(findings, "provider.file").state == .cannotCheck)
    }

    @Test("pipes, devices' places, directories and endless files do not hold it up")
    func oddities() throws {
        let home = try TemporaryHome()
        let tree = try HostFixtures.copy("ice-lake", in: home, as: "tree")
        let files = FileManager.default
        for path in ["proc/cpuinfo", "var/lib/dpkg/status", "host/listing", "etc/group"] {
            try files.removeItem(at: tree.appending(path: path))
        }
        #expect(mkfifo(tree.path + "/proc/cpuinfo", 0o600) == 0)
        #expect(mkfifo(tree.path + "/host/listing", 0o600) == 0)
        try files.createDirectory(
            at: tree.appending(path: "etc/group"), withIntermediateDirectories: true)
        // A hole of a terabyte takes no room, and would take all memory.
        let huge = tree.path + "/var/lib/dpkg/status"
        #expect(files.createFile(atPath: huge, contents: Data()))
        #expect(truncate(huge, 1 << 40) == 0)
        let findings = try examine(tree)
        #expect(try finding(findings, "cpu.vendor").seen.contains("no plain file"))
        #expect(try finding(findings, "packages.installed").seen.contains("longer than"))
        #expect(Set(findings.map(\.id)) == Self.whole)
    }

    @Test("a line of the listing that cannot be read makes nothing absent")
    func listing() throws {
        let home = try TemporaryHome()
        let tree = try HostFixtures.copy("container", in: home, as: "tree")
        let file = tree.appending(path: "host/listing")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(try finding(examine(tree), "device.enclave").state == .fail)
        try (text.replacing("d 0755 0 0 4000 1795800000 /dev\n", with: "") + "c 9999 x /dev/s\n")
            .write(to: file, atomically: true, encoding: .utf8)
        #expect(try finding(examine(tree), "device.enclave").state == .cannotCheck)
    }

    @Test("a tree that was copied by hand is judged by what it has: groups, kernel, processes")
    func byHand() throws {
        let home = try TemporaryHome()
        let tree = try HostFixtures.copy("by-hand", in: home, as: "tree")
        let first = try examine(tree)
        #expect(try finding(first, "access.enclave").state == .ok)
        #expect(try finding(first, "device.kernel").state == .cannotCheck)
        try home.write("root:x:0:\naesmd:x:9:\nsgx_prv:x:8:aesmd\n", to: "tree/etc/group")
        try home.write("Linux version 5.4.0-9-generic (buildd@x)", to: "tree/proc/version")
        try home.write("aesm_service\n", to: "tree/proc/77/comm")
        try home.write("User=aesmd\n", to: "tree" + ServiceUnit.path + ".d/user.conf")
        let second = try examine(tree)
        #expect(try finding(second, "access.enclave").seen == "there is no group sgx")
        #expect(try finding(second, "access.provision").seen == "aesmd may use what is sgx_prv's")
        #expect(try finding(second, "access.aesmd").state == .ok)
        #expect(try finding(second, "device.kernel").explain == "host.kernel_old")
        #expect(try finding(second, "service.aesmd").state == .ok)
        try home.write("root:x:0:\nsgx_prv:x:8:\n", to: "tree/etc/group")
        #expect(try finding(examine(tree), "access.aesmd").state == .fail)
    }

    @Test("names that would lead out of the tree lead nowhere")
    func paths() throws {
        let home = try TemporaryHome()
        try home.write("outside", to: "outside")
        try home.write("inside", to: "tree/a/inside")
        let host = try #require(SavedHost(at: home.path + "/tree"))
        #expect(host.read("/a/../../outside", most: 100).value == nil)
        #expect(host.read("/a/../a/inside", most: 100).value == nil)
        #expect(host.read("/a/./inside", most: 100).value == Bytes("inside".utf8))
        #expect(host.read("/", most: 100).value == nil)
        #expect(host.read("", most: 100).value == nil)
    }
}
