"""secret-sdk 1.8.3, unmodified: earns rewards, takes them, moves its stake, and votes."""

import time
import unittest

from betterproto.lib.google.protobuf import Any
from contracts import Prepared, get
from node import MNEMONIC_A, client, funded_wallet
from secret_sdk.core import Coin, Coins
from secret_sdk.core.bank import MsgSend
from secret_sdk.core.distribution import MsgSetWithdrawAddress, MsgWithdrawDelegatorReward
from secret_sdk.core.staking import MsgDelegate
from secret_sdk.key.mnemonic import MnemonicKey
from secret_sdk.protobuf.cosmos.base.v1beta1 import Coin as CoinProto
from secret_sdk.protobuf.cosmos.gov.v1beta1 import MsgSubmitProposal, MsgVote, TextProposal

SCRT = 1_000_000


class Earning(unittest.TestCase):
    def setUp(self):
        self.lcd = client()
        self.wallet = funded_wallet(self.lcd)
        self.address = self.wallet.key.acc_address
        self.validator = self.lcd.staking.validators()[0][0].operator_address

    def deliver(self, *messages, wallet=None):
        sent = (wallet or self.wallet).create_and_broadcast_tx(list(messages), gas=400_000)
        answer = get(f"/cosmos/tx/v1beta1/txs/{sent.txhash}")
        deadline = time.monotonic() + 30
        while "tx_response" not in answer:
            self.assertLess(time.monotonic(), deadline)
            answer = get(f"/cosmos/tx/v1beta1/txs/{sent.txhash}")
        return answer["tx_response"]

    def test_a_stake_earns_with_each_block(self):
        stake = Coin("uscrt", 900 * SCRT)
        self.assertEqual(
            self.deliver(MsgDelegate(self.address, self.validator, stake))["code"], 0)
        other = MnemonicKey().acc_address
        for _ in range(3):
            self.deliver(MsgSend(self.address, other, Coins(uscrt=1)))
        rewards = self.lcd.distribution.rewards(self.address)
        earned = rewards.rewards[self.validator].get("uscrt").amount
        self.assertGreater(earned, 0)
        self.assertEqual(rewards.total.get("uscrt").amount, earned)
        self.assertEqual(
            self.deliver(MsgSetWithdrawAddress(self.address, other))["code"], 0)
        taken = self.deliver(MsgWithdrawDelegatorReward(self.address, self.validator))
        self.assertEqual(taken["code"], 0, taken["raw_log"])
        amounts = [
            a["value"] for e in taken["events"] if e["type"] == "withdraw_rewards"
            for a in e["attributes"] if a["key"] == "amount"
        ]
        coins, _ = self.lcd.bank.balance(other)
        self.assertEqual([f"{int(coins.get('uscrt').amount) - 3}uscrt"], amounts)

    def test_a_proposal_is_voted_on(self):
        rich = self.lcd.wallet(MnemonicKey(MNEMONIC_A))
        text = TextProposal(title="a title", description="words")
        made = self.deliver(
            Prepared(
                "/cosmos.gov.v1beta1.MsgSubmitProposal",
                MsgSubmitProposal(
                    content=Any(
                        type_url="/cosmos.gov.v1beta1.TextProposal", value=bytes(text)),
                    initial_deposit=[CoinProto(denom="uscrt", amount="1000000000")],
                    proposer=rich.key.acc_address,
                ),
            ),
            wallet=rich,
        )
        self.assertEqual(made["code"], 0, made["raw_log"])
        number = next(
            a["value"] for e in made["events"] for a in e["attributes"]
            if a["key"] == "proposal_id")
        voted = self.deliver(Prepared(
            "/cosmos.gov.v1beta1.MsgVote",
            MsgVote(proposal_id=int(number), voter=self.address, option=3),
        ))
        self.assertEqual(voted["code"], 0, voted["raw_log"])
        votes = get(f"/cosmos/gov/v1beta1/proposals/{number}/votes")["votes"]
        self.assertEqual(
            [v["options"] for v in votes],
            [[{"option": "VOTE_OPTION_NO", "weight": "1.000000000000000000"}]])
        shown = get(f"/cosmos/gov/v1/proposals/{number}")["proposal"]
        self.assertEqual(shown["status"], "PROPOSAL_STATUS_VOTING_PERIOD")
        self.assertEqual(shown["title"], "a title")

    def test_the_chain_tells_how_it_mints(self):
        self.assertEqual(get("/cosmos/mint/v1beta1/params")["params"]["mint_denom"], "uscrt")
        self.assertGreater(float(get("/cosmos/mint/v1beta1/inflation")["inflation"]), 0.13)
        pool = self.lcd.distribution.community_pool()
        self.assertGreater(pool.get("uscrt").amount, 0)


if __name__ == "__main__":
    unittest.main()
