internal import SecretBase

/// Whether the node's user and Intel's service may use the devices.
extension Examination {
    mutating func checkAccess() {
        for (id, path) in [
            ("access.enclave", "/dev/sgx_enclave"), ("access.provision", "/dev/sgx_provision"),
        ] { checkAccess(id, of: nodeUser, to: path, because: nodeUserReason) }
        guard let service = accounts.user("aesmd") else {
            return unknown("access.aesmd", "there is no user aesmd")
        }
        checkAccess(
            "access.aesmd", of: service, to: "/dev/sgx_provision", because: "Intel's service")
    }

    /// Where the device itself does not tell, such as in a tree that was copied by hand: by the
    /// group that the system's rules give it to.
    private mutating func checkGroup(
        _ id: String, of user: HostAccounts.User?, for path: String
    ) {
        let name = path.hasSuffix("provision") ? "sgx_prv" : "sgx"
        guard !host.entry(path).isAbsent, !accounts.groups.isEmpty else {
            return unknown(id, "no \(path) whose rights could be read")
        }
        guard let group = accounts.group(name) else {
            return fail(id, "there is no group \(name)", "SGX_ERROR_NO_PRIVILEGE", .likely)
        }
        let members = group.members.filter { $0 != "aesmd" }
        guard let user else {
            return members.isEmpty
                ? fail(id, "nobody is in \(name)", "SGX_ERROR_NO_PRIVILEGE", .likely)
                : ok(id, "in \(name) are \(members.prefix(8).joined(separator: ", "))")
        }
        if user.id == 0 || accounts.isMember(user, of: group.id) {
            ok(id, "\(user.name) may use what is \(name)'s")
        } else {
            fail(id, "\(user.name) is not in \(name)", "SGX_ERROR_NO_PRIVILEGE", .likely)
        }
    }

    private mutating func checkAccess(
        _ id: String, of user: HostAccounts.User?, to path: String, because: String
    ) {
        guard let user, let device = host.entry(path).value, let mode = device.mode,
            let group = device.group
        else { return checkGroup(id, of: user, for: path) }
        let who = "\(user.name) (\(because))"
        if user.id == 0 { return ok(id, "\(user.name) may use \(path)") }
        let name = accounts.name(ofGroup: group)
        if mode & 0o006 == 0o006 || (device.owner == user.id && mode & 0o600 == 0o600) {
            return ok(id, "\(user.name) may use \(path)")
        }
        guard mode & 0o060 == 0o060, accounts.isMember(user, of: group) else {
            return fail(
                id, "\(who) may not use \(path)", "SGX_ERROR_NO_PRIVILEGE", .certain,
                evidence: ["group \(name), mode \(device.modeText)"])
        }
        // The files have it; a session that is older does not.
        if let session = HostUser(host), session.id == user.id, !session.groups.contains(group) {
            return fail(
                id, "\(user.name) is in \(name), and this session is not", "host.relogin", .certain)
        }
        ok(id, "\(user.name) may use \(path), as one of \(name)")
    }
}
