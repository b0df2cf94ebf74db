"""secret-sdk 1.8.3, unmodified: proposals from the first deposit to what they do."""

import time
import unittest

from betterproto.lib.google.protobuf import Any
from contracts import Prepared, get
from node import MNEMONIC_A
from secret_sdk.core import Coins
from secret_sdk.core.gov import MsgDeposit
from secret_sdk.key.mnemonic import MnemonicKey
from secret_sdk.protobuf.cosmos.base.v1beta1 import Coin as CoinProto
from secret_sdk.protobuf.cosmos.distribution.v1beta1 import MsgCommunityPoolSpend
from secret_sdk.protobuf.cosmos.gov.v1 import MsgCancelProposal
from secret_sdk.protobuf.cosmos.gov.v1 import MsgSubmitProposal as Submit
from secret_sdk.protobuf.cosmos.gov.v1 import MsgVote as Vote
from secret_sdk.protobuf.cosmos.gov.v1beta1 import MsgSubmitProposal as SubmitText
from secret_sdk.protobuf.cosmos.gov.v1beta1 import (
    MsgVoteWeighted,
    TextProposal,
    WeightedVoteOption,
)
from test_staking import SCRT, Chain

GOV = "secret10d07y265gmmuvt4z0w9aw880jnsr700jc88vt0"
# The local network's validator: a public test key, never for real funds.
MNEMONIC_VALIDATOR = (
    "push certain add next grape invite tobacco bubble text romance again lava crater pill genius"
    " vital fresh guard great patch knee series era tonight"
)


