internal import SecretBase
internal import SecretChain
internal import SecretWire
internal import SwiftProtobuf

/// A proposal before it is submitted: from flags, or from a file as `secretcli` takes it.
///
/// The file is JSON: `title`, `summary`, `messages` (gateway JSON with `@type`), `deposit`
/// (`"100000000uscrt"`), `metadata`, `expedited`.
public struct ProposalDraft: Sendable {
    var title: String
    var summary: String
    var metadata: String
    var isExpedited: Bool
    var messages: [Google_Protobuf_Any]
    var deposit: Coins
    /// What the messages would do, in plain words.
    let effects: [String]

    /// A text, which does nothing by itself.
    public init(
        title: String, summary: String, metadata: String = "", isExpedited: Bool = false
    ) {
        self.title = title
        self.summary = summary
        // The chain takes no proposal that has neither messages nor metadata.
        self.metadata = metadata.isEmpty ? title : metadata
        self.isExpedited = isExpedited
        messages = []
        deposit = .none
        effects = ["nothing by itself: it is a text"]
    }

    /// Throws `.badFile` for what the chain would not take.
    public init(file: String) throws {
        try self.init(InputFile.read(file), named: file)
    }

    init(_ bytes: Bytes, named name: String) throws {
        let refuse = { (why: String) in GovFailure.badFile(name, why: why) }
        guard let json = try? JSONValue(parsing: bytes), let members = json.members else {
            throw refuse("wanted an object of JSON")
        }
        let known = ["title", "summary", "metadata", "expedited", "messages", "deposit"]
        for member in members where !known.contains(member.name) {
            throw refuse("'\(member.name)' is not known; known: \(known.joined(separator: ", "))")
        }
        title = json["title"]?.string ?? ""
        summary = json["summary"]?.string ?? ""
        metadata = json["metadata"]?.string ?? ""
        isExpedited = json["expedited"] == .bool(true)
        let list = json["messages"]?.array ?? []
        messages = try list.enumerated().map { index, message in
            do {
                let wire = try GatewayJSON.decode(message.bytes(), as: "google.protobuf.Any")
                return try Google_Protobuf_Any(serializedBytes: wire)
            } catch {
                throw refuse("messages[\(index)]: \(error)")
            }
        }
        do {
            deposit = try json["deposit"]?.string.map { try Coins(parsing: $0) } ?? .none
        } catch {
            throw refuse("deposit: \(error)")
        }
        effects =
            list.isEmpty ? ["nothing by itself: it is a text"] : list.map(ProposalEffect.words)
        if messages.isEmpty, metadata.isEmpty { metadata = title }
        guard !title.isEmpty, !summary.isEmpty else { throw refuse("title and summary are needed") }
    }
}
