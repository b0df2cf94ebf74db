import Foundation
import SecretBase
import SecretLedger
import SecretWire
import SwiftProtobuf

/// Answers the questions of one reflection stream.
///
/// A file that was sent on the stream is not sent again, unless it is itself asked for.
/// Source: gRPC, `grpc/reflection/v1/reflection.proto`; grpc-go `reflection`.
struct ReflectionAnswers {
    /// Full names of the services that are served.
    let services: [String]
    private let index = ReflectionIndex.network
    private var sent: Set<String> = []

    init(services: [String]) {
        self.services = services
    }

    /// Takes a ServerReflectionRequest and gives a ServerReflectionResponse. What is not found is
    /// an answer, too; throws `InvalidArgument` for what is no question.
    mutating func answer(_ bytes: Bytes) throws(QueryError) -> Bytes {
        let request = try GrpcReflectionServerReflectionRequest(reading: bytes)
        guard let question = request.messageRequest else {
            throw QueryError(.invalidArgument, "the reflection request asks nothing")
        }
        var response = GrpcReflectionServerReflectionResponse()
        response.validHost = request.host
        response.originalRequest = request
        switch question {
        case .listServices: response.listServicesResponse.service = services.map(Self.service)
        case .fileByFilename(let name):
            files(index.file(named: name), "file", name, into: &response)
        case .fileContainingSymbol(let symbol):
            files(index.file(declaring: symbol), "symbol", symbol, into: &response)
        case .fileContainingExtension(let wanted):
            let name = "\(wanted.containingType) \(wanted.extensionNumber)"
            files(nil, "extension", name, into: &response)
        case .allExtensionNumbersOfType(let name):
            if index.hasMessage(name) {
                response.allExtensionNumbersResponse.baseTypeName = name
            } else {
                response.errorResponse = Self.missing("type", name)
            }
        }
        return response.wireBytes
    }

    private mutating func files(
        _ file: SchemaFile?, _ kind: String, _ name: String,
        into response: inout GrpcReflectionServerReflectionResponse
    ) {
        guard let file else {
            response.errorResponse = Self.missing(kind, name)
            return
        }
        var bytes: [Data] = []
        for one in index.closure(of: file) where one.name == file.name || !sent.contains(one.name) {
            sent.insert(one.name)
            bytes.append(Data(one.bytes))
        }
        response.fileDescriptorResponse.fileDescriptorProto = bytes
    }

    private static func service(_ name: String) -> GrpcReflectionServiceResponse {
        var service = GrpcReflectionServiceResponse()
        service.name = name
        return service
    }

    private static func missing(_ kind: String, _ name: String) -> GrpcReflectionErrorResponse {
        var error = GrpcReflectionErrorResponse()
        error.errorCode = Int32(QueryError.Code.notFound.rawValue)
        error.errorMessage = "\(kind) not found: \(name)"
        return error
    }
}
