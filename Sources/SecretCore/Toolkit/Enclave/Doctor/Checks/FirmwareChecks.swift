internal import SecretBase

/// What the firmware's settings let one see.
extension Examination {
    mutating func checkFirmware() {
        checkEnclaveMemory()
        checkThreads()
        checkVoltage()
        checkGraphics()
        checkSecureBoot()
    }

    private mutating func checkEnclaveMemory() {
        let id = "firmware.epc"
        let nodes = (host.names(in: "/sys/devices/system/node").value ?? [])
            .filter { $0.hasPrefix("node") && $0.dropFirst(4).allSatisfy(\.isNumber) }
        var total: Int64 = 0
        var isKnown = false
        for node in nodes.prefix(1024) {
            let file = "/sys/devices/system/node/\(node)/x86/sgx_total_bytes"
            guard let bytes = host.word(file).flatMap({ Int64($0) }), bytes >= 0 else { continue }
            isKnown = true
            total = total.addingReportingOverflow(bytes).partialValue
        }
        let sections = logged("EPC section")
        if !isKnown {
            let sizes = sections.compactMap(Self.sectionSize)
            isKnown = !sizes.isEmpty
            total = sizes.reduce(0) { $0.addingReportingOverflow($1).partialValue }
        }
        let evidence = Array(sections.prefix(4))
        guard isKnown else {
            return unknown(id, "neither sysfs nor the kernel's log tells the size of the EPC")
        }
        let size = Self.size(total)
        if total <= 0 {
            let word = processorFault?.explain ?? "SGX_ERROR_OUT_OF_EPC"
            fail(id, "no protected memory", word, .certain, evidence: evidence)
        } else if total < policy.enclaveMemoryMin {
            fail(
                id, "\(size) of protected memory", "SGX_ERROR_OUT_OF_EPC", .likely,
                evidence: evidence)
        } else {
            ok(id, "\(size) of protected memory", evidence: evidence)
        }
    }

    /// Of `sgx: EPC section 0x1234000-0x5678fff`.
    private static func sectionSize(_ line: String) -> Int64? {
        guard let start = line.firstRange(of: "EPC section 0x") else { return nil }
        let ends = line[start.upperBound...].split(separator: "-", maxSplits: 1)
        guard ends.count == 2, let from = Int64(ends[0], radix: 16),
            ends[1].hasPrefix("0x"),
            let to = Int64(ends[1].dropFirst(2).prefix(while: \.isHexDigit), radix: 16), to > from
        else { return nil }
        return to - from + 1
    }

    /// In the largest unit of which there is one.
    static func size(_ bytes: Int64) -> String {
        for (shift, unit) in [(40, "TiB"), (30, "GiB"), (20, "MiB")] where bytes >> shift > 0 {
            let tenths = (bytes >> (shift - 10)) * 10 / 1024
            return tenths % 10 == 0
                ? "\(tenths / 10) \(unit)" : "\(tenths / 10).\(tenths % 10) \(unit)"
        }
        return "\(bytes) bytes"
    }

    private mutating func checkThreads() {
        let id = "firmware.threads"
        guard let word = host.word("/sys/devices/system/cpu/smt/active") else {
            return unknown(id, "the system does not tell whether hyperthreading is on")
        }
        guard word == "1" else { return ok(id, "hyperthreading is off") }
        if processor.value.flatMap({ policy.processor($0) })?.leaksByThreads == true {
            warn(id, "hyperthreading is on", "INTEL-SA-00161", .likely)
        } else {
            ok(id, "hyperthreading is on; Intel asks nothing of it for this processor")
        }
    }

    private mutating func checkVoltage() {
        let files = policy.overclockingFiles.filter { host.has($0) == true }
        let running = policy.overclockingProcesses.filter {
            processes.value?.contains($0) == true
        }
        let found = files + running.map { "process \($0)" }
        if !found.isEmpty {
            warn(
                "firmware.voltage", "there are tools that change voltages", "INTEL-SA-00289",
                evidence: found)
        } else if policy.overclockingFiles.contains(where: { host.has($0) == nil }) {
            unknown("firmware.voltage", "not known whether there are tools that change voltages")
        } else {
            ok("firmware.voltage", "no tools that change voltages")
        }
    }

    /// Intel's graphics stand at 00:02.0 on the bus wherever they are.
    private mutating func checkGraphics() {
        let id = "firmware.graphics"
        let device = "/sys/bus/pci/devices/0000:00:02.0"
        guard let maker = host.word(device + "/vendor"),
            let kind = host.word(device + "/class")
        else {
            if host.has("/sys/bus/pci/devices") == nil {
                return unknown(id, "the list of PCI devices is not there to read")
            }
            return ok(id, "no integrated graphics")
        }
        if maker == "0x8086", kind.hasPrefix("0x03") {
            warn(id, "integrated graphics are on", "INTEL-SA-00219")
        } else {
            ok(id, "no integrated graphics")
        }
    }

    private mutating func checkSecureBoot() {
        let id = "firmware.secure_boot"
        let path = "/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"
        switch host.read(path, most: 64) {
        case .value(let bytes) where bytes.count > 4:
            // The driver that comes with the kernel is signed with it.
            ok(id, bytes[4] == 1 ? "on; fine with the kernel's own driver" : "off")
        case .value: unknown(id, "the firmware's variable is empty")
        case .absent: ok(id, "not offered: no EFI variables")
        case .unknown(let why): unknown(id, why)
        }
    }
}
