import SecretBase
import Testing

@testable import SecretEnclave

@Suite("Answers to contracts")
struct QueryAnswerTests {
    @Test(
        "go through reading and writing as they are",
        arguments: [
            #"{"Ok":{"Ok":"AAEC"}}"#, #"{"Ok":{"Err":{"generic_err":{"msg":"é\n"}}}}"#,
            #"{"Ok":{"Err":{"invalid_base64":{"msg":"m"}}}}"#,
            #"{"Ok":{"Err":{"invalid_utf8":{"msg":"m"}}}}"#,
            #"{"Ok":{"Err":{"not_found":{"kind":"k"}}}}"#, #"{"Ok":{"Err":{"null_pointer":{}}}}"#,
            #"{"Ok":{"Err":{"parse_err":{"target":"t","msg":"m"}}}}"#,
            #"{"Ok":{"Err":{"serialize_err":{"source":"s","msg":"m"}}}}"#,
            #"{"Ok":{"Err":{"unauthorized":{}}}}"#,
            #"{"Ok":{"Err":{"underflow":{"minuend":"1","subtrahend":"2"}}}}"#,
            #"{"Err":{"invalid_request":{"error":"e","request":"AA=="}}}"#,
            #"{"Err":{"invalid_response":{"error":"e","response":"AA=="}}}"#,
            #"{"Err":{"no_such_contract":{"addr":"a"}}}"#, #"{"Err":{"unknown":{}}}"#,
            #"{"Err":{"unsupported_request":{"kind":"k"}}}"#,
            #"{"Err":{"exceeded_recursion_limit":{}}}"#,
        ])
    func roundTrip(_ text: String) throws {
        let answer = try QueryAnswer(parsing: Bytes(text.utf8))
        #expect(String(decoding: answer.json, as: UTF8.self) == text)
    }

    @Test("that cannot be read say why, and carry what came")
    func unreadable() {
        func fault(_ text: String) -> String {
            do throws(SerdeFault) {
                _ = try QueryAnswer.StandardError(parsing: Bytes(text.utf8))
                return "none"
            } catch {
                return String(
                    decoding: QueryAnswer.invalidResponse(Bytes(text.utf8), error).json,
                    as: UTF8.self)
            }
        }
        let words = "Generic error: la la 🤯"
        #expect(
            fault(words)
                == #"{"Err":{"invalid_response":{"error":"expected value at line 1 column 1","#
                + #""response":"\#(Base64.encode(words.utf8))"}}}"#)
        #expect(fault(#"{"generic_err":{"msg":"m"}}"#) == "none")
        #expect(
            String(decoding: QueryAnswer.recursionLimit.json, as: UTF8.self)
                == #"{"Err":{"exceeded_recursion_limit":{}}}"#)
    }
}
