package import SecretBase
import SecretCrypto
import SecretWire

/// Answers of Intel's service or a cache of it, one by one and in any order, from which whole
/// collateral is put together. Nothing of them is checked here but what they are.
package struct CollateralPieces {
    private struct Document {
        let answer: Bytes
        /// The chain that came with it; nil without one.
        let chain: Bytes?
        /// `SGX`, `TDX`, `QE`, `TD_QE`.
        let id: String
    }

    private static let piecesMax = 256

    private var tcbInfos: [Document] = []
    private var identities: [Document] = []
    private var lists: [(list: RevocationList, bytes: Bytes)] = []
    private var signerChains: [Bytes] = []
    private var authorityChains: [(chain: CertificateChain, text: Bytes)] = []
    private var count = 0

    package init() {}

    /// Takes one piece: a body, or a whole answer with its head, whose headers hold the chain of
    /// who signed it as PEM, mostly escaped as in a URL. Throws for what is none of these.
    package mutating func add(_ bytes: Bytes) throws(AttestationError) {
        count += 1
        guard count <= Self.piecesMax, bytes.count <= Collateral.bytesMax else {
            throw .malformed("collateral: more than \(Self.piecesMax) pieces, or one too long")
        }
        var body = bytes[...]
        var chain: Bytes?
        while body.starts(with: Bytes("HTTP/".utf8)) {
            let (head, rest) = Self.split(body)
            if let found = Self.chain(in: head) { chain = found }
            body = rest
        }
        try add(Bytes(body), chain: chain)
    }

    /// The same, with the chain that its head held.
    package mutating func add(_ body: Bytes, chain: Bytes?) throws(AttestationError) {
        if let chain { try addChain(chain) }
        let start = body.first { !Self.spaces.contains($0) }
        if start == nil, chain != nil { return }
        if start == UInt8(ascii: "{") {
            try addDocument(body, chain: try chain.map(Self.plain))
        } else if Self.plainStart(body).contains("CERTIFICATE-----") {
            try addChain(body)
        } else {
            lists.append((try RevocationList(anyForm: body), body))
        }
    }

    private static let spaces: Set<UInt8> = [0x20, 0x09, 0x0a, 0x0d]

    private static func plainStart(_ body: Bytes) -> String {
        String(decoding: body.prefix(64), as: UTF8.self).replacing("%20", with: " ")
    }

    private static func plain(_ chain: Bytes) throws(AttestationError) -> Bytes {
        try PEMText.unescaped(chain)
    }

    private mutating func addDocument(
        _ answer: Bytes, chain: Bytes?
    ) throws(AttestationError) {
        guard let json = try? JSONValue(parsing: answer) else {
            throw .malformed("collateral: a piece is no JSON")
        }
        if json["tcbInfo"] != nil {
            let signed = try SignedText(answer, signature: [], member: "tcbInfo")
            let id = try TCBInfo(signed.text).id ?? "SGX"
            tcbInfos.append(Document(answer: answer, chain: chain, id: id))
        } else if json["enclaveIdentity"] != nil {
            let signed = try SignedText(answer, signature: [], member: "enclaveIdentity")
            let id = try QEIdentity(signed.text).id
            identities.append(Document(answer: answer, chain: chain, id: id))
        } else {
            throw .malformed("collateral: a piece is JSON, and neither TCB info nor an identity")
        }
    }

    private mutating func addChain(_ escaped: Bytes) throws(AttestationError) {
        let text = try Self.plain(escaped)
        let chain = try CertificateChain(parsing: text)
        guard let first = chain.certificates.first else {
            throw .malformed("collateral: a piece is a chain of no certificates")
        }
        if first.commonName.contains("TCB Signing") {
            signerChains.append(text)
        } else if CollateralKey.Authority(commonName: first.commonName) != nil {
            authorityChains.append((chain, text))
        } else if first.commonName.contains("PCK Certificate"), chain.certificates.count > 1 {
            let upper = chain.certificates.dropFirst().map(\.der)
            let text = PEMText.text(of: upper, label: "CERTIFICATE")
            authorityChains.append((try CertificateChain(parsing: text), text))
        }
    }

    /// Head and rest of an answer; all of it is head where no empty line follows.
    private static func split(
        _ bytes: ArraySlice<UInt8>
    ) -> (head: ArraySlice<UInt8>, rest: ArraySlice<UInt8>) {
        var lineStart = bytes.startIndex
        for index in bytes.indices where bytes[index] == 0x0a {
            let line = bytes[lineStart..<index]
            if line.isEmpty || line.elementsEqual([0x0d]) {
                return (bytes[..<lineStart], bytes[(index + 1)...])
            }
            lineStart = index + 1
        }
        return (bytes, [])
    }

    /// The value of the header that names an issuer's chain.
    package static func chain(in head: ArraySlice<UInt8>) -> Bytes? {
        for line in String(decoding: head, as: UTF8.self).split(whereSeparator: \.isNewline) {
            guard let colon = line.firstIndex(of: ":"),
                line[..<colon].lowercased().hasSuffix("issuer-chain")
            else { continue }
            return Bytes(line[line.index(after: colon)...].drop { $0 == " " }.utf8)
        }
        return nil
    }

    /// Everything that can be put together: one for each TCB info and each authority for platforms
    /// whose list is there. Throws, naming the missing piece, where nothing can.
    package func assembled() throws(AttestationError) -> [CollateralContainer] {
        guard !tcbInfos.isEmpty else { throw missing("TCB info") }
        guard !authorityChains.isEmpty else { throw missing("chain of who certifies platforms") }
        var made: [CollateralContainer] = []
        for info in tcbInfos {
            let wanted = info.id == "TDX" ? "TD_QE" : "QE"
            guard let identity = identities.first(where: { $0.id == wanted }) else {
                throw missing("identity of the quoting enclave (\(wanted))")
            }
            guard let infoChain = info.chain ?? signerChains.first,
                let identityChain = identity.chain ?? signerChains.first
            else { throw missing("chain of who signs TCB info") }
            for (chain, text) in authorityChains {
                guard let root = chain.certificates.last,
                    let rootList = lists.first(where: { $0.list.issuer == root.subject })
                else { throw missing("revocation list of the root") }
                let issuer = chain.certificates[0].subject
                guard let list = lists.first(where: { $0.list.issuer == issuer }) else { continue }
                let container = CollateralContainer(
                    environment: info.id == "TDX" ? 0x81 : 0,
                    parts: [
                        text, rootList.bytes, list.bytes, infoChain, info.answer, identityChain,
                        identity.answer,
                    ])
                if !made.contains(container) { made.append(container) }
            }
        }
        guard !made.isEmpty else { throw missing("revocation list for platforms") }
        return made
    }

    private func missing(_ what: String) -> AttestationError {
        .malformed("collateral: among \(count) pieces there is no \(what)")
    }
}
