import SecretBase
import SecretChain
import SecretWire
import Testing

@testable import SecretLedger

/// New coins with each block. The numbers come from an independent reckoning in whole numbers.
@Suite("mint")
struct MintTests {
    private func attributes(_ block: BlockResult) throws -> [String] {
        try #require(block.events.first { $0.type == "mint" }).attributes.map {
            "\($0.key)=\($0.value)"
        }
    }

    @Test("inflation rises towards the goal, and a block gets its share of a year")
    func numbers() throws {
        let chain = try TestChain()
        #expect(
            try attributes(chain.block()) == [
                "bonded_ratio=0.020000000000000000", "inflation=0.130000019982413584",
                "annual_provisions=650000099912067920.000000000000000000",
                "amount=102986301225", "mode=BeginBlock",
            ])
        #expect(
            try attributes(chain.block()) == [
                "bonded_ratio=0.019999999588054803", "inflation=0.130000039964827181",
                "annual_provisions=650000213212359180.079730467533596725",
                "amount=102986319177", "mode=BeginBlock",
            ])
        let inflation: MintQueryInflationResponse = try chain.query(
            "/cosmos.mint.v1beta1.Query/Inflation", MintQueryInflationRequest())
        #expect(Bytes(inflation.inflation) == Bytes("130000039964827181".utf8))
        let annual: MintQueryAnnualProvisionsResponse = try chain.query(
            "/cosmos.mint.v1beta1.Query/AnnualProvisions", MintQueryAnnualProvisionsRequest())
        #expect(
            Bytes(annual.annualProvisions)
                == Bytes("650000213212359180079730467533596725".utf8))
        let supply: BankQuerySupplyOfResponse = try chain.query(
            "/cosmos.bank.v1beta1.Query/SupplyOf",
            {
                var request = BankQuerySupplyOfRequest()
                request.denom = "uscrt"
                return request
            }())
        #expect(supply.amount.amount == "5000000205972620402")
    }

    @Test("the events of a block begin with the mint's, in the chain's order")
    func events() throws {
        let chain = try TestChain()
        let first = try chain.block().events.map(\.type)
        #expect(
            first == [
                "coin_received", "coinbase", "coin_spent", "coin_received", "transfer", "message",
                "mint",
            ])
        let second = try chain.block().events.map(\.type)
        #expect(
            Array(second.dropFirst(7)) == [
                "coin_spent", "coin_received", "transfer", "message", "commission", "rewards",
            ])
    }

    @Test("inflation stays between its ends", arguments: [(0, 2), (100, 0), (67, 1)])
    func ends(bondedPercent: UInt64, direction: Int) throws {
        let rates = try MintModule.Rates(
            {
                var wire = MintParams()
                wire.mintDenom = "uscrt"
                wire.inflationRateChange = Dec(13, places: 2).wireText
                wire.inflationMax = Dec(20, places: 2).wireText
                wire.inflationMin = Dec(7, places: 2).wireText
                wire.goalBonded = Dec(67, places: 2).wireText
                wire.blocksPerYear = 1
                return wire
            }())
        // With one block a year, one step goes all the way.
        var rate = Dec(13, places: 2)
        for _ in 0..<20 {
            rate = try rates.inflation(after: rate, bondedRatio: Dec(bondedPercent, places: 2))
        }
        #expect(rate == [Dec(7, places: 2), Dec(13, places: 2), Dec(20, places: 2)][direction])
    }
}
