import SecretBase
import TestSupport
import Testing

@testable import SecretAttestation

/// How versions are held against Intel's lists.
struct LevelTests {
    private let sgx = AttestationWorld()

    @Test(
        "every status of a level is told as it is",
        arguments: TCBStatus.listed.map(\.rawValue).sorted())
    func statuses(_ status: String) throws {
        var world = sgx
        world.tcbInfo.levels = [.init(status, advisories: ["INTEL-SA-1", "INTEL-SA-2"])]
        let verdict = try world.verdict()
        #expect(verdict.tcbStatus == status)
        #expect(verdict.advisoryIDs == ["INTEL-SA-1", "INTEL-SA-2"])
        #expect((verdict.classWord == "TCB_REVOKED") == (status == "Revoked"))
        #expect(verdict.outcome != .accept)
    }

    @Test("a quoting enclave that is out of date drags the platform with it")
    func convergence() throws {
        let table = [
            ("UpToDate", "OutOfDate"), ("SWHardeningNeeded", "OutOfDate"),
            ("ConfigurationNeeded", "OutOfDateConfigurationNeeded"),
            ("ConfigurationAndSWHardeningNeeded", "OutOfDateConfigurationNeeded"),
            ("OutOfDate", "OutOfDate"),
            ("OutOfDateConfigurationNeeded", "OutOfDateConfigurationNeeded"),
        ]
        for (status, wanted) in table {
            var world = sgx
            world.qeSVN = 7
            world.tcbInfo.levels = [.init(status)]
            #expect(try world.verdict().tcbStatus == wanted, "\(status)")
        }
        #expect(try sgx.word { $0.qeSVN = 5 } == "TCB_REVOKED")
        #expect(try sgx.word { $0.qeSVN = 3 } == "TCB_NOT_SUPPORTED")
        #expect(try sgx.word { $0.qeSVN = 200 } == "UpToDate")
    }

    @Test("versions are compared one by one, and the order of the list does not matter")
    func components() throws {
        var lower = TestTCBInfo.Level("OutOfDate")
        lower.components[2] = 1
        lower.pceSVN = 5
        var world = sgx
        world.tcbInfo.levels = [lower, .init()]
        #expect(try world.verdict().tcbStatus == "UpToDate")
        // Larger as one number, and yet below in one component.
        world.sgx.components[0] = 200
        world.sgx.components[2] = 1
        #expect(try world.verdict().tcbStatus == "OutOfDate")
        world.sgx = TestSGXExtension()
        world.sgx.pceSVN = 12
        #expect(try world.verdict().tcbStatus == "OutOfDate")
        world.sgx.pceSVN = 0x101
        #expect(try world.verdict().tcbStatus == "UpToDate")
        world.sgx.components[2] = 0
        #expect(try world.verdict().classWord == "TCB_NOT_SUPPORTED")
    }

    @Test("the list must be for this platform, in any case of letters")
    func platform() throws {
        #expect(try sgx.word { $0.tcbInfo.fmspc = "00606a000000" } == "UpToDate")
        #expect(try sgx.word { $0.tcbInfo.fmspc = "00606A000001" } == "TCB_INFO_MISMATCH")
        #expect(try sgx.word { $0.tcbInfo.pceID = "0001" } == "TCB_INFO_MISMATCH")
        #expect(try sgx.word { $0.tcbInfo.id = "TDX" } == "TCB_INFO_MISMATCH")
        #expect(try AttestationWorld.tdx().word { $0.tcbInfo.id = "SGX" } == "TCB_INFO_MISMATCH")
    }

    @Test("documents of other versions and kinds are not supported; version 2 is, for SGX")
    func versions() throws {
        #expect(try sgx.word { $0.tcbInfo.tcbType = 1 } == "UNSUPPORTED")
        #expect(try sgx.word { $0.tcbInfo.version = 4 } == "UNSUPPORTED")
        var old = sgx
        old.tcbInfo.version = 2
        old.tcbInfo.id = nil
        #expect(try old.verdict().outcome == .accept)
        #expect(try sgx.word { $0.tcbInfo.levels = [] } == "MALFORMED")
        #expect(try sgx.word { $0.tcbInfo.levels = [.init("Splendid")] } == "MALFORMED")
        #expect(try sgx.word { $0.tcbInfo.levels[0].components[3] = 256 } == "MALFORMED")
        #expect(try sgx.word { $0.tcbInfo.levels[0].components.removeLast() } == "MALFORMED")
    }

