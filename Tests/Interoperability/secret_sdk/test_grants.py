"""secret-sdk 1.8.3, unmodified: lets others send its messages and pays their fees; vesting accounts."""

import time
import unittest

from contracts import Prepared, get
from node import client, funded_wallet
from secret_sdk.client.lcd.api.tx import CreateTxOptions
from secret_sdk.core import Coin, Coins
from secret_sdk.core.authz import (
    AuthorizationGrant,
    GenericAuthorization,
    MsgExecAuthorized,
    MsgGrantAuthorization,
    MsgRevokeAuthorization,
    SendAuthorization,
)
from secret_sdk.core.bank import MsgSend
from secret_sdk.core.fee import Fee
from secret_sdk.core.feegrant import BasicAllowance, MsgGrantAllowance, MsgRevokeAllowance
from secret_sdk.core.staking import MsgDelegate
from secret_sdk.key.mnemonic import MnemonicKey
from secret_sdk.protobuf.cosmos.base.v1beta1 import Coin as CoinProto
from secret_sdk.protobuf.cosmos.vesting.v1beta1 import (
    MsgCreatePeriodicVestingAccount,
    MsgCreateVestingAccount,
    Period,
)

SCRT = 1_000_000
SEND = "/cosmos.bank.v1beta1.MsgSend"


class Case(unittest.TestCase):
    def setUp(self):
        self.lcd = client()
        self.granter = funded_wallet(self.lcd)
        self.grantee = funded_wallet(self.lcd)
        self.other = MnemonicKey().acc_address

    def found(self, sent):
        """The chain's answer once the transaction is in a block."""
        self.assertEqual(sent.code or 0, 0, sent.raw_log)
        path = f"/cosmos/tx/v1beta1/txs/{sent.txhash}"
        deadline = time.monotonic() + 30
        while True:
            answer = get(path)
            if "tx_response" in answer:
                return answer["tx_response"]
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)

    def sent(self, wallet, options):
        signed = wallet.create_and_sign_tx(options)
        return self.lcd.tx.broadcast_sync(self.lcd.tx.encode(signed))

    def deliver(self, wallet, *messages):
        return self.found(wallet.create_and_broadcast_tx(list(messages), gas=400_000))

    def works(self, wallet, *messages):
        answer = self.deliver(wallet, *messages)
        self.assertEqual(answer["code"], 0, answer["raw_log"])
        return answer

    @staticmethod
    def values(answer, kind, key):
        return [
            a["value"] for e in answer["events"] if e["type"] == kind
            for a in e["attributes"] if a["key"] == key
        ]

    def balance(self, address):
        coin = self.lcd.bank.balance(address)[0].get("uscrt")
        return int(coin.amount) if coin else 0


class Grants(Case):
    def grant(self, authorization):
        return self.works(self.granter, MsgGrantAuthorization(
            self.granter.key.acc_address, self.grantee.key.acc_address,
            AuthorizationGrant(authorization, "2100-01-01T00:00:00Z")))

    def exec(self, *messages):
        return self.deliver(
            self.grantee, MsgExecAuthorized(self.grantee.key.acc_address, list(messages)))

    def send(self, amount):
        return MsgSend(self.granter.key.acc_address, self.other, Coins(uscrt=amount))

    def test_a_grant_is_given_used_and_taken_back(self):
        granter, grantee = self.granter.key.acc_address, self.grantee.key.acc_address
        given = self.grant(GenericAuthorization(SEND))
        self.assertEqual(
            self.values(given, "cosmos.authz.v1beta1.EventGrant", "msg_type_url"),
            [f'"{SEND}"'])
        found = self.lcd.authz.grants(granter, grantee)
        self.assertEqual([g.authorization.msg for g in found], [SEND])
        self.assertEqual(found[0].expiration.year, 2100)
        self.assertEqual(len(self.lcd.authz.granter(granter)), 1)
        self.assertEqual(len(self.lcd.authz.grantee(grantee)), 1)
        used = self.exec(self.send(5), self.send(6))
        self.assertEqual(used["code"], 0, used["raw_log"])
        self.assertEqual(self.balance(self.other), 11)
        self.assertEqual(
            self.values(used, "transfer", "authz_msg_index"), ["0", "1"])
        self.works(self.granter, MsgRevokeAuthorization(granter, grantee, SEND))
        self.assertEqual(self.lcd.authz.grants(granter, grantee), [])
        refused = self.exec(self.send(5))
        self.assertEqual((refused["codespace"], refused["code"]), ("authz", 2))
        self.assertIn("authorization not found", refused["raw_log"])

    def test_a_limit_is_spent(self):
        granter, grantee = self.granter.key.acc_address, self.grantee.key.acc_address
        self.grant(SendAuthorization(Coins(uscrt=10)))
        self.assertEqual(self.exec(self.send(4))["code"], 0)
        left = self.lcd.authz.grants(granter, grantee, SEND)[0].authorization.spend_limit
        self.assertEqual(int(left.get("uscrt").amount), 6)
        refused = self.exec(self.send(7))
        self.assertEqual(
            refused["raw_log"],
            "failed to execute message; message index: 0: requested amount is more than spend "
            "limit: insufficient funds")
        self.assertEqual(self.exec(self.send(6))["code"], 0)
        self.assertEqual(self.lcd.authz.grants(granter, grantee), [])


