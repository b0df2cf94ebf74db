"""secret-sdk 1.8.3, unmodified, with the SNIP-20 token written in Swift."""

import base64
import json
import unittest

from contracts import Caller
from node import balance
from secret_sdk.core import Coins
from test_contracts import Shared


class Token(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.alice, cls.bob = Caller(), Caller()
        made = cls.alice.instantiate("token", cls.alice.store("token"), {
            "name": "Swift", "symbol": "SWFT", "decimals": 6,
            "prng_seed": base64.b64encode(b"a seed").decode(),
            "initial_balances": [{"address": cls.alice.address, "amount": "1000000"}],
            "config": {
                "public_total_supply": True, "enable_deposit": True, "enable_redeem": True,
                "enable_mint": True, "enable_burn": True,
            },
        }, f"a token of {cls.alice.address}")
        assert made.code == 0, made.raw_log
        cls.contract = made.responses[0].address
        for caller in (cls.alice, cls.bob):
            cls.run_call(caller, {"set_viewing_key": {"key": "open sesame"}})

    @classmethod
    def run_call(cls, caller, message, **options):
        done = caller.execute("token", cls.contract, message, **options)
        assert done.code == 0, caller.lcd.tx.tx_info(done.response["txhash"]).rawlog
        return done.data()

    def amount(self, caller, key="open sesame"):
        answer = caller.query(
            "token", self.contract, {"balance": {"address": caller.address, "key": key}})
        return int(answer["balance"]["amount"])

    def refusal(self, caller, message):
        done = caller.execute("token", self.contract, message)
        self.assertEqual(done.code, 3)
        return caller.lcd.tx.tx_info(done.response["txhash"]).rawlog

    def test_is_described(self):
        info = self.alice.query("token", self.contract, {"token_info": {}})["token_info"]
        self.assertEqual((info["name"], info["symbol"], info["decimals"]), ("Swift", "SWFT", 6))

    def test_a_transfer_moves_tokens_and_is_in_both_histories(self):
        before = self.amount(self.alice), self.amount(self.bob)
        answer = self.run_call(self.alice, {"transfer": {
            "recipient": self.bob.address, "amount": "25", "memo": "for tea", "padding": "…"}})
        self.assertEqual(answer, {"transfer": {"status": "success"}})
        self.assertEqual((self.amount(self.alice), self.amount(self.bob)),
                         (before[0] - 25, before[1] + 25))
        for caller in (self.alice, self.bob):
            history = caller.query("token", self.contract, {"transfer_history": {
                "address": caller.address, "key": "open sesame", "page_size": 1}})
            newest = history["transfer_history"]["txs"][0]
            self.assertEqual(
                (newest["from"], newest["receiver"], newest["coins"], newest["memo"]),
                (self.alice.address, self.bob.address,
                 {"denom": "SWFT", "amount": "25"}, "for tea"))

    def test_nobody_spends_more_than_they_have(self):
        text = self.refusal(self.bob, {"transfer": {
            "recipient": self.alice.address, "amount": "340282366920938463463374607431768211455"}})
        self.assertIn("insufficient funds: balance=", text)

    def test_an_allowance_is_spent_once(self):
        self.run_call(self.alice, {"increase_allowance": {
            "spender": self.bob.address, "amount": "10"}})
        self.run_call(self.bob, {"transfer_from": {
            "owner": self.alice.address, "recipient": self.bob.address, "amount": "7"}})
        left = self.bob.query("token", self.contract, {"allowance": {
            "owner": self.alice.address, "spender": self.bob.address, "key": "open sesame"}})
        self.assertEqual(left["allowance"]["allowance"], "3")
        text = self.refusal(self.bob, {"transfer_from": {
            "owner": self.alice.address, "recipient": self.bob.address, "amount": "7"}})
        self.assertIn("insufficient allowance: allowance=3, required=7", text)

    def test_money_goes_in_and_comes_out(self):
        before = self.amount(self.bob)
        self.run_call(self.bob, {"deposit": {}}, funds=Coins(uscrt=5000))
        self.assertEqual(self.amount(self.bob), before + 5000)
        held = balance(self.bob.lcd, self.contract)
        self.run_call(self.bob, {"redeem": {"amount": "3000"}})
        self.assertEqual(balance(self.bob.lcd, self.contract), held - 3000)
        self.assertEqual(self.amount(self.bob), before + 2000)

    def test_only_minters_mint(self):
        mint = {"mint": {"recipient": self.bob.address, "amount": "5"}}
        self.assertIn("minter accounts only", self.refusal(self.bob, mint))
        self.run_call(self.alice, {"set_minters": {"minters": [self.alice.address]}})
        before = self.amount(self.bob)
        self.run_call(self.alice, mint)
        self.assertEqual(self.amount(self.bob), before + 5)
        self.run_call(self.bob, {"burn": {"amount": "5"}})
        self.assertEqual(self.amount(self.bob), before)

    def test_a_contract_hears_of_tokens_sent_to_it(self):
        Shared.begin()
        probe = Shared.contracts["probe"]
        send = {"recipient": probe, "recipient_code_hash":
                self.alice.lcd.wasm.contract_hash(probe), "amount": "1"}
        # The probe knows no "receive": that it says so shows that it was asked.
        self.assertIn("unknown variant `receive`", self.refusal(self.alice, {"send": send}))

    def test_a_made_key_opens_and_a_wrong_one_does_not(self):
        made = self.run_call(self.bob, {"create_viewing_key": {"entropy": "dice"}})
        key = made["create_viewing_key"]["key"]
        self.amount(self.bob, key)
        answer = self.bob.query("token", self.contract, {"balance": {
            "address": self.bob.address, "key": "open sesame"}})
        self.assertIn("Wrong viewing key", answer["viewing_key_error"]["msg"])
        self.run_call(self.bob, {"set_viewing_key": {"key": "open sesame"}})

    def test_a_permit_opens_without_a_transaction(self):
        permit = self.permit(self.alice, ["balance"])
        ask = {"with_permit": {"permit": permit, "query": {"balance": {}}}}
        answer = self.bob.query("token", self.contract, ask)
        self.assertEqual(int(answer["balance"]["amount"]), self.amount(self.alice))
        permit["params"]["permit_name"] = "another"
        with self.assertRaises(Exception) as caught:
            self.bob.query("token", self.contract, ask)
        self.assertIn("Failed to verify signatures", str(caught.exception))

    def test_a_permit_can_be_revoked(self):
        permit = self.permit(self.bob, ["owner"], "short lived")
        ask = {"with_permit": {"permit": permit, "query": {"balance": {}}}}
        self.bob.query("token", self.contract, ask)
        self.run_call(self.bob, {"revoke_permit": {"permit_name": "short lived"}})
        with self.assertRaises(Exception) as caught:
            self.bob.query("token", self.contract, ask)
        self.assertIn("was revoked by account", str(caught.exception))

    def permit(self, caller, permissions, name="a permit"):
        """Signed as a wallet signs it (SNIP-24)."""
        parameters = {
            "permit_name": name, "allowed_tokens": [self.contract],
            "chain_id": caller.lcd.chain_id, "permissions": permissions,
        }
        document = {
            "account_number": "0", "chain_id": caller.lcd.chain_id,
            "fee": {"amount": [{"amount": "0", "denom": "uscrt"}], "gas": "1"}, "memo": "",
            "msgs": [{"type": "query_permit", "value": {
                name: parameters[name]
                for name in ("allowed_tokens", "permissions", "permit_name")}}],
            "sequence": "0",
        }
        text = json.dumps(document, sort_keys=True, separators=(",", ":"))
        signature = caller.wallet.key.sign(text.encode())
        return {"params": parameters, "signature": {
            "pub_key": {"type": "tendermint/PubKeySecp256k1",
                        "value": base64.b64encode(caller.wallet.key.public_key.key).decode()},
            "signature": base64.b64encode(signature).decode()}}


