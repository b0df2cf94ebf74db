package import SecretBase
package import SecretChain
package import SecretStorage
import SwiftProtobuf

/// What a query is asked of: one height's state, which does not change meanwhile.
struct QueryContext {
    let state: any StateReader
    let header: BlockHeaderInfo
    /// What runs contracts; nil where none can run.
    var contracts: (any ContractExecutor)?
    /// The enclave, for keys that the chain itself does not have; nil where there is none.
    var authenticator: (any NodeAuthenticator)?

    func parameters() throws -> LedgerParameters { try LedgerParameters(reading: state) }

    /// The modules on a branch that is thrown away, for questions that must reckon to answer.
    func scratch() throws -> LedgerContext {
        LedgerContext(
            state: StateBranch(over: state), header: header, parameters: try parameters())
    }
}

/// Answers queries by their gRPC path, whichever way they come.
///
/// Source: chain specification §4.1–4.5, §4.10, §4.14, §4.16.
package struct QueryRouter: Sendable {
    typealias Handler = @Sendable (Bytes, QueryContext) throws -> Bytes

    /// Every query that this ledger answers.
    package static let network = QueryRouter(
        AuthQueries.routes + BankQueries.routes + StakingQueries.routes
            + ComputeQueries.routes + DistributionQueries.routes + MintQueries.routes
            + GovQueries.routes + ConsensusQueries.routes + SlashingQueries.routes
            + EvidenceQueries.routes + AuthzQueries.routes
            + FeegrantQueries.routes + UpgradeQueries.routes
            + CircuitQueries.routes + PoetQueries.routes + RegistrationQueries.routes)

    /// The paths that are answered, e.g. `/cosmos.bank.v1beta1.Query/Balance`, sorted.
    package let paths: [String]
    private let handlers: [String: Handler]

    init(_ routes: [QueryRoute]) {
        handlers = Dictionary(uniqueKeysWithValues: routes.map { ($0.path, $0.handler) })
        paths = routes.map(\.path).sorted()
    }

    /// Whether `answer` knows the path.
    package func knows(_ path: String) -> Bool { handlers[path] != nil }

    /// Takes and gives protobuf. Throws the raw gRPC status; see `QueryError` for what each
    /// transport shows of it. An unknown path is `unimplemented`.
    package func answer(
        _ path: String, _ request: Bytes, state: any StateReader, header: BlockHeaderInfo,
        contracts: (any ContractExecutor)? = nil,
        authenticator: (any NodeAuthenticator)? = nil
    ) throws(QueryError) -> Bytes {
        guard let handler = handlers[path] else {
            throw QueryError(.unimplemented, "unknown query path")
        }
        do {
            return try handler(
                request,
                QueryContext(
                    state: state, header: header, contracts: contracts,
                    authenticator: authenticator))
        } catch let error as QueryError {
            throw error
        } catch let fault as LedgerFault {
            throw QueryError(.internal, Ledger.stop(fault).description)
        } catch let error as any Failure {
            throw QueryError(plain: error.description)
        } catch {
            throw QueryError(.internal, "\(error)")
        }
    }
}

/// One query: its path and who answers.
struct QueryRoute {
    let path: String
    let handler: QueryRouter.Handler

    /// `answer` gets the decoded request and gives the response message.
    init<Request: Message, Response: Message>(
        _ path: String, _ answer: @escaping @Sendable (Request, QueryContext) throws -> Response
    ) {
        self.path = path
        handler = { bytes, context in
            let request: Request
            do {
                request = try Request(serializedBytes: bytes)
            } catch {
                throw QueryError(.invalidArgument, "\(error)")
            }
            return try answer(request, context).serializedBytes()
        }
    }
}
