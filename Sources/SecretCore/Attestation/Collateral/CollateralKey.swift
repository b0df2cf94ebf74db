package import SecretBase
import SecretCrypto

/// For which platforms collateral is: kind of processor, who certifies them, kind of environment.
package struct CollateralKey: Hashable, Sendable {
    /// Who issues the certificates of platforms, and so whose list of revoked ones is wanted.
    package enum Authority: String, Sendable, CaseIterable {
        /// Client processors and single sockets.
        case processor
        /// Servers that were registered as one platform.
        case platform

        /// Nil where a certificate's common name is of neither.
        init?(commonName: String) {
            if commonName.contains("PCK Processor CA") {
                self = .processor
            } else if commonName.contains("PCK Platform CA") {
                self = .platform
            } else {
                return nil
            }
        }
    }

    /// 6 bytes.
    package let fmspc: Bytes
    package let authority: Authority
    package let environment: Quote.Environment

    /// Throws unless there are 6 bytes.
    package init(
        fmspc: Bytes, authority: Authority, environment: Quote.Environment = .sgx
    ) throws(AttestationError) {
        guard fmspc.count == 6 else {
            throw .malformed("FMSPC: wanted 6 bytes, got \(fmspc.count)")
        }
        self.fmspc = fmspc
        self.authority = authority
        self.environment = environment
    }

    /// What a quote needs. Throws where it carries no chain of certificates.
    package init(of quote: Quote) throws(AttestationError) {
        let certification = quote.signature.certification
        guard certification.kind == .pckChain,
            let leaf = try CertificateChain(parsing: certification.data).certificates.first
        else {
            throw .unsupported(
                "it carries no certificate of its platform (certification type "
                    + "\(certification.type)), so which collateral it needs cannot be told")
        }
        guard let authority = Authority(commonName: leaf.issuerCommonName) else {
            throw .unsupported("its platform is certified by '\(leaf.issuerCommonName)'")
        }
        try self.init(
            fmspc: SGXExtension(of: leaf).fmspc, authority: authority,
            environment: quote.environment)
    }

    /// What collateral says of itself; whether that is so is another question.
    package init(of collateral: Collateral) throws(AttestationError) {
        let issuers = try CertificateChain(parsing: collateral.pckCRLIssuerChain)
        guard let issuer = issuers.certificates.first,
            let authority = Authority(commonName: issuer.commonName)
        else { throw .malformed("collateral: its list is of no authority for platforms") }
        let info = try TCBInfo(collateral.tcbInfo.text)
        try self.init(
            fmspc: info.fmspc, authority: authority, environment: info.id == "TDX" ? .tdx : .sgx)
    }

    /// `00606a000000-platform-sgx`.
    package var name: String {
        "\(Hex.encode(fmspc))-\(authority.rawValue)-\(environment.rawValue.lowercased())"
    }

    /// Nil for what is no such name.
    package init?(name: String) {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, parts[0] == parts[0].lowercased(),
            let fmspc = try? Hex.decode(parts[0]),
            let authority = Authority(rawValue: parts[1]),
            let environment = ["sgx": Quote.Environment.sgx, "tdx": .tdx][parts[2]],
            let key = try? CollateralKey(
                fmspc: fmspc, authority: authority, environment: environment)
        else { return nil }
        self = key
    }
}
