import Foundation
import TestSupport
import Testing

/// `enclave diff`: the enclave that is installed, the one that runs, and the one that is approved.
struct EnclaveDiffTests {
    private func write(_ bytes: [UInt8], to name: String, in home: TemporaryHome) throws {
        try Data(bytes).write(to: URL(filePath: home.path).appending(path: name))
    }

    /// An enclave signed by the first signer, and a quote of it.
    private func home() throws -> TemporaryHome {
        let home = try TemporaryHome()
        try write(TestEnclave.image([TestEnclave().sigStruct]), to: "enclave.signed.so", in: home)
        try write(TestEnclave().sigStruct, to: "enclave.sig", in: home)
        try write(AttestationWorld().combined(tlv: false), to: "combined.bin", in: home)
        return home
    }

    private func diff(_ home: TemporaryHome, _ words: [String]) async throws -> Binary.Result {
        try await Binary.run(["enclave", "diff"] + words, home: home)
    }

    @Test("a file and its bare signature are the same enclave; another measurement is exit 10")
    func files() async throws {
        let home = try home()
        let same = try await diff(home, ["enclave.signed.so", "enclave.sig", "--json"])
        #expect(same.status == 0, "\(same)")
        let answer = try same.answer()
        #expect(answer["schema"]?.string == "secretctl/enclave-diff/v1")
        #expect(answer["same"]?.bool == true)
        #expect(answer["platform_same"] == .null)
        #expect(answer["subjects"]?[0]?["signed_on"]?.string == "2026-01-31")
        #expect(answer["subjects"]?[0]?["isv_svn"]?.string == "2")
        var other = TestEnclave()
        other.mrEnclave = [UInt8](repeating: 0x99, count: 32)
        other.version = 3
        try write(other.sigStruct, to: "other.sig", in: home)
        let run = try await diff(home, ["enclave.sig", "other.sig"])
        #expect(run.status == 10)
        #expect(run.stdout.hasPrefix("DIFFERENT  MRENCLAVE, version"))
        for line in run.stdout.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        let json = try await diff(home, ["enclave.sig", "other.sig", "--json"])
        let names = try json.answer()["differences"]?.array?.compactMap { $0["field"]?.string }
        #expect(names == ["mrenclave_hex", "isv_svn"])
    }

