internal import SecretBase

/// Intel's service that makes quotes, aesmd.
extension Examination {
    mutating func checkService() {
        let id = "service.aesmd"
        let sockets = ["/run/aesmd/aesm.socket", "/var/run/aesmd/aesm.socket"]
        let socket = sockets.first { host.has($0) == true }
        let isSocketKnown = sockets.contains { host.has($0) != nil }
        let isRunning = processes.value?.contains("aesm_service")
        switch (isRunning, socket) {
        case (true?, .some): ok(id, "aesmd runs, and its socket is there")
        case (nil, .some(let path)):
            ok(id, "its socket is there", evidence: [path, "processes are not known"])
        case (true?, nil) where !isSocketKnown: ok(id, "aesmd runs")
        case (true?, nil):
            fail(id, "aesmd runs without a socket", "SGX_ERROR_SERVICE_UNAVAILABLE", .likely)
        case (false?, .some(let path)):
            // In a container the socket is another host's, and the process is not seen.
            if ["/.dockerenv", "/run/.containerenv"].contains(where: { host.has($0) == true }) {
                ok(id, "its socket is mapped into the container", evidence: [path])
            } else {
                fail(
                    id, "no process aesm_service, and a socket that is left over",
                    "SGX_ERROR_SERVICE_UNAVAILABLE", .certain, evidence: [path])
            }
        case (false?, nil):
            fail(
                id, "no process aesm_service, and no socket", "SGX_ERROR_SERVICE_UNAVAILABLE",
                .certain)
        case (nil, nil) where isSocketKnown:
            fail(id, "no socket of aesmd", "SGX_ERROR_SERVICE_UNAVAILABLE", .likely)
        case (nil, nil): unknown(id, "neither processes nor /run are there to look at")
        }
    }
}