class Fees(Case):
    def pay(self, amount):
        """The grantee sends a coin; the granter is to pay the fee."""
        options = CreateTxOptions(
            msgs=[MsgSend(self.grantee.key.acc_address, self.other, Coins(uscrt=1))],
            fee=Fee(100_000, Coins(uscrt=amount), granter=self.granter.key.acc_address))
        return self.sent(self.grantee, options)

    def test_an_allowance_pays_fees_until_it_is_spent(self):
        granter, grantee = self.granter.key.acc_address, self.grantee.key.acc_address
        self.works(self.granter, MsgGrantAllowance(
            granter, grantee, BasicAllowance(Coins(uscrt=15_000), None)))
        shown = self.lcd.feegrant.allowance(granter, grantee)
        self.assertEqual((shown["granter"], shown["grantee"]), (granter, grantee))
        self.assertEqual(int(shown["allowance"].spend_limit.get("uscrt").amount), 15_000)
        before = self.balance(granter), self.balance(grantee)
        answer = self.found(self.pay(10_000))
        self.assertEqual(answer["code"], 0, answer["raw_log"])
        self.assertEqual(answer["tx"]["auth_info"]["fee"]["granter"], granter)
        self.assertEqual(self.values(answer, "tx", "fee_payer"), [granter])
        self.assertEqual(self.values(answer, "use_feegrant", "grantee"), [grantee])
        self.assertEqual(self.balance(granter), before[0] - 10_000)
        self.assertEqual(self.balance(grantee), before[1] - 1)
        allowances, _ = self.lcd.feegrant.allowances(grantee)
        self.assertEqual(
            [int(a["allowance"].spend_limit.get("uscrt").amount) for a in allowances], [5_000])
        issued = get(f"/cosmos/feegrant/v1beta1/issued/{granter}")["allowances"]
        self.assertEqual([i["grantee"] for i in issued], [grantee])
        refused = self.pay(10_000)
        self.assertEqual((refused.codespace, refused.code), ("feegrant", 2))
        self.assertIn("does not allow to pay fees for", refused.raw_log)
        self.works(self.granter, MsgRevokeAllowance(granter, grantee))
        self.assertEqual(self.lcd.feegrant.allowances(grantee)[0], [])

    def test_nobody_pays_without_an_allowance(self):
        refused = self.pay(10_000)
        self.assertEqual((refused.codespace, refused.code), ("sdk", 38))


