internal import SecretAttestation
internal import SecretBase

/// The processor: maker, family, SGX, microcode, and what runs above it.
extension Examination {
    mutating func checkProcessor() {
        guard let info = processor.value else {
            let why =
                if case .unknown(let why) = processor { why } else { "there is no /proc/cpuinfo" }
            for check in ["vendor", "model", "sgx", "microcode"] { unknown("cpu.\(check)", why) }
            unknown("cpu.machine", why)
            return
        }
        guard info.vendor == "GenuineIntel" else {
            let isAMD = info.vendor == "AuthenticAMD" || info.vendor == "HygonGenuine"
            fail(
                "cpu.vendor", "\(info.vendor), \(info.name)",
                isAMD ? "host.cpu_amd" : "host.cpu_other", .certain)
            for check in ["model", "sgx", "microcode"] {
                unknown("cpu.\(check)", "only Intel's processors have SGX")
            }
            checkMachine(info)
            return
        }
        ok("cpu.vendor", "Intel, \(info.name)")
        checkModel(info)
        checkFlags(info)
        checkMicrocode(info)
        checkMachine(info)
    }

    private mutating func checkModel(_ info: ProcessorInfo) {
        let known = policy.processor(info)
        let seen = "\(info.signature) " + (known.map { $0.name } ?? "a model not listed")
        switch known?.verdict {
        case .supported: ok("cpu.model", seen)
        case nil: warn("cpu.model", seen, "host.cpu_unlisted")
        case .withoutSGX: fail("cpu.model", seen, "host.cpu_without_sgx", .certain)
        case .withoutLaunchControl:
            fail("cpu.model", seen, "host.cpu_without_launch_control", .likely)
        case .endOfLife: checkEndOfLife(info, seen)
        }
    }

    /// What the platform's own certificate says of its kind is surer than its model.
    private mutating func checkEndOfLife(_ info: ProcessorInfo, _ seen: String) {
        let denied = verifier.policy?.fmspcDenied ?? []
        let own = attestation.value?.fields.fmspc.map { Hex.encode($0) }
        if let own, !denied.contains(own) {
            return warn(
                "cpu.model", seen, "host.cpu_end_of_life",
                evidence: ["its own FMSPC \(own) is not on the network's list"])
        }
        let listed = own.map { [$0] } ?? denied.filter { $0.contains(info.fmspcStem) }
        fail(
            "cpu.model", seen, "host.cpu_end_of_life", own == nil ? .likely : .certain,
            evidence: listed.map { "FMSPC \($0) is on the network's end-of-life list" })
    }

    private mutating func checkFlags(_ info: ProcessorInfo) {
        let flags = ["sgx", "sgx_lc"].filter(info.flags.contains)
        if flags.count == 2 { return ok("cpu.sgx", "flags sgx and sgx_lc") }
        let kernel = self.kernel
        let evidence =
            ["flags: \(flags.isEmpty ? "neither sgx nor sgx_lc" : flags.joined())"]
            + logged("disabled by BIOS") + logged("Launch Control")
        func fail(_ word: String, _ likelihood: Likelihood) {
            self.fail(
                "cpu.sgx", "SGX is not offered to the system", word, likelihood,
                evidence: evidence)
        }
        if policy.processor(info)?.verdict == .withoutSGX {
            return fail("host.cpu_without_sgx", .certain)
        }
        if isVirtual { return fail("host.vm_without_sgx", .likely) }
        if !logged("disabled by BIOS").isEmpty { return fail("host.bios_sgx_off", .certain) }
        if softwareGuardStatus == 2 {
            return fail("host.bios_software_controlled", .certain)
        }
        if let kernel, !kernel.isNewEnough { return fail("host.kernel_old", .likely) }
        if flags == ["sgx"] { return fail("host.bios_launch_control", .likely) }
        fail("host.bios_sgx_off", .likely)
    }

    /// How the firmware has SGX: 0 off, 1 on, 2 left to software; nil where it does not say.
    ///
    /// Source: the EFI variable SOFTWAREGUARDSTATUS; four bytes of attributes stand before it.
    var softwareGuardStatus: UInt8? {
        let name = "SOFTWAREGUARDSTATUS-9cb2e73f-7325-40f4-a484-659bb344c3cd"
        let bytes = host.read("/sys/firmware/efi/efivars/\(name)", most: 64).value ?? []
        return bytes.count > 4 ? bytes[4] & 3 : nil
    }

    private mutating func checkMicrocode(_ info: ProcessorInfo) {
        guard let microcode = info.microcode else {
            return unknown("cpu.microcode", "/proc/cpuinfo has no microcode")
        }
        let text = "0x\(String(microcode, radix: 16))"
        guard microcode != 0xffff_ffff, !(isVirtual && microcode <= 1) else {
            return unknown("cpu.microcode", "the hypervisor hides it (\(text))")
        }
        guard let least = policy.processor(info)?.microcodeMin[info.signature] else {
            return ok("cpu.microcode", "\(text); no least version is known for \(info.signature)")
        }
        let wanted = "0x\(String(least, radix: 16))"
        if microcode >= least { return ok("cpu.microcode", "\(text), least \(wanted)") }
        fail(
            "cpu.microcode", "\(text) is older than \(wanted)", "OutOfDate", .likely,
            evidence: ["\(info.signature), policy of \(policy.checked)"])
    }

    /// Whether this is a machine, a guest or a container.
    private mutating func checkMachine(_ info: ProcessorInfo) {
        let maker = host.word("/sys/class/dmi/id/sys_vendor") ?? ""
        let product = host.word("/sys/class/dmi/id/product_name") ?? ""
        let words = [maker, product].filter { !$0.isEmpty }.joined(separator: ", ")
        let isContainer = ["/.dockerenv", "/run/.containerenv"].contains { host.has($0) == true }
        let place = isContainer ? "in a container on " : ""
        guard isVirtual else {
            return ok("cpu.machine", place + "bare metal" + (words.isEmpty ? "" : ": \(words)"))
        }
        let isAzure =
            maker == "Microsoft Corporation"
            && host.word("/sys/class/dmi/id/chassis_asset_tag")
                == "7783-7084-3265-9085-8269-3286-77"
        if isAzure { return ok("cpu.machine", place + "a guest of Azure") }
        warn(
            "cpu.machine", place + "a guest" + (words.isEmpty ? "" : " of \(words)"),
            "host.vm")
    }
}
