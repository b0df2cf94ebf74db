"""secret-sdk 1.8.3, unmodified: pays, stakes, finds its transactions, and meets the chain's refusals."""

import base64
import hashlib
import json
import unittest

from node import CHAIN_ID, FAUCET_USCRT, balance, client, funded_wallet, included
from secret_sdk.client.lcd.api.tx import CreateTxOptions
from secret_sdk.core import Coin, Coins
from secret_sdk.core.bank import MsgSend
from secret_sdk.core.mode_info import ModeInfo, ModeInfoSingle
from secret_sdk.core.staking import MsgDelegate, MsgUndelegate
from secret_sdk.core.tx import SignerInfo, SignMode
from secret_sdk.exceptions import LCDResponseError
from secret_sdk.key.mnemonic import MnemonicKey
from secret_sdk.protobuf.cosmos.tx.v1beta1 import BroadcastMode

SEND_FEE = 20_000  # 80,000 gas at the client's 0.25 uscrt
SCRT = 1_000_000


def events(info):
    """(type, key) -> values, from the client's own reading of the transaction."""
    found = {}
    for entry in info.logs:
        found.setdefault((entry["type"], entry["key"]), []).append(entry["value"])
    return found


class Paying(unittest.TestCase):
    """A wallet with money, and an address without."""

    def setUp(self):
        self.lcd = client()
        self.wallet = funded_wallet(self.lcd)
        self.address = self.wallet.key.acc_address
        self.other = MnemonicKey().acc_address

    def payment(self, uscrt, **options):
        message = MsgSend(self.address, self.other, Coins(uscrt=uscrt))
        return CreateTxOptions(msgs=[message], gas="80000", gas_adjustment=1, **options)

    def broadcast(self, tx):
        return self.lcd.tx.broadcast_adapter(tx, mode=BroadcastMode.BROADCAST_MODE_SYNC)


class Payments(Paying):
    def test_sends_and_finds_the_transaction(self):
        sent = self.wallet.send_tokens(self.other, "a memo", Coins(uscrt=3 * SCRT))
        self.assertEqual(sent.code, 0)
        info = included(self.lcd, sent.txhash)
        self.assertEqual(info.code, 0)
        self.assertEqual(info.txhash, sent.txhash)
        self.assertGreater(info.height, 0)
        self.assertEqual(info.gas_wanted, 80_000)
        self.assertGreater(info.gas_wanted, info.gas_used)
        self.assertGreater(info.gas_used, 5_000)
        self.assertEqual(info.rawlog, "")
        self.assertEqual(info.tx.body.memo, "a memo")
        self.assertEqual(info.tx.body.messages[0].to_address, self.other)
        self.assertIn(self.other, events(info)[("transfer", "recipient")])
        self.assertEqual(events(info)[("transfer", "amount")], [f"{3 * SCRT}uscrt"])
        self.assertEqual(balance(self.lcd, self.other), 3 * SCRT)
        self.assertEqual(balance(self.lcd, self.address), FAUCET_USCRT - 3 * SCRT - SEND_FEE)

    def test_hash_is_known_before_it_is_sent(self):
        tx = self.wallet.create_and_sign_tx(self.payment(1))
        wanted = hashlib.sha256(base64.b64decode(self.lcd.tx.encode(tx))).hexdigest().upper()
        sent = self.broadcast(tx)
        self.assertEqual(sent.txhash, wanted)
        self.assertEqual(included(self.lcd, wanted.lower()).txhash, wanted)

    def test_account_shows_key_and_sequence_after_a_payment(self):
        before = self.lcd.auth.account_info(self.address)
        included(self.lcd, self.wallet.send_tokens(self.other, "", Coins(uscrt=1)).txhash)
        after = self.lcd.auth.account_info(self.address)
        self.assertEqual(after.account_number, before.account_number)
        self.assertEqual((before.sequence, after.sequence), (0, 1))
        self.assertEqual(after.public_key.key, self.wallet.key.public_key.key)

    def test_many_payments_in_a_row(self):
        for index in range(5):
            self.assertEqual(self.wallet.sequence(), index)
            included(self.lcd, self.wallet.send_tokens(self.other, "", Coins(uscrt=7)).txhash)
        self.assertEqual(balance(self.lcd, self.other), 35)

    def test_pays_many_at_once(self):
        third = MnemonicKey().acc_address
        sent = self.wallet.multi_send_tokens(
            [self.other, third], "", [Coins(uscrt=5), Coins(uscrt=6)], gas=120_000
        )
        self.assertEqual(included(self.lcd, sent.txhash).code, 0)
        self.assertEqual(balance(self.lcd, self.other), 5)
        self.assertEqual(balance(self.lcd, third), 6)

    def test_amino_signature_is_accepted(self):
        """The client signs direct only; the amino document is put together from its own parts."""
        account = self.wallet.account_number_and_sequence()
        tx = self.wallet.create_tx(self.payment(9, sequence=account["sequence"]))
        document = {
            "account_number": str(account["account_number"]),
            "chain_id": CHAIN_ID,
            "fee": tx.auth_info.fee.to_amino(),
            "memo": "",
            "msgs": [message.to_amino() for message in tx.body.messages],
            "sequence": str(account["sequence"]),
        }
        text = json.dumps(document, sort_keys=True, separators=(",", ":"))
        mode = ModeInfo(single=ModeInfoSingle(mode=SignMode.SIGN_MODE_LEGACY_AMINO_JSON))
        key = self.wallet.key
        tx.auth_info.signer_infos.append(SignerInfo(key.public_key, mode, account["sequence"]))
        tx.signatures.append(key.sign(text.encode()))
        self.assertEqual(included(self.lcd, self.broadcast(tx).txhash).code, 0)
        self.assertEqual(balance(self.lcd, self.other), 9)

    def test_simulates_the_gas(self):
        tx = self.wallet.create_and_sign_tx(self.payment(1))
        gas = self.lcd.tx.estimate_gas(tx, None)
        self.assertGreater(gas, 5_000)
        self.assertLess(gas, 80_000)
        self.assertEqual(self.wallet.sequence(), 0)

    def test_finds_the_transactions_of_a_block(self):
        sent = self.wallet.send_tokens(self.other, "", Coins(uscrt=1))
        height = included(self.lcd, sent.txhash).height
        hashes = [info.txhash for info in self.lcd.tx.tx_infos_by_height(height)]
        self.assertIn(sent.txhash, hashes)


