import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Who may send which messages in whose name. Source: chain specification §4.8; cosmos-sdk
/// `x/authz/keeper`.
struct AuthzModule {
    let context: LedgerContext

    /// Whom a grant is between, and for messages of which type.
    struct Place {
        let granter: Party
        let grantee: Party
        let typeURL: String

        var key: Bytes { AuthzKeys.grant(by: granter.address, to: grantee.address, typeURL) }
    }

    private static let gasPerQueueItem: UInt64 = 20

    func grant(at place: Place) throws(LedgerFault) -> AuthzGrant? {
        guard let value = try context.read(place.key) else { return nil }
        return try AuthzGrant(stored: value, "grant")
    }

    /// Stores a grant in the place of one that may be there; `expiration` is nil for ever.
    func save(
        _ authorization: Google_Protobuf_Any, until expiration: Timestamp?, at place: Place
    ) throws(LedgerFault) {
        let now = context.header.time
        if let expiration, expiration <= now {
            throw .refused(
                AuthzError.invalidExpiration,
                "expiration must be after the current block time (\(now.text(.none))), got "
                    + expiration.text(.none))
        }
        let old = try grant(at: place).flatMap { $0.hasExpiration ? Timestamp($0.expiration) : nil }
        if let old, old != expiration { try unqueue(place, old) }
        if let expiration, old != expiration { try queue(place, expiration) }
        var grant = AuthzGrant()
        grant.authorization = authorization
        if let expiration { grant.expiration = expiration.wire }
        try context.write(grant.stored(), place.key)
        context.emit(.grant(place.typeURL, by: place.granter, to: place.grantee))
    }

    /// Puts what is left of an authorization in its place.
    func update(_ authorization: Google_Protobuf_Any, at place: Place) throws(LedgerFault) {
        guard var grant = try grant(at: place) else {
            throw .refused(AuthzError.noAuthorization)
        }
        grant.authorization = authorization
        try context.write(grant.stored(), place.key)
    }

    func delete(at place: Place) throws(LedgerFault) {
        guard let grant = try grant(at: place) else {
            // The chain prints the key's bytes as if they were text.
            let key = String(decoding: place.key.dropFirst(), as: UTF8.self)
            throw .refused(
                AuthzError.noAuthorization, "failed to delete grant with key \(key)")
        }
        if grant.hasExpiration { try unqueue(place, Timestamp(grant.expiration)) }
        try context.delete(place.key)
        context.emit(.revoke(place.typeURL, by: place.granter, to: place.grantee))
    }

    // MARK: Expiry

    private func queueKey(_ place: Place, _ time: Timestamp) -> Bytes {
        AuthzKeys.queue(time, by: place.granter.address, to: place.grantee.address)
    }

    private func queue(_ place: Place, _ time: Timestamp) throws(LedgerFault) {
        let key = queueKey(place, time)
        var item = AuthzGrantQueueItem()
        if let value = try context.read(key) {
            item = try AuthzGrantQueueItem(stored: value, "grant queue")
        }
        item.msgTypeUrls.append(place.typeURL)
        try context.write(item.stored(), key)
    }

    /// The last of the list takes the place of the one that goes, as on the chain.
    private func unqueue(_ place: Place, _ time: Timestamp) throws(LedgerFault) {
        let key = queueKey(place, time)
        guard let value = try context.read(key) else {
            throw .refused(
                AuthzError.noGrantKey,
                "can't remove grant from the expire queue, grant key not found")
        }
        var item = try AuthzGrantQueueItem(stored: value, "grant queue")
        for (index, typeURL) in item.msgTypeUrls.enumerated() {
            try context.meter.consume(Self.gasPerQueueItem, "grant queue")
            guard typeURL == place.typeURL else { continue }
            item.msgTypeUrls.swapAt(index, item.msgTypeUrls.count - 1)
            item.msgTypeUrls.removeLast()
            try context.write(item.stored(), key)
            break
        }
    }

    /// Forgets what expired before this block; a grant that ends with the block's very time is
    /// still good in it.
    func beginBlock() throws(LedgerFault) {
        let until = AuthzKeys.queue + StakingKeys.timeKey(context.header.time) + [0]
        let due = try context.entries(KeyRange(from: AuthzKeys.queue, to: until))
        for (key, value) in due {
            // Behind the time stand the two addresses, just as behind the prefix of a grant.
            let pair = key.dropFirst(AuthzKeys.queue.count + AuthzKeys.timeCount)
            try context.delete(key)
            for typeURL in try AuthzGrantQueueItem(stored: value, "grant queue").msgTypeUrls {
                try context.delete(AuthzKeys.grants + pair + Bytes(typeURL.utf8))
            }
        }
    }
}

extension LedgerContext {
    var authz: AuthzModule { AuthzModule(context: self) }
}