class Vesting(Case):
    def create(self, proto, name):
        self.works(self.granter, Prepared(f"/cosmos.vesting.v1beta1.{name}", proto))

    def by(self, key, message):
        """Delivers; the client's wallet does not find the numbers of vesting accounts itself."""
        account = self.lcd.auth.account_info(key.acc_address)
        return self.found(self.sent(self.lcd.wallet(key), CreateTxOptions(
            msgs=[message], fee=Fee(400_000, Coins(uscrt=100_000)),
            account_number=int(account.get_account_number()),
            sequence=int(account.get_sequence()))))

    def test_a_vesting_account_is_read_delegates_and_cannot_spend(self):
        key = MnemonicKey()
        end = int(time.time()) + 100_000
        self.create(
            MsgCreateVestingAccount(
                from_address=self.granter.key.acc_address, to_address=key.acc_address,
                amount=[CoinProto("uscrt", str(10 * SCRT))], end_time=end, delayed=True),
            "MsgCreateVestingAccount")
        self.works(
            self.granter,
            MsgSend(self.granter.key.acc_address, key.acc_address, Coins(uscrt=SCRT)))
        account = self.lcd.auth.account_info(key.acc_address)
        self.assertEqual(type(account).__name__, "DelayedVestingAccount")
        self.assertEqual(int(account.base_vesting_account.end_time), end)
        coins, _ = self.lcd.bank.spendable_balances(key.acc_address)
        self.assertEqual(int(coins.get("uscrt").amount), SCRT)
        refused = self.by(key, MsgSend(key.acc_address, self.other, Coins(uscrt=SCRT)))
        self.assertEqual((refused["codespace"], refused["code"]), ("sdk", 5))
        self.assertIn("spendable balance ", refused["raw_log"])
        validator = self.lcd.staking.validators()[0][0].operator_address
        done = self.by(key, MsgDelegate(key.acc_address, validator, Coin("uscrt", 8 * SCRT)))
        self.assertEqual(done["code"], 0, done["raw_log"])
        shown = get(f"/cosmos/auth/v1beta1/accounts/{key.acc_address}")["account"]
        self.assertEqual(
            shown["base_vesting_account"]["delegated_vesting"],
            [{"denom": "uscrt", "amount": str(8 * SCRT)}])

    def test_an_account_vests_bit_by_bit_or_part_by_part(self):
        key, parts = MnemonicKey(), MnemonicKey()
        now = int(time.time())
        self.create(
            MsgCreateVestingAccount(
                from_address=self.granter.key.acc_address, to_address=key.acc_address,
                amount=[CoinProto("uscrt", "1000")], end_time=now + 100_000),
            "MsgCreateVestingAccount")
        account = self.lcd.auth.account_info(key.acc_address)
        self.assertEqual(type(account).__name__, "ContinuousVestingAccount")
        self.assertEqual(account.get_sequence(), 0)
        self.create(
            MsgCreatePeriodicVestingAccount(
                from_address=self.granter.key.acc_address, to_address=parts.acc_address,
                start_time=now - 1000, vesting_periods=[
                    Period(length=10, amount=[CoinProto("uscrt", "7")]),
                    Period(length=100_000, amount=[CoinProto("uscrt", "3")]),
                ]),
            "MsgCreatePeriodicVestingAccount")
        shown = get(f"/cosmos/auth/v1beta1/accounts/{parts.acc_address}")["account"]
        self.assertEqual(shown["@type"], "/cosmos.vesting.v1beta1.PeriodicVestingAccount")
        self.assertEqual([p["length"] for p in shown["vesting_periods"]], ["10", "100000"])
        coins, _ = self.lcd.bank.spendable_balances(parts.acc_address)
        self.assertEqual(int(coins.get("uscrt").amount), 7)


class Upgrades(unittest.TestCase):
    def test_nothing_is_planned(self):
        self.assertIsNone(get("/cosmos/upgrade/v1beta1/current_plan")["plan"])
        versions = get("/cosmos/upgrade/v1beta1/module_versions")["module_versions"]
        self.assertIn({"name": "authz", "version": "2"}, versions)
        self.assertEqual(get("/cosmos/upgrade/v1beta1/applied_plan/v2")["height"], "0")
        authority = get("/cosmos/upgrade/v1beta1/authority")["address"]
        self.assertEqual(authority, "secret10d07y265gmmuvt4z0w9aw880jnsr700jc88vt0")

    def test_nothing_is_switched_off(self):
        self.assertEqual(get("/cosmos/circuit/v1/disable_list")["disabled_list"], [])
        accounts = get("/cosmos/circuit/v1/accounts")
        self.assertEqual((accounts["accounts"], accounts["pagination"]["total"]), ([], "0"))


if __name__ == "__main__":
    unittest.main()
