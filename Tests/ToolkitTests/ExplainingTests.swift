import SecretBase
import SecretWire
import Testing

@testable import SecretCore

struct ExplainingTests {
    /// The request of every method of the network that a transaction can call.
    static let kinds = Schema.network.methods.filter { $0.service.hasSuffix(".Msg") }
        .compactMap { Schema.network.message($0.input) }

    @Test("every kind of message that the network has is told in words")
    func complete() {
        #expect(Self.kinds.count > 60)
        for shape in Self.kinds {
            #expect(MessageKind.of(shape.name) != nil, "\(shape.name) has no words")
        }
    }

    @Test("a sentence names only fields that its message has")
    func fieldsExist() throws {
        for shape in Self.kinds {
            let kind = try #require(MessageKind.of(shape.name))
            for part in (kind.sentence + kind.note).split(separator: "{").dropFirst() {
                let path = part.prefix { $0 != "}" }
                let first = path.split(separator: ".").first ?? ""
                #expect(shape.field(named: first) != nil, "\(shape.name) has no \(path)")
            }
        }
    }

    @Test("messages within messages are told down to a depth, and no deeper")
    func deep() {
        var json: JSONValue = ["@type": "/cosmos.gov.v1.MsgVote", "option": "VOTE_OPTION_YES"]
        for _ in 0..<40 {
            json = [
                "@type": "/cosmos.authz.v1beta1.MsgExec", "grantee": "me", "msgs": .array([json]),
            ]
        }
        let explanation = MessageExplanation(json)
        #expect(!explanation.isKnown)
        #expect(explanation.isFinal)
        #expect(explanation.lines("1").count < 20)
    }

    @Test("what stands in a message cannot pass for a field of the sentence")
    func braces() {
        let json: JSONValue = [
            "@type": "/cosmos.gov.v1.MsgVote", "voter": "{option}", "option": "VOTE_OPTION_NO",
            "proposal_id": "1",
        ]
        #expect(MessageExplanation(json).words == "{option} votes no on proposal 1")
    }

    @Test("numbers of the chain are told in the units of people")
    func units() {
        func words(_ amount: String, _ denom: String) -> String {
            FieldWords(
                json: ["amount": .array([["denom": .string(denom), "amount": .string(amount)]])]
            ).fill("{amount}")
        }
        #expect(words("1", "uscrt") == "0.000001 SCRT")
        #expect(words("12000000", "uscrt") == "12 SCRT")
        #expect(words("7", "ibc/AB") == "7ibc/AB" || words("7", "ibc/AB") == "7 ibc/AB")
        #expect(
            FieldWords(json: ["rate": "0.050000000000000000"]).fill("{rate}") == "0.05")
    }
}
