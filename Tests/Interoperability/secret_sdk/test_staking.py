"""secret-sdk 1.8.3, unmodified: stakes in every way that there is, and every answer about stakes."""

import os
import time
import unittest

from betterproto.lib.google.protobuf import Any
from contracts import Prepared, get
from node import client, funded_wallet
from secret_sdk.client.lcd.params import PaginationOptions
from secret_sdk.core import Coin, Coins
from secret_sdk.core.bech32 import to_val_address
from secret_sdk.core.distribution import (
    MsgFundCommunityPool,
    MsgSetWithdrawAddress,
    MsgWithdrawDelegatorReward,
    MsgWithdrawValidatorCommission,
)
from secret_sdk.core.slashing import MsgUnjail
from secret_sdk.core.staking import MsgBeginRedelegate, MsgDelegate, MsgUndelegate
from secret_sdk.exceptions import LCDResponseError
from secret_sdk.protobuf.cosmos.base.v1beta1 import Coin as CoinProto
from secret_sdk.protobuf.cosmos.crypto.ed25519 import PubKey
from secret_sdk.protobuf.cosmos.distribution.v1beta1 import (
    MsgDepositValidatorRewardsPool,
    MsgSetAutoRestake,
)
from secret_sdk.protobuf.cosmos.staking.v1beta1 import (
    CommissionRates,
    Description,
    MsgCancelUnbondingDelegation,
    MsgCreateValidator,
    MsgEditValidator,
)

SCRT = 1_000_000
KEEP = "[do-not-modify]"


class Chain(unittest.TestCase):
    def setUp(self):
        self.lcd = client()
        self.wallet = funded_wallet(self.lcd)
        self.address = self.wallet.key.acc_address
        every, _ = self.lcd.staking.validators()
        self.validator = max(every, key=lambda one: int(one.tokens)).operator_address

    def deliver(self, *messages, wallet=None):
        sent = (wallet or self.wallet).create_and_broadcast_tx(list(messages), gas=500_000)
        answer = get(f"/cosmos/tx/v1beta1/txs/{sent.txhash}")
        deadline = time.monotonic() + 30
        while "tx_response" not in answer:
            self.assertLess(time.monotonic(), deadline)
            answer = get(f"/cosmos/tx/v1beta1/txs/{sent.txhash}")
        return answer["tx_response"]

    def done(self, *messages, **options):
        response = self.deliver(*messages, **options)
        self.assertEqual(response["code"], 0, response["raw_log"])
        return response

    def refused(self, codespace, code, *messages, **options):
        response = self.deliver(*messages, **options)
        self.assertEqual((response["codespace"], response["code"]), (codespace, code))
        return response["raw_log"]

    def values(self, response, kind, key):
        return [
            a["value"] for e in response["events"] if e["type"] == kind
            for a in e["attributes"] if a["key"] == key
        ]

    def stake(self, amount, validator=None):
        return self.done(
            MsgDelegate(self.address, validator or self.validator, Coin("uscrt", amount)))

    def second_validator(self):
        """One that somebody else runs, and that nobody need know."""
        wallet = funded_wallet(self.lcd)
        address = wallet.key.acc_address
        self.done(
            Prepared(
                "/cosmos.staking.v1beta1.MsgCreateValidator",
                MsgCreateValidator(
                    description=Description(moniker="another"),
                    commission=CommissionRates(
                        rate=str(10**17), max_rate=str(2 * 10**17), max_change_rate=str(10**16)),
                    min_self_delegation="1", delegator_address=address,
                    validator_address=to_val_address(address),
                    pubkey=Any(
                        type_url="/cosmos.crypto.ed25519.PubKey",
                        value=bytes(PubKey(key=os.urandom(32)))),
                    # Below a million there is no power, so the chain needs no signatures of it.
                    value=CoinProto(denom="uscrt", amount="999999"),
                ),
            ),
            wallet=wallet,
        )
        return wallet, to_val_address(address)


