import FoundationEssentials
import SecretBase
import SecretChain
import SecretStorage
import SecretWire
import SwiftProtobuf

/// Questions about codes and contracts, and to contracts.
///
/// Source: enclave protocol §8.3; SecretNetwork `x/compute/internal/keeper/querier.go`.
enum ComputeQueries {
    private static let service = "/secret.compute.v1beta1.Query/"

    static let routes: [QueryRoute] = [
        QueryRoute(service + "ContractInfo", contractInfo),
        QueryRoute(service + "ContractsByCodeId", contractsOfCode),
        QueryRoute(service + "QuerySecretContract", answerOfContract),
        QueryRoute(service + "Code", code), QueryRoute(service + "Codes", codes),
        QueryRoute(service + "CodeHashByContractAddress", codeHashOfContract),
        QueryRoute(service + "CodeHashByCodeId", codeHash),
        QueryRoute(service + "LabelByAddress", label),
        QueryRoute(service + "AddressByLabel", labelled),
        QueryRoute(service + "ContractHistory", history),
        QueryRoute(service + "Params", parameters),
        QueryRoute(service + "AuthorizedMigration", authorizedMigration),
        QueryRoute(service + "AuthorizedAdminUpdate", authorizedAdmin),
        QueryRoute(service + "AnalyzeCode", analysis),
    ]

    @Sendable private static func answerOfContract(
        _ request: ComputeQuerySecretContractRequest, _ context: QueryContext
    ) throws -> ComputeQuerySecretContractResponse {
        let contract = try Address(request.contractAddress)
        guard let executor = context.contracts else {
            throw QueryError(plain: "this node has nothing that runs contracts")
        }
        let ledger = try context.scratch()
        ledger.meter = GasMeter(limit: ContractGas.query)
        ledger.calls = ContractCalls(queryingWith: executor)
        var response = ComputeQuerySecretContractResponse()
        do throws(LedgerFault) {
            response.data = Data(
                try ledger.compute.querySmart(
                    contract: contract, query: Bytes(request.query), depth: 1))
        } catch {
            throw Self.error(error)
        }
        return response
    }

    /// A fault of a contract's answer as a status. The chain's program panics without gas, and
    /// prints what it panics with.
    private static func error(_ fault: LedgerFault) -> any Error {
        switch fault {
        case .refused(let refusal): QueryError(refusal)
        case .outOfGas(let location): QueryError(registered: "{\(location)}: panic")
        case .panic(let what): QueryError(registered: "\(what): panic")
        case .storage: fault
        }
    }

    private static func refused(_ error: ComputeError, _ detail: String? = nil) -> QueryError {
        QueryError(Refusal(error, detail))
    }

    static func info(
        of contract: Address, _ context: QueryContext
    ) throws -> ComputeContractInfo {
        guard let value = try context.state.get(ComputeKeys.contract(contract)) else {
            throw refused(.notFound)
        }
        return try shown(value)
    }

    /// A contract as queries show it: the admin's proof is the enclave's own business.
    private static func shown(_ value: Bytes) throws(LedgerFault) -> ComputeContractInfo {
        var info = try ComputeContractInfo(stored: value, "contract")
        info.adminProof = Data()
        return info
    }

    @Sendable private static func contractInfo(
        _ request: ComputeQueryByContractAddressRequest, _ context: QueryContext
    ) throws -> ComputeQueryContractInfoResponse {
        let contract = try Address(request.contractAddress)
        var response = ComputeQueryContractInfoResponse()
        response.contractInfo = try info(of: contract, context)
        response.contractAddress = contract.description
        return response
    }

    @Sendable private static func contractsOfCode(
        _ request: ComputeQueryByCodeIdRequest, _ context: QueryContext
    ) throws -> ComputeQueryContractsByCodeIdResponse {
        guard request.codeID != 0 else { throw refused(.invalid, "code id") }
        var found: [ComputeContractInfoWithAddress] = []
        let prefix = ComputeKeys.contracts
        for (key, value) in try context.state.entries(KeyRange(prefix: prefix)) {
            let info = try shown(value)
            guard info.codeID == request.codeID else { continue }
            var entry = ComputeContractInfoWithAddress()
            entry.contractAddress =
                try Address(bytes: Bytes(key.dropFirst(prefix.count))).description
            entry.contractInfo = info
            found.append(entry)
        }
        guard !found.isEmpty else { throw refused(.notFound) }
        var response = ComputeQueryContractsByCodeIdResponse()
        // Stable, where the chain's order is not: equal places stay in the order of addresses.
        let sorted = found.enumerated().sorted { one, other in
            let (left, right) = (
                one.element.contractInfo.created, other.element.contractInfo.created
            )
            if left.blockHeight != right.blockHeight {
                return left.blockHeight < right.blockHeight
            }
            return left.txIndex == right.txIndex
                ? one.offset < other.offset : left.txIndex < right.txIndex
        }
        response.contractInfos = sorted.map { entry in
            var contract = entry.element
            contract.contractInfo.clearCreated()
            return contract
        }
        return response
    }

    @Sendable private static func label(
        _ request: ComputeQueryByContractAddressRequest, _ context: QueryContext
    ) throws -> ComputeQueryContractLabelResponse {
        var response = ComputeQueryContractLabelResponse()
        response.label = try info(of: Address(request.contractAddress), context).label
        return response
    }

    @Sendable private static func labelled(
        _ request: ComputeQueryByLabelRequest, _ context: QueryContext
    ) throws -> ComputeQueryContractAddressResponse {
        guard let value = try context.state.get(ComputeKeys.label(request.label)) else {
            throw QueryError(Refusal(SDKError.unknownAddress, request.label))
        }
        var response = ComputeQueryContractAddressResponse()
        response.contractAddress = try Address(bytes: value).description
        return response
    }

    @Sendable private static func history(
        _ request: ComputeQueryContractHistoryRequest, _ context: QueryContext
    ) throws -> ComputeQueryContractHistoryResponse {
        let prefix = ComputeKeys.history(of: try Address(request.contractAddress))
        var response = ComputeQueryContractHistoryResponse()
        for (_, value) in try context.state.entries(KeyRange(prefix: prefix)) {
            response.entries.append(
                try ComputeContractCodeHistoryEntry(stored: value, "history"))
        }
        return response
    }

    @Sendable private static func parameters(
        _ request: ComputeParamsRequest, _ context: QueryContext
    ) throws -> ComputeParamsResponse {
        var response = ComputeParamsResponse()
        if let value = try context.state.get(ComputeKeys.parameters) {
            response.params = try ComputeParams(stored: value, "compute parameters")
        } else {
            response.params = ComputeParams()
        }
        return response
    }
}

extension QueryError {
    /// A refusal of the chain's own modules.
    init(_ refusal: Refusal) { self.init(registered: refusal.text) }
}
