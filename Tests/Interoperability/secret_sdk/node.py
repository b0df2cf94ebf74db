"""The node under test, as the runner's environment names it."""

import json
import os
import time
import urllib.request

from secret_sdk.client.lcd import LCDClient
from secret_sdk.exceptions import LCDResponseError
from secret_sdk.key.mnemonic import MnemonicKey

REST = os.environ["REST"]
FAUCET = os.environ["FAUCET"]
CHAIN_ID = os.environ["CHAIN_ID"]
SECRETCTL = os.environ["SECRETCTL"]

# The local network's account "a": a public test key, never for real funds.
MNEMONIC_A = (
    "grant rice replace explain federal release fix clever romance raise often wild taxi quarter"
    " soccer fiber love must tape steak together observe swap guitar"
)
FAUCET_USCRT = 1_000_000_000


def client(**options):
    return LCDClient(REST, chain_id=CHAIN_ID, **options)


def fund(address):
    """Asks the faucet, and waits until the money is there."""
    with urllib.request.urlopen(f"{FAUCET}/faucet?address={address}", timeout=30) as answer:
        json.load(answer)
    lcd = client()
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if balance(lcd, address) > 0:
            return
        time.sleep(0.05)
    raise AssertionError(f"the faucet never paid {address}")


def funded_wallet(lcd):
    wallet = lcd.wallet(MnemonicKey())
    fund(wallet.key.acc_address)
    return wallet


def balance(lcd, address):
    """uscrt of an address, as the client reads them."""
    coins, _ = lcd.bank.balance(address)
    coin = coins.get("uscrt")
    return int(coin.amount) if coin else 0


def included(lcd, txhash):
    """The transaction by its hash, once it is in a block."""
    deadline = time.monotonic() + 30
    while True:
        try:
            return lcd.tx.tx_info(txhash)
        except LCDResponseError as error:
            if error.response.status != 404 or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