class Refusals(Paying):
    """What the chain refuses, in the words that the client shows."""

    def refused(self, **options):
        with self.assertRaises(Exception) as caught:
            self.wallet.send_tokens(self.other, transfer_amount=Coins(uscrt=1), **options)
        return str(caught.exception)

    def test_more_than_there_is_fails_in_the_block(self):
        sent = self.wallet.send_tokens(self.other, "", Coins(uscrt=2 * FAUCET_USCRT))
        info = included(self.lcd, sent.txhash)
        self.assertEqual(info.code, 5)
        self.assertIn("insufficient funds", info.rawlog)
        self.assertIn("failed to execute message; message index: 0", info.rawlog)
        self.assertEqual(balance(self.lcd, self.address), FAUCET_USCRT - SEND_FEE)
        self.assertEqual(balance(self.lcd, self.other), 0)

    def test_a_fee_that_cannot_be_paid_is_refused(self):
        text = self.refused(gas=80_000, gas_prices="20000000uscrt")
        self.assertIn("code 5", text)
        self.assertIn("insufficient funds", text)

    def test_a_low_fee_is_refused(self):
        text = self.refused(gas=80_000, gas_prices="0.0001uscrt")
        self.assertIn("code 13", text)
        self.assertIn("insufficient fee", text)
        self.assertIn("required:", text)
        self.assertEqual(balance(self.lcd, self.address), FAUCET_USCRT)

    def test_a_wrong_sequence_is_refused(self):
        tx = self.wallet.create_and_sign_tx(self.payment(1, account_number=None, sequence=99))
        with self.assertRaises(Exception) as caught:
            self.broadcast(tx)
        self.assertIn("code 32", str(caught.exception))
        self.assertIn("account sequence mismatch, expected 0, got 99", str(caught.exception))

    def test_a_used_sequence_is_refused(self):
        included(self.lcd, self.wallet.send_tokens(self.other, "", Coins(uscrt=1)).txhash)
        tx = self.wallet.create_and_sign_tx(self.payment(2, sequence=0))
        with self.assertRaises(Exception) as caught:
            self.broadcast(tx)
        self.assertIn("expected 1, got 0", str(caught.exception))

    def test_another_chain_is_refused(self):
        stranger = client()
        stranger.chain_id = "secret-4"
        with self.assertRaises(Exception) as caught:
            stranger.wallet(self.wallet.key).send_tokens(
                self.other, transfer_amount=Coins(uscrt=1)
            )
        self.assertIn("code 4", str(caught.exception))
        self.assertIn("signature verification failed", str(caught.exception))
        self.assertIn(CHAIN_ID, str(caught.exception))

    def test_an_account_without_money_cannot_pay(self):
        wallet = self.lcd.wallet(MnemonicKey())
        with self.assertRaises(LCDResponseError) as caught:
            wallet.send_tokens(self.other, "", Coins(uscrt=1))
        self.assertEqual(caught.exception.response.status, 404)

    def test_too_little_gas_is_refused(self):
        text = self.refused(gas=3_000)
        self.assertIn("code 11", text)
        self.assertIn("out of gas", text)

    def test_a_height_that_has_passed_is_refused(self):
        included(self.lcd, self.wallet.send_tokens(self.other, "", Coins(uscrt=1)).txhash)
        tx = self.wallet.create_and_sign_tx(self.payment(1, timeout_height=1))
        with self.assertRaises(Exception) as caught:
            self.broadcast(tx)
        self.assertIn("code 30", str(caught.exception))

    def test_an_unknown_hash_is_not_found(self):
        with self.assertRaises(LCDResponseError) as caught:
            self.lcd.tx.tx_info("AB" * 32)
        self.assertEqual(caught.exception.response.status, 404)
        self.assertIn("tx not found", str(caught.exception).lower())

    def test_the_same_bytes_twice_are_refused(self):
        tx = self.wallet.create_and_sign_tx(self.payment(1))
        included(self.lcd, self.broadcast(tx).txhash)
        with self.assertRaises(Exception) as caught:
            self.broadcast(tx)
        self.assertRegex(str(caught.exception), "code (19|32)")