class Government(Chain):
    def setUp(self):
        super().setUp()
        self.rich = self.lcd.wallet(MnemonicKey(MNEMONIC_A))

    def submit(self, deposit, wallet=None):
        """A text; the client's own class puts the bare content where an Any belongs."""
        wallet = wallet or self.wallet
        text = TextProposal(title="a title", description="words")
        message = Prepared(
            "/cosmos.gov.v1beta1.MsgSubmitProposal",
            SubmitText(
                content=Any(type_url="/cosmos.gov.v1beta1.TextProposal", value=bytes(text)),
                initial_deposit=[CoinProto(denom="uscrt", amount=str(deposit))],
                proposer=wallet.key.acc_address))
        return int(self.values(
            self.done(message, wallet=wallet), "submit_proposal", "proposal_id")[0])

    def test_a_proposal_waits_for_deposits(self):
        number = self.submit(100 * SCRT)
        shown = self.lcd.gov.proposal(number)
        self.assertEqual(shown.content.title, "a title")
        self.assertEqual(get(f"/cosmos/gov/v1beta1/proposals/{number}")["proposal"]["status"],
                         "PROPOSAL_STATUS_DEPOSIT_PERIOD")
        path = f"/cosmos/gov/v1beta1/proposals/{number}"
        self.assertEqual(get(f"{path}/deposits/{self.address}")["deposit"]["amount"],
                         [{"denom": "uscrt", "amount": "100000000"}])
        self.assertIn("inactive proposal", self.refused("gov", 3, Prepared(
            "/cosmos.gov.v1.MsgVote", Vote(proposal_id=number, voter=self.address, option=1))))
        self.assertIn("minimum deposit is too small", self.refused(
            "gov", 16, MsgDeposit(number, self.address, Coins(uscrt=1))))
        response = self.done(
            MsgDeposit(number, self.rich.key.acc_address, Coins(uscrt=900 * SCRT)),
            wallet=self.rich)
        self.assertIn(str(number), self.values(
            response, "proposal_deposit", "voting_period_start"))
        self.assertEqual(len(get(f"{path}/deposits")["deposits"]), 2)
        self.assertEqual(get(f"/cosmos/gov/v1/proposals/{number}")["proposal"]["status"],
                         "PROPOSAL_STATUS_VOTING_PERIOD")
        mine, _ = self.lcd.gov.proposals({"depositor": self.address})
        self.assertEqual([p.proposal_id for p in mine], [number])

    def test_a_vote_can_be_split_and_changed(self):
        self.stake(10 * SCRT)
        number = self.submit(1_000 * SCRT, self.rich)
        options = [
            WeightedVoteOption(option=1, weight=str(7 * 10**17)),
            WeightedVoteOption(option=3, weight=str(3 * 10**17)),
        ]
        self.done(Prepared(
            "/cosmos.gov.v1beta1.MsgVoteWeighted",
            MsgVoteWeighted(proposal_id=number, voter=self.address, options=options)))
        tally = self.lcd.gov.tally(number)
        self.assertEqual((tally["yes"], tally["no"]), (str(7 * SCRT), str(3 * SCRT)))
        self.done(Prepared(
            "/cosmos.gov.v1.MsgVote", Vote(proposal_id=number, voter=self.address, option=2)))
        self.assertEqual(self.lcd.gov.tally(number)["abstain"], str(10 * SCRT))
        path = f"/cosmos/gov/v1/proposals/{number}/votes"
        vote = get(f"{path}/{self.address}")["vote"]
        self.assertEqual(vote["options"], [
            {"option": "VOTE_OPTION_ABSTAIN", "weight": "1.000000000000000000"}])
        self.assertEqual(get(path)["votes"], [vote])
        self.assertIn("total weight lower than 1.00", self.refused("gov", 7, Prepared(
            "/cosmos.gov.v1beta1.MsgVoteWeighted",
            MsgVoteWeighted(proposal_id=number, voter=self.address, options=options[:1]))))

    def test_only_the_proposer_withdraws_a_proposal(self):
        number = self.submit(100 * SCRT)
        self.assertIn("invalid proposer", self.refused("gov", 18, Prepared(
            "/cosmos.gov.v1.MsgCancelProposal",
            MsgCancelProposal(proposal_id=number, proposer=self.rich.key.acc_address)),
            wallet=self.rich))
        response = self.done(Prepared(
            "/cosmos.gov.v1.MsgCancelProposal",
            MsgCancelProposal(proposal_id=number, proposer=self.address)))
        self.assertEqual(self.values(response, "burn", "amount"), ["50000000uscrt"])
        self.assertEqual(get(f"/cosmos/gov/v1/proposals/{number}")["code"], 5)

    def test_what_is_decided_in_a_hurry_is_done(self):
        self.done_community_has(5)
        spend = MsgCommunityPoolSpend(
            authority=GOV, recipient=self.address,
            amount=[CoinProto(denom="uscrt", amount="5")])
        proposer = self.rich.key.acc_address
        response = self.done(Prepared(
            "/cosmos.gov.v1.MsgSubmitProposal",
            Submit(
                messages=[Any(
                    type_url="/cosmos.distribution.v1beta1.MsgCommunityPoolSpend",
                    value=bytes(spend))],
                initial_deposit=[CoinProto(denom="uscrt", amount=str(2_500 * SCRT))],
                proposer=proposer, title="five", summary="for somebody", expedited=True)),
            wallet=self.rich)
        number = self.values(response, "submit_proposal", "proposal_id")[0]
        validator = self.lcd.wallet(MnemonicKey(MNEMONIC_VALIDATOR))
        before, _ = self.lcd.bank.balance(self.address)
        self.done(Prepared(
            "/cosmos.gov.v1.MsgVote",
            Vote(proposal_id=int(number), voter=validator.key.acc_address, option=1)),
            wallet=validator)
        path = f"/cosmos/gov/v1/proposals/{number}"
        deadline = time.monotonic() + 60
        while get(path)["proposal"]["status"] == "PROPOSAL_STATUS_VOTING_PERIOD":
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.5)
        proposal = get(path)["proposal"]
        self.assertEqual(
            (proposal["status"], proposal["failed_reason"]), ("PROPOSAL_STATUS_PASSED", ""))
        after, _ = self.lcd.bank.balance(self.address)
        self.assertEqual(after.get("uscrt").amount - before.get("uscrt").amount, 5)
        self.assertEqual(get(f"{path}/votes")["votes"], [])

    def done_community_has(self, least):
        self.assertGreaterEqual(self.lcd.distribution.community_pool().get("uscrt").amount, least)

    def test_the_rules_are_told(self):
        rules = self.lcd.gov.parameters()
        self.assertEqual(rules["voting_params"]["voting_period"], "90s")
        self.assertEqual(str(rules["tally_params"]["quorum"]), "0.334000000000000000")
        self.assertEqual(rules["deposit_params"]["min_deposit"].get("uscrt").amount, 1_000 * SCRT)
        for kind in ["voting", "tallying", "deposit"]:
            newer = get(f"/cosmos/gov/v1/params/{kind}")["params"]
            self.assertEqual(newer["expedited_voting_period"], "15s")
            self.assertEqual(newer["min_deposit_ratio"], "0.010000000000000000")
        self.assertEqual(get("/cosmos/gov/v1/constitution")["constitution"], "")


if __name__ == "__main__":
    unittest.main()