    @Test("the quoting enclave must be the one that the identity describes, under its masks")
    func identities() throws {
        let wrong: [(inout AttestationWorld) -> Void] = [
            { $0.identity.id = "QVE" }, { $0.identity.id = "TD_QE" }, { $0.identity.version = 1 },
            { $0.qeProduct = 2 }, { $0.qeSignerMeasurement[31] ^= 1 },
            { $0.qeMiscSelect = [1, 0, 0, 0] }, { $0.qeAttributes[0] = 0x15 | 0x20 },
        ]
        for (index, change) in wrong.enumerated() {
            #expect(try sgx.word(change) == "QE_IDENTITY_MISMATCH", "change \(index)")
        }
        #expect(try sgx.word { $0.qeAttributes[8] = 0xff } == "UpToDate")
        let masked = try sgx.word {
            $0.qeMiscSelect = [1, 0, 0, 0]
            $0.identity.miscMask = "FEFFFFFF"
        }
        #expect(masked == "UpToDate")
        for count in [0, 33, 1000] {
            let authentication = [UInt8](repeating: 1, count: count)
            #expect(try sgx.word { $0.authentication = authentication } == "UpToDate")
        }
    }

    @Test("TDX modules are judged by their own lists")
    func modules() throws {
        let tdx = AttestationWorld.tdx()
        #expect(try tdx.word { $0.teeTCBSVN[0] = 4 } == "OutOfDate")
        #expect(try tdx.word { $0.teeTCBSVN[0] = 2 } == "TCB_NOT_SUPPORTED")
        #expect(try tdx.word { $0.teeTCBSVN[2] = 2 } == "TCB_NOT_SUPPORTED")
        #expect(try tdx.word { $0.teeTCBSVN[1] = 2 } == "TDX_MODULE_MISMATCH")
        #expect(try tdx.word { $0.tcbInfo.moduleLevels = nil } == "TDX_MODULE_MISMATCH")
        #expect(
            try tdx.word { $0.tcbInfo.moduleSigner = String(repeating: "01", count: 48) }
                == "TDX_MODULE_MISMATCH")
        #expect(try tdx.word { $0.tcbInfo.moduleLevels = [(5, "Revoked")] } == "TCB_REVOKED")
        // The first major version has no list, and all its components count.
        var first = tdx
        first.teeTCBSVN = [4, 0, 3] + [UInt8](repeating: 0, count: 13)
        first.tcbInfo.levels[0].tdx[0] = 4
        #expect(try first.verdict().outcome == .accept)
        first.tcbInfo.levels[0].tdx[0] = 5
        #expect(try first.verdict().classWord == "TCB_NOT_SUPPORTED")
        #expect(try first.word { $0.tcbInfo.hasModule = false } == "TCB_NOT_SUPPORTED")
        first.tcbInfo.levels[0].tdx[0] = 4
        #expect(try first.word { $0.tcbInfo.hasModule = false } == "TDX_MODULE_MISMATCH")
    }

    @Test("a domain under a renewed module is advised to start again")
    func relaunch() throws {
        var world = AttestationWorld.tdx(.tdx15, version: 5)
        world.teeTCBSVN[0] = 3
        #expect(try world.verdict().tcbStatus == "TDRelaunchAdvised")
        #expect(try world.word { $0.teeTCBSVN2[0] = 4 } == "OutOfDate")
        #expect(try world.word { $0.teeTCBSVN2[2] = 2 } == "OutOfDate")
        #expect(try world.word { $0.qeSVN = 7 } == "OutOfDate")
        #expect(try world.word { $0.teeTCBSVN2[1] = 9 } == "TDX_MODULE_MISMATCH")
        #expect(try world.word { $0.tcbInfo.levels = [.init("OutOfDate")] } == "OutOfDate")
        #expect(
            try world.word { $0.tcbInfo.levels = [.init("ConfigurationNeeded")] }
                == "TDRelaunchAdvisedConfigurationNeeded")
        // The first major version again: the platform's newest level counts.
        #expect(
            try world.word { $0.teeTCBSVN2 = [1, 0, 3] + $0.teeTCBSVN2[3...] }
                == "TDRelaunchAdvised")
        #expect(
            try world.word {
                $0.teeTCBSVN2 = [1, 0, 3] + $0.teeTCBSVN2[3...]
                $0.tcbInfo.levels[0].tdx[0] = 2
            } == "OutOfDate")
    }

    @Test("what the parts advise is told together, each once")
    func advisories() throws {
        var world = sgx
        world.tcbInfo.levels = [.init("SWHardeningNeeded", advisories: ["A", "B", "A"])]
        #expect(try world.verdict().advisoryIDs == ["A", "B"])
    }
}
