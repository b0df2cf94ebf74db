import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf
import Testing

/// Builds the drafts that the `tx` vectors describe.
enum TransactionVectors {
    static let contractMessages: Set = ["MsgInstantiateContract", "MsgExecuteContract"]

    /// Vectors whose messages need no sealing.
    static func plain() throws -> [KnownAnswer] {
        try KnownAnswer.all(["tx"]).filter { vector in
            try vector.input.list("msgs").allSatisfy {
                !contractMessages.contains(try $0.text("type"))
            }
        }
    }

    static func draft(_ input: JSONValue) throws -> TransactionDraft {
        let signer = try Address(input.text("signer"))
        let fee = try #require(input["fee"])
        return TransactionDraft(
            messages: try input.list("msgs").map { try message($0, signer) },
            memo: try input.text("memo"), fee: try coins(fee.list("amount")),
            gasLimit: Gas(try fee.number("gas_limit")),
            timeoutHeight: try input.number("timeout_height"),
            payer: fee["payer"]?.string == "" ? nil : try Address(fee.text("payer")),
            granter: fee["granter"]?.string == "" ? nil : try Address(fee.text("granter")))
    }

    static func place(_ input: JSONValue) throws -> SigningPlace {
        SigningPlace(
            chainID: try input.text("chain_id"),
            accountNumber: try input.number("account_number"),
            sequence: try input.number("sequence"))
    }

    static func mode(_ input: JSONValue) throws -> SignMode {
        try input.text("sign_mode") == "SIGN_MODE_DIRECT" ? .direct : .amino
    }

    static func coin(_ json: JSONValue) throws -> Coin {
        try Coin(
            denom: json.text("denom"), amount: try #require(Int256(try json.text("amount"))))
    }

    static func coins(_ json: [JSONValue]) throws -> Coins {
        try Coins(strictly: json.map(coin))
    }

    static func message(_ json: JSONValue, _ signer: Address) throws -> Google_Protobuf_Any {
        let amount = { try coin(try #require(json["amount"])) }
        let validator = { (name: String) in try ValidatorAddress(json.text(name)) }
        switch try json.text("type") {
        case "MsgSend":
            return try Messages.send(
                coins(json.list("amount")), from: signer, to: Address(json.text("to")))
        case "MsgMultiSend":
            let outputs = try json.list("outputs").map {
                (to: try Address($0.text("address")), amount: try coins($0.list("coins")))
            }
            return try Messages.multiSend(outputs, from: signer)
        case "MsgDelegate":
            return try Messages.delegate(amount(), from: signer, to: validator("validator"))
        case "MsgUndelegate":
            return try Messages.undelegate(amount(), of: signer, from: validator("validator"))
        case "MsgBeginRedelegate":
            return try Messages.redelegate(
                amount(), of: signer, from: validator("src"), to: validator("dst"))
        case "MsgWithdrawDelegatorReward":
            return try Messages.withdrawReward(of: signer, from: validator("validator"))
        case "MsgVote":
            let option = try #require(Messages.VoteOption(rawValue: json.number("option")))
            return try Messages.vote(option, on: json.number("proposal_id"), by: signer)
        case "MsgStoreCode":
            return try Messages.storeCode(
                json.hex("wasm_gz_hex"), by: signer, source: json.text("source"),
                builder: json.text("builder"))
        case let other: throw UnknownMessage(type: other)
        }
    }

    struct UnknownMessage: Error { let type: String }
}