class Stakes(unittest.TestCase):
    def setUp(self):
        self.lcd = client()
        self.wallet = funded_wallet(self.lcd)
        self.address = self.wallet.key.acc_address
        validators, _ = self.lcd.staking.validators()
        self.validator = validators[0].operator_address

    def submit(self, message):
        sent = self.wallet.create_and_broadcast_tx([message], gas=400_000)
        info = included(self.lcd, sent.txhash)
        self.assertEqual(info.code, 0, info.rawlog)
        return info

    def test_delegates_and_undelegates(self):
        coin = Coin("uscrt", 10 * SCRT)
        bonded = int(self.lcd.staking.pool().bonded_tokens.amount)
        info = self.submit(MsgDelegate(self.address, self.validator, coin))
        self.assertEqual(events(info)[("delegate", "amount")], [f"{10 * SCRT}uscrt"])
        self.assertEqual(events(info)[("delegate", "validator")], [self.validator])

        held, _ = self.lcd.staking.delegations(delegator=self.address)
        self.assertEqual(len(held), 1)
        self.assertEqual(int(held[0].balance.amount), 10 * SCRT)
        one = self.lcd.staking.delegation(self.address, self.validator)
        self.assertEqual(one["shares"], f"{10 * SCRT}.000000000000000000")
        self.assertGreaterEqual(
            int(self.lcd.staking.pool().bonded_tokens.amount), bonded + 10 * SCRT
        )
        mine, _ = self.lcd.staking.bonded_validators(self.address)
        self.assertEqual([each.operator_address for each in mine], [self.validator])

        info = self.submit(
            MsgUndelegate(self.address, self.validator, Coin("uscrt", 4 * SCRT))
        )
        self.assertIn(("unbond", "completion_time"), events(info))
        held, _ = self.lcd.staking.delegations(delegator=self.address)
        self.assertEqual(int(held[0].balance.amount), 6 * SCRT)
        leaving = self.lcd.staking.unbonding_delegation(self.address, self.validator)
        self.assertEqual(leaving.entries[0].initial_balance, 4 * SCRT)
        self.assertEqual(leaving.entries[0].creation_height, info.height)
        all_leaving, _ = self.lcd.staking.unbonding_delegations(delegator=self.address)
        self.assertEqual(len(all_leaving), 1)

    def test_more_than_is_staked_cannot_leave(self):
        self.submit(MsgDelegate(self.address, self.validator, Coin("uscrt", SCRT)))
        sent = self.wallet.create_and_broadcast_tx(
            [MsgUndelegate(self.address, self.validator, Coin("uscrt", 2 * SCRT))], gas=400_000
        )
        info = included(self.lcd, sent.txhash)
        self.assertNotEqual(info.code, 0)
        self.assertIn("message index: 0", info.rawlog)
        held, _ = self.lcd.staking.delegations(delegator=self.address)
        self.assertEqual(int(held[0].balance.amount), SCRT)

    def test_nothing_staked_is_not_found(self):
        with self.assertRaises(LCDResponseError) as caught:
            self.lcd.staking.delegation(self.address, self.validator)
        self.assertEqual(caught.exception.response.status, 404)
        held, _ = self.lcd.staking.delegations(delegator=self.address)
        self.assertEqual(held, [])
