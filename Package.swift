// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]
let sealed = strict + [.enableUpcomingFeature("InternalImportsByDefault")]

/// What a room takes from outside: our C modules, and products of other packages.
let outside: [String: [Target.Dependency]] = [
    "Crypto": ["CSodium", "CSecp256k1", "COpenSSL", "CArgon2", "CCrypt"],
    "Wire": ["CZlib", .product(name: "SwiftProtobuf", package: "swift-protobuf")],
    "Chain": [.product(name: "SwiftProtobuf", package: "swift-protobuf")],
    "Wasm": ["CWasmtime"],
    "Storage": [
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
    ],
    "Client": ["CCurl", .product(name: "SwiftProtobuf", package: "swift-protobuf")],
    "Ledger": [.product(name: "SwiftProtobuf", package: "swift-protobuf")],
    "Node": [
        .product(name: "GRPCCore", package: "grpc-swift-2"),
        .product(name: "GRPCNIOTransportHTTP2Posix", package: "grpc-swift-nio-transport"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHPACK", package: "swift-nio-http2"),
        .product(name: "NIOHTTP2", package: "swift-nio-http2"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOWebSocket", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
        .product(name: "SystemPackage", package: "swift-system"),
    ],
]

/// The rooms of the core, lowest first. A room may need only rooms above its own line.
let rooms: [(name: String, needs: [String])] = [
    ("Base", []),
    ("Crypto", ["Base"]),
    ("Wire", ["Base"]),
    ("Wasm", ["Base"]),
    ("Chain", ["Base", "Crypto", "Wire"]),
    ("Attestation", ["Base", "Crypto", "Wire"]),
    ("Storage", ["Base", "Crypto"]),
    ("Keyring", ["Base", "Crypto", "Chain"]),
    ("Client", ["Base", "Wire", "Chain", "Storage"]),
    ("Enclave", ["Base", "Crypto", "Wire", "Chain", "Wasm"]),
    ("Ledger", ["Base", "Crypto", "Wire", "Chain", "Storage"]),
    (
        "Node",
        [
            "Base", "Crypto", "Wire", "Wasm", "Chain", "Attestation", "Storage", "Client",
            "Enclave", "Ledger",
        ]
    ),
]

let core: [Target] = rooms.map { room in
    .target(
        name: "Secret\(room.name)",
        dependencies: room.needs.map { .target(name: "Secret\($0)") }
            + outside[room.name, default: []],
        path: "Sources/SecretCore/\(room.name)",
        swiftSettings: sealed)
}

let system: [Target] = [
    .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
    .systemLibrary(
        name: "CSecp256k1", pkgConfig: "libsecp256k1", providers: [.apt(["libsecp256k1-dev"])]),
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
    .systemLibrary(name: "CCrypt", pkgConfig: "libcrypt", providers: [.apt(["libcrypt-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CCurl"),
    .target(name: "CWasmtime"),
    .target(name: "CContractKit"),
]

/// What a room's tests hold against it beside what it needs itself.
let alsoTested: [String: [String]] = ["Storage": ["Wire", "Chain"]]

let tests: [Target] = rooms.map { room in
    .testTarget(
        name: "\(room.name)Tests",
        dependencies: (room.name == "Node" ? ["ABCIDriver"] : []) + ["TestSupport"]
            + (room.needs + [room.name] + alsoTested[room.name, default: []])
            .map { .target(name: "Secret\($0)") }
            + outside[room.name, default: []],
        swiftSettings: strict)
}

let package = Package(
    name: "secretctl",
    products: [
        .executable(name: "secretctl", targets: ["secretctl"]),
        .library(name: "SecretCore", targets: ["SecretCore"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/grpc/grpc-swift-2", from: "2.4.3"),
        .package(url: "https://github.com/grpc/grpc-swift-nio-transport", from: "2.9.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: core + system + tests + [
        .target(
            name: "SecretCore",
            dependencies: rooms.map { .target(name: "Secret\($0.name)") } + [
                "CContractKit",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ],
            path: "Sources/SecretCore/Toolkit",
            resources: [
                .embedInCode("Profiles/mainnet.json"), .embedInCode("Profiles/testnet.json"),
                .embedInCode("Explain/catalogue.json"), .embedInCode("Explain/chain.json"),
                .embedInCode("Explain/host.json"),
                .embedInCode("Policies/hosts.json"), .embedInCode("Policies/intel.json"),
                .embedInCode("Policies/secret-mainnet.json"),
                .embedInCode("Policies/secret-epid-prod.json"),
                .embedInCode("Policies/secret-epid-test.json"),
            ],
            swiftSettings: sealed),
        .executableTarget(
            name: "secretctl",
            dependencies: [
                "SecretCore",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .target(name: "CSupport", path: "Tests/CSupport"),
        .target(
            name: "TestSupport", dependencies: ["CSupport", "COpenSSL"], path: "Tests/Support",
            swiftSettings: strict),
        .target(
            name: "ABCIDriver",
            dependencies: [
                "SecretBase", "SecretChain", "SecretCrypto", "SecretWire",
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ], path: "Tests/ABCIDriver", swiftSettings: strict),
        .testTarget(
            name: "TranscriptTests",
            dependencies: [
                "TestSupport", "secretctl",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ToolkitTests",
            dependencies: ["TestSupport", "SecretCore"]
                + rooms.map { .target(name: "Secret\($0.name)") }
                + [.product(name: "SwiftProtobuf", package: "swift-protobuf")],
            swiftSettings: strict),
        .testTarget(
            name: "CrashTests",
            dependencies: [
                "TestSupport", "secretctl", "SecretBase", "SecretChain", "SecretCrypto",
                "SecretEnclave", "SecretKeyring", "SecretWire",
            ],
            swiftSettings: strict),
        .testTarget(name: "TidyTests", swiftSettings: strict),
        .executableTarget(
            name: "fuzz", dependencies: rooms.map { .target(name: "Secret\($0.name)") },
            path: "Tests/Fuzz", swiftSettings: strict),
        .executableTarget(
            name: "benchmarks",
            dependencies: [
                "ABCIDriver", "COpenSSL", "CSecp256k1", "SecretAttestation", "SecretBase",
                "SecretChain", "SecretCrypto", "SecretEnclave",
                "SecretLedger", "SecretStorage", "SecretWasm", "SecretWire",
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ],
            path: "Benchmarks", exclude: ["PoET", "Peers"], swiftSettings: strict),
        .executableTarget(
            name: "poet",
            dependencies: [
                "SecretBase", "SecretChain", "SecretCrypto", "SecretLedger", "SecretStorage",
                "SecretWire", .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ],
            path: "Benchmarks/PoET", swiftSettings: strict),
    ]
)