class Staking(Chain):
    def test_a_delegation_is_found_from_both_sides(self):
        response = self.stake(5 * SCRT)
        self.assertEqual(
            self.values(response, "delegate", "new_shares"), ["5000000.000000000000000000"])
        mine, _ = self.lcd.staking.delegations(delegator=self.address)
        self.assertEqual([(d.delegation.validator_address, d.balance.amount) for d in mine],
                         [(self.validator, 5 * SCRT)])
        both, _ = self.lcd.staking.delegations(self.address, self.validator)
        self.assertEqual(str(both[0].delegation.shares), str(mine[0].delegation.shares))
        one = self.lcd.staking.delegation(self.address, self.validator)
        self.assertEqual(one["shares"], "5000000.000000000000000000")
        theirs, _ = self.lcd.staking.delegations(
            validator=self.validator, params=PaginationOptions(limit=1000))
        self.assertIn(self.address, [d.delegation.delegator_address for d in theirs])
        bonded, _ = self.lcd.staking.bonded_validators(self.address)
        self.assertEqual([v.operator_address for v in bonded], [self.validator])
        shown = get(f"/cosmos/staking/v1beta1/delegators/{self.address}/validators/{self.validator}")
        self.assertEqual(shown["validator"]["operator_address"], self.validator)

    def test_what_unbonds_is_found_and_can_be_called_back(self):
        self.stake(9 * SCRT)
        response = self.done(MsgUndelegate(self.address, self.validator, Coin("uscrt", 4 * SCRT)))
        height = int(response["height"])
        self.assertEqual(self.values(response, "unbond", "amount"), ["4000000uscrt"])
        for found in [
            self.lcd.staking.unbonding_delegations(delegator=self.address)[0],
            self.lcd.staking.unbonding_delegations(self.address, self.validator)[0],
            [self.lcd.staking.unbonding_delegation(self.address, self.validator)],
            [u for u in self.lcd.staking.unbonding_delegations(
                validator=self.validator, params=PaginationOptions(limit=1000))[0]
             if u.delegator_address == self.address],
        ]:
            entries = [e for one in found for e in one.entries]
            self.assertEqual(
                [(e.creation_height, e.initial_balance, e.balance) for e in entries],
                [(height, 4 * SCRT, 4 * SCRT)])
        cancel = Prepared(
            "/cosmos.staking.v1beta1.MsgCancelUnbondingDelegation",
            MsgCancelUnbondingDelegation(
                delegator_address=self.address, validator_address=self.validator,
                amount=CoinProto(denom="uscrt", amount=str(3 * SCRT)), creation_height=height))
        response = self.done(cancel)
        self.assertEqual(
            self.values(response, "cancel_unbonding_delegation", "creation_height"), [str(height)])
        mine, _ = self.lcd.staking.delegations(self.address, self.validator)
        self.assertEqual(mine[0].balance.amount, 8 * SCRT)
        self.assertIn("greater than the unbonding delegation entry balance",
                      self.refused("sdk", 18, cancel))

    def test_a_stake_moves_on_once(self):
        _, other = self.second_validator()
        self.stake(6 * SCRT)
        self.done(MsgBeginRedelegate(
            self.address, self.validator, other, Coin("uscrt", 2 * SCRT)))
        path = f"/cosmos/staking/v1beta1/delegators/{self.address}/redelegations"
        found = get(path)["redelegation_responses"]
        self.assertEqual(len(found), 1)
        self.assertEqual(found[0]["entries"][0]["balance"], str(2 * SCRT))
        self.assertEqual(found[0]["entries"][0]["redelegation_entry"]["shares_dst"],
                         "2000000.000000000000000000")
        one = get(f"{path}?src_validator_addr={self.validator}&dst_validator_addr={other}")
        self.assertEqual(one["redelegation_responses"], found)
        onward = MsgBeginRedelegate(self.address, other, self.validator, Coin("uscrt", SCRT))
        self.assertIn("redelegation to this validator already in progress",
                      self.refused("staking", 32, onward))
        self.assertIn("cannot redelegate to the same validator", self.refused(
            "staking", 29, MsgBeginRedelegate(
                self.address, self.validator, self.validator, Coin("uscrt", 1))))

    def test_what_cannot_be_is_refused_by_number(self):
        nobody = to_val_address(self.address)
        self.assertIn("validator does not exist", self.refused(
            "staking", 3, MsgDelegate(self.address, nobody, Coin("uscrt", 1))))
        self.assertIn("no delegation for (address, validator) tuple", self.refused(
            "staking", 19, MsgUndelegate(self.address, self.validator, Coin("uscrt", 1))))
        self.assertIn("invalid coin denomination: got uother, expected uscrt", self.refused(
            "sdk", 18, MsgDelegate(self.address, self.validator, Coin("uother", 1))))
        self.stake(SCRT)
        self.assertIn("invalid shares amount", self.refused(
            "sdk", 18, MsgUndelegate(self.address, self.validator, Coin("uscrt", 2 * SCRT))))
        for _ in range(7):
            self.done(MsgUndelegate(self.address, self.validator, Coin("uscrt", 1)))
        self.assertIn("too many unbonding delegation entries", self.refused(
            "staking", 27, MsgUndelegate(self.address, self.validator, Coin("uscrt", 1))))
        with self.assertRaises(LCDResponseError) as caught:
            self.lcd.staking.delegations(self.address, nobody)
        self.assertEqual(caught.exception.response.status, 404)

    def test_an_operator_runs_a_validator(self):
        wallet, validator = self.second_validator()
        shown = self.lcd.staking.validator(validator)
        self.assertEqual(shown.description.moniker, "another")
        self.assertEqual(
            str(shown.commission.commission_rates.max_rate), "0.200000000000000000")
        self.done(Prepared(
            "/cosmos.staking.v1beta1.MsgEditValidator",
            MsgEditValidator(
                description=Description(
                    moniker="renamed", identity=KEEP, website=KEEP, security_contact=KEEP,
                    details=KEEP),
                validator_address=validator)), wallet=wallet)
        self.assertEqual(self.lcd.staking.validator(validator).description.moniker, "renamed")
        self.assertIn("commission cannot be changed more than once in 24h", self.refused(
            "staking", 12, Prepared(
                "/cosmos.staking.v1beta1.MsgEditValidator",
                MsgEditValidator(
                    description=Description(moniker=KEEP), validator_address=validator,
                    commission_rate=str(11 * 10**16))), wallet=wallet))
        self.assertIn("validator not jailed; cannot be unjailed", self.refused(
            "slashing", 5, MsgUnjail(validator), wallet=wallet))
        self.assertIn("no validator commission to withdraw", self.refused(
            "distribution", 7, MsgWithdrawValidatorCommission(validator), wallet=wallet))
        # A gift to the delegators, of whom there is one: a tenth is commission.
        self.done(Prepared(
            "/cosmos.distribution.v1beta1.MsgDepositValidatorRewardsPool",
            MsgDepositValidatorRewardsPool(
                depositor=self.address, validator_address=validator,
                amount=[CoinProto(denom="uscrt", amount="1000")])))
        outstanding = self.lcd.distribution.validator_outstanding_rewards(validator)
        self.assertEqual(outstanding.rewards.get("uscrt").amount, 1000)
        self.assertEqual(
            self.lcd.distribution.validator_commission(validator).get("uscrt").amount, 100)
        taken = self.done(MsgWithdrawValidatorCommission(validator), wallet=wallet)
        self.assertEqual(self.values(taken, "withdraw_commission", "amount"), ["100uscrt"])

    def test_lists_come_in_pages(self):
        self.second_validator()
        first, page = self.lcd.staking.validators(PaginationOptions(limit=1, count_total=True))
        self.assertEqual(len(first), 1)
        self.assertGreater(int(page["total"]), 1)
        second, _ = self.lcd.staking.validators(PaginationOptions(limit=1, key=page["next_key"]))
        self.assertNotEqual(first[0].operator_address, second[0].operator_address)
        unbonded = get("/cosmos/staking/v1beta1/validators?status=BOND_STATUS_UNBONDED")
        self.assertTrue(all(
            v["status"] == "BOND_STATUS_UNBONDED" for v in unbonded["validators"]))
        self.assertEqual(get("/cosmos/staking/v1beta1/validators?status=x")["code"], 3)

    def test_the_rules_are_told(self):
        rules = self.lcd.staking.parameters()
        self.assertEqual(
            (rules["unbonding_time"], rules["bond_denom"], rules["max_entries"]),
            ("90s", "uscrt", 7))
        pool = self.lcd.staking.pool()
        self.assertGreaterEqual(pool.bonded_tokens.amount, 10**17)
        slashing = self.lcd.slashing.parameters()
        self.assertEqual(str(slashing["slash_fraction_double_sign"]), "0.050000000000000000")
        self.assertEqual(
            get("/cosmos/slashing/v1beta1/params")["params"]["downtime_jail_duration"], "600s")
        self.assertEqual(self.lcd.mint.parameters()["mint_denom"], "uscrt")
        self.assertGreater(self.lcd.mint.annual_provisions(), 0)
        self.assertGreater(self.lcd.mint.inflation(), 0)
        distribution = self.lcd.distribution.parameters()
        self.assertEqual(distribution["community_tax"], "0.020000000000000000")
        self.assertEqual(distribution["restake_period"], "1000")

    def test_who_signs_is_told(self):
        infos, _ = self.lcd.slashing.signing_infos()
        self.assertGreater(len(infos), 0)
        one = self.lcd.slashing.signing_info(infos[0]["address"])
        self.assertEqual((one["address"], one["tombstoned"]), (infos[0]["address"], False))
        height = get("/cosmos/base/tendermint/v1beta1/blocks/latest")["block"]["header"]["height"]
        history = get(f"/cosmos/staking/v1beta1/historical_info/{height}")["hist"]
        self.assertIn(self.validator, [v["operator_address"] for v in history["valset"]])
        self.assertEqual(history["header"]["height"], height)
        self.assertEqual(get("/cosmos/evidence/v1beta1/evidence")["evidence"], [])


