"""secret-sdk 1.8.3, unmodified: wallets, balances and what it reads of the node."""

import base64
import json
import unittest

from node import CHAIN_ID, FAUCET_USCRT, MNEMONIC_A, balance, client, fund, funded_wallet
from secret_sdk.client.lcd.params import PaginationOptions
from secret_sdk.exceptions import LCDResponseError
from secret_sdk.key.mnemonic import MnemonicKey


class Accounts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lcd = client()

    def test_client_starts_with_the_network_key(self):
        key = base64.b64decode(self.lcd.registration.tx_key())
        self.assertEqual(len(key), 32)
        self.assertEqual(key, self.lcd.encrypt_utils.consensus_io_pubkey)

    def test_registration_tells_both_keys_and_knows_no_stranger(self):
        registration = self.lcd.registration
        keys = json.loads(base64.b64decode(registration.registration_key()["key"]))
        self.assertIsNone(keys["reg_info"])
        self.assertEqual(keys["io_exch_key"]["bytes"], registration.tx_key())
        self.assertEqual(len(base64.b64decode(keys["node_exch_key"]["bytes"])), 32)
        with self.assertRaises(LCDResponseError) as refusal:
            registration.encrypted_seed(base64.b64encode(b"\x01" * 32).decode())
        self.assertIn("Node has not been authenticated yet", str(refusal.exception))

    def test_node_says_which_chain_it_is(self):
        info = self.lcd.tendermint.node_info()
        self.assertEqual(info["default_node_info"]["network"], CHAIN_ID)
        self.assertIs(self.lcd.tendermint.syncing(), False)

    def test_local_accounts_are_there(self):
        address = MnemonicKey(MNEMONIC_A).acc_address
        account = self.lcd.auth.account_info(address)
        self.assertEqual(account.address, address)
        self.assertGreater(balance(self.lcd, address), 10**17)

    def test_new_wallet_is_unknown_until_it_is_paid(self):
        wallet = self.lcd.wallet(MnemonicKey())
        address = wallet.key.acc_address
        self.assertEqual(balance(self.lcd, address), 0)
        with self.assertRaises(LCDResponseError) as caught:
            wallet.sequence()
        self.assertEqual(caught.exception.response.status, 404)
        self.assertIn(address, str(caught.exception))

        fund(address)
        self.assertEqual(balance(self.lcd, address), FAUCET_USCRT)
        account = self.lcd.auth.account_info(address)
        self.assertEqual(account.sequence, 0)
        self.assertIsNone(account.public_key)

    def test_bad_address_is_refused(self):
        for bad in ["secret1notanaddress", MnemonicKey().acc_address[:-1] + "b"]:
            with self.assertRaises(LCDResponseError) as caught:
                self.lcd.bank.balance(bad)
            self.assertIn(caught.exception.response.status, (400, 500))

    def test_supply_and_spendable_balances(self):
        wallet = funded_wallet(self.lcd)
        coins, _ = self.lcd.bank.spendable_balances(wallet.key.acc_address)
        self.assertEqual(int(coins.get("uscrt").amount), FAUCET_USCRT)
        supply, _ = self.lcd.bank.total()
        self.assertGreater(int(supply.get("uscrt").amount), 4 * 10**18)

    def test_validators_pool_and_params(self):
        validators, pagination = self.lcd.staking.validators()
        self.assertEqual(pagination["next_key"], None)
        self.assertGreaterEqual(len(validators), 1)
        first = validators[0]
        self.assertTrue(first.operator_address.startswith("secretvaloper1"))
        self.assertEqual(first.status.name, "BOND_STATUS_BONDED")
        again = self.lcd.staking.validator(first.operator_address)
        self.assertEqual(again.operator_address, first.operator_address)
        pool = self.lcd.staking.pool()
        self.assertGreaterEqual(int(pool.bonded_tokens.amount), 10**17)
        self.assertEqual(self.lcd.staking.parameters()["bond_denom"], "uscrt")

    def test_pages_of_validators(self):
        validators, _ = self.lcd.staking.validators(
            params=PaginationOptions(limit=1, count_total=True)
        )
        self.assertEqual(len(validators), 1)

    def test_blocks_are_read(self):
        latest = self.lcd.tendermint.block_info()
        height = int(latest["block"]["header"]["height"])
        self.assertGreaterEqual(height, 1)
        self.assertEqual(latest["block"]["header"]["chain_id"], CHAIN_ID)
        same = self.lcd.tendermint.block_info(height)
        self.assertEqual(same["block_id"]["hash"], latest["block_id"]["hash"])
        with self.assertRaises(LCDResponseError) as caught:
            self.lcd.tendermint.block_info(height + 1_000_000)
        self.assertEqual(caught.exception.response.status, 400)
        validators = self.lcd.tendermint.validator_set()["validators"]
        self.assertTrue(validators[0]["address"].startswith("secretvalcons1"))
