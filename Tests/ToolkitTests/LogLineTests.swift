import Testing

@testable import SecretCore

/// Lines of logs, as `explain` is given them.
struct LogLineTests {
    @Test(
        "a line with which a node stops finds its entry among what stands around it",
        arguments: [
            (
                #"3:04AM ERR CONSENSUS FAILURE!!! err="runtime error" module=consensus stack="x""#,
                "CONSENSUS FAILURE!!!"
            ),
            (
                #"panic: Initialize node seed failed: SGX_ERROR_FILE_NOT_SEALED"#, "register:1"
            ),
            (
                #"ERR UPGRADE "v1.25" NEEDED at height: 20143200: see the forum module=x/upgrade"#,
                "NEEDED at height"
            ),
            (
                "failed to load latest version: wanted to load target 990 but only found up to 989",
                "wanted to load target"
            ),
            (
                "WRN [replayExecution] Waiting for SGX node trace: height=7 index=0 attempt=3",
                "Waiting for SGX node trace"
            ),
            (
                "Error in validation err=\"wrong Block.Header.AppHash.  Expected 0A, got 0B\"",
                "wrong Block.Header.AppHash"
            ),
            (
                "ERR failed signing vote err=\"height regression. Got 5, last height 9\" height=5",
                "height regression. Got"
            ),
            (
                "ERR found conflicting vote from ourselves; did you unsafe_reset a validator? r=0",
                "found conflicting vote from ourselves; did you unsafe_reset a validator?"
            ),
            (
                "Error: listen tcp 127.0.0.1:26657: bind: address already in use",
                "address already in use"
            ),
            (
                "Error: failed to initialize database: resource temporarily unavailable",
                "resource temporarily unavailable"
            ),
            ("panic: open data/cs.wal: too many open files", "too many open files"),
            ("write data/application.db/1.log: no space left on device", "no space left on device"),
            (
                "[get_driver_type edmm_utility.cpp:111] Failed to open Intel SGX device.88",
                "Failed to open Intel SGX device"
            ),
            (
                "Error: invalid encrypted seed format (requires hex string of length 148)",
                "invalid encrypted seed format"
            ),
            (
                "panic: No such interface “org.freedesktop.DBus.Properties” on object at path /",
                "No such interface “org.freedesktop.DBus"
            ),
            (
                "ERR error in proxyAppConn.FinalizeBlock err=EOF module=state",
                "error in proxyAppConn"
            ),
            (
                "failed to fetch and verify app hash err=\"light block not found\"",
                "light block not found"
            ),
            (
                "failed to fetch err=\"no witnesses connected. please reset light client\"",
                "no witnesses connected. please reset light client"
            ),
        ] as [(String, String)])
    func known(_ line: String, _ word: String) {
        let found = Catalogue.shared.entries(for: line)
        #expect(found.contains { $0.words[0] == word }, "\(found.map { $0.words[0] })")
        #expect(found.count <= 3, "\(found.map { $0.words[0] })")
    }

    @Test("the longer of two words at one place is meant")
    func longest() {
        let line = "x: validator already exist for this pubkey; must use new validator pubkey"
        #expect(Catalogue.shared.entries(for: line).map { $0.words[0] } == ["staking:5"])
        let expired = "message index: 0: authorization expired"
        #expect(Catalogue.shared.entries(for: expired).map { $0.words[0] } == ["authz:6"])
    }

    @Test("a plain word within a sentence is no reason; at its end after a colon it is")
    func plainWords() {
        let refused = Catalogue.shared.entries(for: "refused with InvalidCert, says the enclave")
        #expect(refused.map { $0.words[0] } == ["InvalidCert"])
        #expect(Catalogue.shared.entries(for: "peers in conflict with one another").isEmpty)
        #expect(
            Catalogue.shared.entries(for: "bad signature: unauthorized").map { $0.words[0] }
                == ["sdk:4"])
    }
}
