"""The demonstration's second half: secret-sdk 1.8.3, unmodified, walks the same path."""

import json

from node import FAUCET_USCRT, balance, client, funded_wallet, included
from secret_sdk.core import Coin, Coins
from secret_sdk.core.staking import MsgDelegate
from secret_sdk.key.mnemonic import MnemonicKey


def main():
    lcd = client()
    wallet = funded_wallet(lcd)
    address = wallet.key.acc_address
    print(f"  wallet {address}: {balance(lcd, address)} uscrt from the faucet")
    assert balance(lcd, address) == FAUCET_USCRT

    friend = MnemonicKey().acc_address
    sent = included(lcd, wallet.send_tokens(friend, "", Coins(uscrt=25_000_000)).txhash)
    assert sent.code == 0 and balance(lcd, friend) == 25_000_000
    print(f"  sent 25 SCRT in block {sent.height}, gas {sent.gas_used}: {sent.txhash}")

    validator = lcd.staking.validators()[0][0].operator_address
    message = MsgDelegate(address, validator, Coin("uscrt", 100_000_000))
    staked = included(lcd, wallet.create_and_broadcast_tx([message], gas=400_000).txhash)
    held, _ = lcd.staking.delegations(delegator=address)
    assert staked.code == 0 and int(held[0].balance.amount) == 100_000_000
    print(f"  staked 100 SCRT in block {staked.height}, gas {staked.gas_used}: {staked.txhash}")

    text = json.dumps({"transfer": {"recipient": friend, "amount": "1"}})
    sealed = bytes(lcd.encrypt_utils.encrypt("ab" * 32, text))
    opened = lcd.encrypt_utils.decrypt(sealed[64:], list(sealed[:32]))
    assert opened[64:].decode() == text
    print(f"  sealed {len(sealed)} bytes for the network and opened them again")


main()
