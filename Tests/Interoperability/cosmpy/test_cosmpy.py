"""cosmpy 0.12.2, unmodified, over REST: reads a balance, pays, stakes.

Left out is what no faithful node can answer it over REST: it refuses JSON fields that it does not
know, and Secret's block headers and distribution parameters have some.
"""

import json
import os
import time
import unittest
import urllib.request

from cosmpy.aerial.client import LedgerClient
from cosmpy.aerial.config import NetworkConfig
from cosmpy.aerial.wallet import LocalWallet
from cosmpy.crypto.keypairs import PrivateKey

REST = os.environ["REST"]
FAUCET = os.environ["FAUCET"]
CHAIN_ID = os.environ["CHAIN_ID"]


class Cosmpy(unittest.TestCase):
    def setUp(self):
        self.client = LedgerClient(
            NetworkConfig(
                chain_id=CHAIN_ID, fee_minimum_gas_price=0.25, fee_denomination="uscrt",
                staking_denomination="uscrt", url=f"rest+{REST}",
            )
        )
        self.wallet = LocalWallet(PrivateKey(), prefix="secret")
        self.other = LocalWallet(PrivateKey(), prefix="secret").address()
        address = self.wallet.address()
        with urllib.request.urlopen(f"{FAUCET}/faucet?address={address}", timeout=30) as answer:
            json.load(answer)
        deadline = time.monotonic() + 30
        while self.client.query_bank_balance(address, "uscrt") == 0:
            self.assertLess(time.monotonic(), deadline, "the faucet never paid")
            time.sleep(0.05)

    def test_reads_the_balance(self):
        self.assertEqual(
            self.client.query_bank_balance(self.wallet.address(), "uscrt"), 1_000_000_000
        )
        self.assertEqual(self.client.query_bank_balance(self.other, "uscrt"), 0)

    def test_simulates_and_sends(self):
        sent = self.client.send_tokens(self.other, 5_000_000, "uscrt", self.wallet)
        sent.wait_to_complete(timeout=30, poll_period=0.1)
        self.assertTrue(sent.response.is_successful())
        self.assertEqual(self.client.query_bank_balance(self.other, "uscrt"), 5_000_000)
        account = self.client.query_account(self.wallet.address())
        self.assertEqual(account.sequence, 1)

    def test_stakes(self):
        validators = self.client.query_validators()
        self.assertGreaterEqual(len(validators), 1)
        sent = self.client.delegate_tokens(validators[0].address, 3_000_000, self.wallet)
        sent.wait_to_complete(timeout=30, poll_period=0.1)
        self.assertTrue(sent.response.is_successful())
