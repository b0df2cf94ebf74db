import SecretBase
import SecretWire

/// Authz's events are typed ones: values are JSON, keys sorted. Source: chain specification §3.6.
extension Event {
    static func grant(_ typeURL: String, by granter: Party, to grantee: Party) -> Event {
        authz("cosmos.authz.v1beta1.EventGrant", typeURL, granter, grantee)
    }

    static func revoke(_ typeURL: String, by granter: Party, to grantee: Party) -> Event {
        authz("cosmos.authz.v1beta1.EventRevoke", typeURL, granter, grantee)
    }

    private static func authz(
        _ type: String, _ typeURL: String, _ granter: Party, _ grantee: Party
    ) -> Event {
        Event(
            type,
            [
                "grantee": quoted(grantee.text), "granter": quoted(granter.text),
                "msg_type_url": quoted(typeURL),
            ])
    }

    /// A text as JSON writes it, its quotes included.
    private static func quoted(_ text: String) -> String {
        String(decoding: JSONValue.string(text).bytes(.escaped), as: UTF8.self)
    }
}
