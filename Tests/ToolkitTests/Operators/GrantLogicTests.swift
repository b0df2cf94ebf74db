import SecretBase
import SecretChain
import SecretWire
import SwiftProtobuf
import Testing

@testable import SecretCore

struct GrantLogicTests {
    @Test("a job of cron gets the rights that it needs, staking only with the validators named")
    func least() throws {
        let validator = Some.address(1)
        let rights = CronJob.compound.rights(with: [validator], most: nil)
        #expect(
            rights == [
                .anything(typeURL: "/cosmos.distribution.v1beta1.MsgWithdrawDelegatorReward"),
                .stake(.delegate, with: [validator], tokensMax: nil),
            ])
        for job in CronJob.allCases {
            for right in job.rights(with: [validator], most: nil) {
                #expect(!MessageWord(typeURL: right.typeURL).isPowerful)
            }
        }
    }

    @Test("rights that the chain has are told in the words in which they were given")
    func words() throws {
        let address = "\(Some.address(1))"
        let stake = try JSONValue(
            parsing: Bytes(
                """
                {"@type":"/cosmos.staking.v1beta1.StakeAuthorization","max_tokens":{"denom":\
                "uscrt","amount":"5000000"},"allow_list":{"address":["\(address)"]},\
                "authorization_type":"AUTHORIZATION_TYPE_DELEGATE"}
                """.utf8))
        let given = GrantedRight.stake(
            .delegate, with: [Some.address(1)], tokensMax: Coin(Amount(uscrt: 5_000_000)))
        #expect(RightWords.words(stake) == RightWords.words(given))
        #expect(RightWords.typeURL(of: stake) == given.typeURL)
        let generic = try JSONValue(
            parsing: Bytes(
                """
                {"@type":"/cosmos.authz.v1beta1.GenericAuthorization","msg":"/cosmos.gov.v1.MsgVote"}
                """.utf8))
        #expect(RightWords.words(generic) == "vote")
    }

    @Test("a right that can empty an account is known as one")
    func powerful() throws {
        #expect(try MessageWord(parsing: "send").isPowerful)
        #expect(try MessageWord(parsing: "cosmos.authz.v1beta1.MsgExec").isPowerful)
        #expect(try !MessageWord(parsing: "vote").isPowerful)
        for text in ["", "votes", "MsgVote", "/cosmos gov", "a.b\u{1b}"] {
            #expect(throws: (any Error).self) { try MessageWord(parsing: text) }
        }
    }

    @Test("a grant's end is a span from the chain's time, or a day to come")
    func ends() throws {
        let now = try Timestamp(parsing: "2026-11-28T12:00:00Z")
        #expect(try GrantEnd(parsing: "1d").time(from: now) == now.adding(seconds: 86_400))
        let day = try GrantEnd(parsing: "2027-01-31").time(from: now)
        #expect(day.text(.none) == "2027-01-31T00:00:00Z")
        #expect(throws: GrantFailure.self) { try GrantEnd(parsing: "2020-01-01").time(from: now) }
        for text in ["", "never", "1", "2027-13-01", "tomorrow"] {
            #expect(throws: GrantFailure.self) { try GrantEnd(parsing: text) }
        }
    }

    @Test("an allowance bounded to messages is packed around one bounded in money and time")
    func allowance() throws {
        let end = try Timestamp(parsing: "2027-01-31T00:00:00Z")
        let allowance = FeeAllowance(
            spendMax: Coins(Amount(uscrt: 7)), expiration: end,
            typeURLs: ["/cosmos.authz.v1beta1.MsgExec"])
        let message = Messages.grantFees(allowance, from: Some.account(1), to: Some.account(2))
        let wire: Bytes = try message.serializedBytes()
        let json = try JSONValue(parsing: GatewayJSON.encode(wire, as: "google.protobuf.Any"))
        let packed = try #require(json["allowance"])
        #expect(packed["@type"]?.string == "/cosmos.feegrant.v1beta1.AllowedMsgAllowance")
        #expect(
            RightWords.allowance(packed)
                == "up to 0.000007 SCRT, until 2027-01-31T00:00:00Z, only to act for whoever "
                + "granted it")
        #expect(RightWords.end(of: packed) == "2027-01-31T00:00:00Z")
    }
}
