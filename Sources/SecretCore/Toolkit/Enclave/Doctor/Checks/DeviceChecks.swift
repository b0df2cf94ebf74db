internal import SecretBase

/// The kernel's driver: what it is, and its devices.
extension Examination {
    mutating func checkDevices() {
        checkKernel()
        checkDevice("device.enclave", "/dev/sgx_enclave", older: "/dev/sgx/enclave")
        checkDevice("device.provision", "/dev/sgx_provision", older: "/dev/sgx/provision")
        checkOldDriver()
    }

    private mutating func checkKernel() {
        let id = "device.kernel"
        guard let kernel else { return unknown(id, "the kernel's version is not known") }
        let least = "\(policy.kernelMin.major).\(policy.kernelMin.minor)"
        if kernel.isNewEnough { return ok(id, "\(kernel.text), which has the driver") }
        fail(id, "\(kernel.text) is older than \(least)", "host.kernel_old", .certain)
    }

    private mutating func checkDevice(_ id: String, _ path: String, older: String) {
        if let entry = [path, older].compactMap({ host.entry($0).value }).first {
            let group = entry.group.map { accounts.name(ofGroup: $0) }
            let seen = "\(path) is there"
            return ok(id, group.map { "\(seen), group \($0), mode \(entry.modeText)" } ?? seen)
        }
        let reading = host.entry(path)
        guard reading.isAbsent else {
            if case .unknown(let why) = reading { unknown(id, why) }
            return
        }
        // Where the processor shows no SGX there can be no device: the one remedy is for both.
        if let fault = processorFault, let word = fault.explain {
            return fail(id, "no \(path)", word, fault.likelihood ?? .likely)
        }
        let isContainer = ["/.dockerenv", "/run/.containerenv"].contains { host.has($0) == true }
        fail(
            id, "no \(path)", isContainer ? "host.container_without_device" : "SGX_ERROR_NO_DEVICE",
            .likely)
    }

    /// Why the processor offers no SGX, where that was found.
    var processorFault: HostFinding? {
        findings.first { ["cpu.vendor", "cpu.sgx"].contains($0.id) && $0.state == .fail }
    }

    private mutating func checkOldDriver() {
        let id = "device.old_driver"
        switch host.has("/dev/isgx") {
        case true?: fail(id, "/dev/isgx of the driver for EPID", "host.old_driver", .certain)
        case false?: ok(id, "no driver of the EPID era")
        case nil: unknown(id, "/dev is not there to look at")
        }
    }
}