    @Test("a quote is compared with the file: the signer differs here, and a debug enclave shows")
    func quote() async throws {
        let home = try home()
        let run = try await diff(home, ["enclave.signed.so", "combined.bin", "--json"])
        #expect(run.status == 10)
        let names = try run.answer()["differences"]?.array?.compactMap { $0["field"]?.string }
        #expect(names == ["mrsigner_hex"])
        var debug = AttestationWorld()
        debug.isDebug = true
        try write(debug.quote, to: "debug.bin", in: home)
        let other = try await diff(home, ["enclave.signed.so", "debug.bin", "--json"])
        let more = try other.answer()["differences"]?.array?.compactMap { $0["field"]?.string }
        #expect(more == ["mrsigner_hex", "debug", "attributes_hex"])
        try write(AttestationWorld.tdx().quote, to: "domain.bin", in: home)
        #expect(
            try await diff(home, ["domain.bin", "combined.bin", "--enclave-only"]).status == 10)
        #expect(try await diff(home, ["domain.bin", "domain.bin", "--enclave-only"]).status == 0)
        try write(IASWorld().certificate(), to: "node.der", in: home)
        #expect(try await diff(home, ["node.der", "combined.bin"]).status == 10)
    }

    @Test("two quotes tell what a firmware update changed")
    func firmware() async throws {
        let home = try home()
        var updated = AttestationWorld()
        updated.sgx.pceSVN = 14
        updated.sgx.components[0] = 12
        try write(updated.combined(tlv: true), to: "after.bin", in: home)
        let run = try await diff(home, ["combined.bin", "after.bin", "--json"])
        #expect(run.status == 10)
        #expect(try run.answer()["enclave_same"]?.bool == true)
        #expect(try run.answer()["platform_same"]?.bool == false)
        let names = try run.answer()["differences"]?.array?.compactMap { $0["field"]?.string }
        #expect(names == ["machine_id_hex", "pck_cpusvn_hex", "pck_components_hex", "pcesvn"])
        #expect(try run.answer()["subjects"]?[0]?["tcb_status"]?.string == "UNTRUSTED_ROOT")
        let only = try await diff(home, ["combined.bin", "after.bin", "--enclave-only"])
        #expect(only.status == 0, "\(only)")
        let text = try await diff(home, ["combined.bin", "after.bin"])
        #expect(text.stdout.contains("machine id"))
    }

    @Test("what is approved comes from a flag or a policy, and who is not among it is named")
    func approved() async throws {
        let home = try home()
        let own = String(repeating: "11", count: 32)
        let other = String(repeating: "22", count: 32)
        let run = try await diff(home, ["enclave.sig", "--approved", other, "--approved", own])
        #expect(run.status == 0, "\(run)")
        let json = try await diff(home, ["enclave.sig", "--approved", other, "--json"])
        #expect(json.status == 10)
        #expect(try json.answer()["subjects"]?[0]?["approved"]?.bool == false)
        try home.write(#"{"name": "mine", "mrenclaves": ["\#(own)"]}"#, to: "mine.json")
        #expect(try await diff(home, ["enclave.sig", "--policy", "mine.json"]).status == 0)
        let bare = try await diff(home, ["enclave.sig", "--policy", "intel", "--json"])
        #expect(bare.status == 3)
        #expect(try bare.failure()["code"]?.string == "policy_without_list")
        #expect(try await diff(home, ["enclave.sig"]).status == 2)
        #expect(try await diff(home, ["nothing.sig", "enclave.sig"]).status == 3)
        try home.write("nonsense", to: "text.txt")
        #expect(try await diff(home, ["text.txt", "enclave.sig"]).status == 10)
    }

    @Test("the chain approves what the newest passed upgrade names, and nothing else")
    func chain() async throws {
        let home = try home()
        let own = String(repeating: "11", count: 32)
        func proposal(_ id: Int, _ info: String, _ type: String = "MsgSoftwareUpgrade") -> String {
            """
            {"id": "\(id)", "messages": [{"@type": "/cosmos.upgrade.v1beta1.\(type)", \
            "authority": "", "plan": {"name": "v\(id)", "height": "1", "info": "\(info)"}}], \
            "status": "PROPOSAL_STATUS_PASSED", "final_tally_result": null, "submit_time": null, \
            "deposit_end_time": null, "total_deposit": [], "voting_start_time": null, \
            "voting_end_time": null, "metadata": "", "title": "t", "summary": "s", \
            "proposer": "", "expedited": false, "failed_reason": ""}
            """
        }
        func ask(_ proposals: [String]) async throws -> Binary.Result {
            let list = proposals.joined(separator: ",")
            let node = try StubNode([
                "/cosmos/base/tendermint/v1beta1/node_info": .json(
                    200, #"{"default_node_info": {"network": "secretdev-1"}}"#),
                "/cosmos/gov/v1/proposals": .json(
                    200, "{\"proposals\": [\(list)], \"pagination\": {\"next_key\": null}}"),
            ])
            let run = try await diff(
                home, ["enclave.sig", "--chain", "--node", node.url, "--json"])
            withExtendedLifetime(node) {}
            return run
        }
        let good = try await ask([
            proposal(9, "", "MsgCancelUpgrade"), proposal(7, "MREnclaveHash:\(own)"),
            proposal(3, "MREnclaveHash:" + String(repeating: "33", count: 32)),
        ])
        #expect(good.status == 0, "\(good)")
        #expect(try good.answer()["approved"]?["proposal_id"]?.string == "7")
        let newer = try await ask([
            proposal(8, "MREnclaveHash:" + String(repeating: "33", count: 32)),
            proposal(7, "MREnclaveHash:\(own)"),
        ])
        #expect(newer.status == 10)
        let silent = try await ask([proposal(8, " MREnclaveHash:\(own)")])
        #expect(silent.status == 3)
        #expect(try silent.failure()["code"]?.string == "no_measurement")
        #expect(try await ask([]).failure()["code"]?.string == "no_upgrade_proposal")
    }
}
