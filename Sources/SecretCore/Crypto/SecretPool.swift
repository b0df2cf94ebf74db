import CSodium
import Synchronization

/// Places for short secrets in one locked region: guard pages and locking for each secret by
/// itself cost some 20 µs of system calls, more than most of what is done with it.
struct SecretPool: ~Copyable, @unchecked Sendable {
    // @unchecked Sendable: the region never moves, and each place has one owner at a time.
    /// Keys, seeds and the two halves of a node of a wallet's tree fit.
    static let placeBytes = 64
    /// 32 KiB in all: half of what the meanest limit on locked memory allows.
    private static let placeCount = 512
    static let shared = SecretPool()

    private let region: UnsafeMutableRawPointer?
    private let free: Mutex<[UInt16]>

    private init() {
        Sodium.start()
        // Locked as a whole where the limit allows it, and kept out of core dumps.
        region = sodium_malloc(Self.placeBytes * Self.placeCount)
        if let region { sodium_memzero(region, Self.placeBytes * Self.placeCount) }
        free = Mutex(region == nil ? [] : (0..<UInt16(Self.placeCount)).reversed())
    }

    /// A place full of zeros; `nil` when all are taken.
    borrowing func take() -> UnsafeMutableRawPointer? {
        guard let place = free.withLock({ $0.popLast() }) else { return nil }
        return region.map { $0 + Int(place) * Self.placeBytes }
    }

    /// Wipes a place and gives it back. False for memory that is not of this region.
    borrowing func giveBack(_ memory: UnsafeMutableRawPointer) -> Bool {
        guard let region, memory >= region,
            memory < region + Self.placeBytes * Self.placeCount
        else { return false }
        sodium_memzero(memory, Self.placeBytes)
        free.withLock { $0.append(UInt16((memory - region) / Self.placeBytes)) }
        return true
    }
}