class Distribution(Chain):
    def test_the_community_is_given_something(self):
        before = self.lcd.distribution.community_pool().get("uscrt").amount
        self.done(MsgFundCommunityPool(self.address, Coins(uscrt=7 * SCRT)))
        after = self.lcd.distribution.community_pool().get("uscrt").amount
        self.assertGreaterEqual(after - before, 7 * SCRT)

    def test_rewards_go_where_they_are_wanted(self):
        self.stake(900 * SCRT)
        self.assertEqual(self.lcd.distribution.withdraw_address(self.address), self.address)
        other = funded_wallet(self.lcd).key.acc_address
        self.done(MsgSetWithdrawAddress(self.address, other))
        self.assertEqual(self.lcd.distribution.withdraw_address(self.address), other)
        response = self.done(MsgWithdrawDelegatorReward(self.address, self.validator))
        self.assertEqual(
            self.values(response, "withdraw_rewards", "delegator"), [self.address])
        path = "/cosmos/distribution/v1beta1"
        self.assertEqual(
            get(f"{path}/delegators/{self.address}/validators")["validators"], [self.validator])
        rewards = get(f"{path}/delegators/{self.address}/rewards/{self.validator}")["rewards"]
        total = get(f"{path}/delegators/{self.address}/rewards")["total"]
        self.assertEqual([c["denom"] for c in rewards], [c["denom"] for c in total])
        info = get(f"{path}/validators/{self.validator}")
        self.assertEqual(set(info), {"operator_address", "self_bond_rewards", "commission"})
        self.assertEqual(
            get(f"{path}/validators/{self.validator}/slashes?ending_height=99")["slashes"], [])

    def test_rewards_are_staked_again_by_themselves(self):
        restake = {"delegator_address": self.address, "validator_address": self.validator}
        url = "/cosmos.distribution.v1beta1.MsgSetAutoRestake"
        self.stake(5 * SCRT)
        self.assertIn("Not enough stake for auto-restaking", self.refused(
            "distribution", 201, Prepared(url, MsgSetAutoRestake(**restake, enabled=True))))
        self.stake(5 * SCRT)
        self.done(Prepared(url, MsgSetAutoRestake(**restake, enabled=True)))
        path = f"/cosmos/distribution/v1beta1/restake_entries?delegator={self.address}"
        self.assertEqual(get(path)["validators"], [self.validator])
        self.done(Prepared(url, MsgSetAutoRestake(**restake, enabled=False)))
        self.assertEqual(get(path)["validators"], [])
        self.assertIn("authorization not found", self.refused(
            "sdk", 38, Prepared(url, MsgSetAutoRestake(**restake, enabled=False))))
        self.assertEqual(
            get("/cosmos/distribution/v1beta1/restake_threshold")["threshold"],
            "10000000.000000000000000000")


if __name__ == "__main__":
    unittest.main()
