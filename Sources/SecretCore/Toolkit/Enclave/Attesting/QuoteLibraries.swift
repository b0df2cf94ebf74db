internal import SecretBase

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Intel's libraries that turn an enclave's report into a quote, as far as one can tell from
/// outside of an enclave.
protocol QuoteLibraries: Sendable {
    var state: QuoteLibraryState { get }
}

enum QuoteLibraryState: Hashable, Sendable {
    /// The library, and why it cannot be loaded.
    case absent(String, why: String)
    /// The quoting enclave could not be asked; the library's number for why.
    case failing(UInt32)
    /// The quoting enclave is there; its quotes have as many bytes.
    case ready(quoteBytes: UInt32)

    var text: String {
        switch self {
        case .absent(let name, let why): "\(name) cannot be loaded: \(why)"
        case .failing(let code):
            "\(LoadedLibraries.quoting) answers 0x\(String(code, radix: 16))"
                + Self.explanation(of: code)
        case .ready: "\(LoadedLibraries.quoting) reaches the quoting enclave"
        }
    }

    /// The catalogue's, where it has one.
    private static func explanation(of code: UInt32) -> String {
        let word = "0x" + String(code, radix: 16)
        let remedy = Catalogue.shared.remedy(for: word)
        return remedy.isEmpty ? "" : ": \(remedy)"
    }
}

/// The libraries of this machine, loaded when they are asked. They stay loaded: what they started
/// must not be pulled from under it.
struct LoadedLibraries: QuoteLibraries {
    static let quoting = "libsgx_dcap_ql.so.1"
    /// Where the platform's certificates come from.
    static let provider = "libdcap_quoteprov.so.1"
    private static let targetInfoCount = 512

    /// Source: Intel SGX ECDSA quote library, sgx_dcap_ql_wrapper.h.
    private typealias TargetInfo = @convention(c) (UnsafeMutableRawPointer?) -> UInt32
    private typealias QuoteSize = @convention(c) (UnsafeMutablePointer<UInt32>?) -> UInt32

    var state: QuoteLibraryState {
        for name in [Self.provider, Self.quoting] where dlopen(name, RTLD_NOW) == nil {
            return .absent(name, why: Self.reason())
        }
        guard let library = dlopen(Self.quoting, RTLD_NOW),
            let target = dlsym(library, "sgx_qe_get_target_info"),
            let size = dlsym(library, "sgx_qe_get_quote_size"),
            dlsym(library, "sgx_qe_get_quote") != nil
        else { return .absent(Self.quoting, why: Self.reason()) }
        var info = Bytes(repeating: 0, count: Self.targetInfoCount)
        let asked = info.withUnsafeMutableBytes {
            unsafeBitCast(target, to: TargetInfo.self)($0.baseAddress)
        }
        guard asked == 0 else { return .failing(asked) }
        var count: UInt32 = 0
        let sized = unsafeBitCast(size, to: QuoteSize.self)(&count)
        return sized == 0 ? .ready(quoteBytes: count) : .failing(sized)
    }

    private static func reason() -> String {
        dlerror().map { String(cString: $0) } ?? "it is of another kind"
    }
}
