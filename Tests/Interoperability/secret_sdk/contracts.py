"""Contracts, as secret-sdk 1.8.3 stores and calls them; what it has no word for is put together here
from its own protobuf types and its own encryption."""

import base64
import hashlib
import json
import os
import time
import urllib.error
import urllib.request
from pathlib import Path

from node import REST, client, funded_wallet
from secret_sdk.core import Coins
from secret_sdk.core.msg import Msg
from secret_sdk.core.wasm import MsgExecuteContract, MsgInstantiateContract, MsgStoreCode
from secret_sdk.protobuf.cosmos.base.abci.v1beta1 import TxMsgData
from secret_sdk.protobuf.secret.compute.v1beta1 import (
    MsgClearAdmin,
    MsgExecuteContractResponse,
    MsgInstantiateContract as InstantiateProto,
    MsgInstantiateContractResponse,
    MsgMigrateContract,
    MsgMigrateContractResponse,
    MsgStoreCodeResponse,
    MsgUpdateAdmin,
)
from secret_sdk.util.address_converter import address_to_bytes

FOLDER = Path(os.environ["CONTRACTS"])
GAS = 3_000_000


def module(name):
    return (FOLDER / f"{name}.wasm").read_bytes()


def code_hash(name):
    return hashlib.sha256(module(name)).hexdigest()


class Prepared(Msg):
    """A message that the client has no class for, by its protobuf type and its type URL."""

    def __init__(self, type_url, proto):
        self.type_url = type_url
        self.proto = proto

    def to_proto(self):
        return self.proto


class Transaction:
    """One of ours in a block: the chain's answer, opened with the key of the client that sent it."""

    RESPONSES = {
        "/secret.compute.v1beta1.MsgStoreCodeResponse": MsgStoreCodeResponse,
        "/secret.compute.v1beta1.MsgInstantiateContractResponse": MsgInstantiateContractResponse,
        "/secret.compute.v1beta1.MsgExecuteContractResponse": MsgExecuteContractResponse,
        "/secret.compute.v1beta1.MsgMigrateContractResponse": MsgMigrateContractResponse,
    }

    def __init__(self, answer, open_text):
        self.open_text = open_text
        self.response = answer["tx_response"]
        self.code = self.response["code"]
        self.codespace = self.response["codespace"]
        self.raw_log = self.response["raw_log"]
        self.gas_used = int(self.response["gas_used"])
        self.messages = answer["tx"]["body"]["messages"]
        data = TxMsgData().parse(bytes.fromhex(self.response["data"]))
        self.responses = [
            self.RESPONSES.get(r.type_url, MsgExecuteContractResponse)().parse(r.value)
            for r in data.msg_responses]

    def nonce(self, index):
        message = self.messages[index]
        return list(base64.b64decode(message.get("init_msg") or message["msg"])[:32])

    def data(self, index=0):
        """What the contract answered to a message: JSON, or nothing."""
        sealed = self.responses[index].data
        if not sealed:
            return None
        text = self.open_text(sealed, self.nonce(index))
        return json.loads(base64.b64decode(text)) if text else None

    def attributes(self, kind="wasm", index=0):
        """(name, value) pairs of every event of this kind, opened where they open."""
        found = []
        for event in self.response["events"]:
            pairs = {a["key"]: a["value"] for a in event["attributes"]}
            if event["type"] == kind and pairs.get("msg_index") == str(index):
                for attribute in event["attributes"]:
                    name, value = attribute["key"], attribute["value"]
                    found.append((self.opened(name, index), self.opened(value, index)))
        return found

    def opened(self, text, index):
        try:
            return self.open_text(base64.b64decode(text, validate=True), self.nonce(index)).decode()
        except Exception:  # the client's own rule: what does not open was not encrypted
            return text


class Caller:
    """A funded wallet that speaks with contracts."""

    def __init__(self):
        self.lcd = client()
        self.wallet = funded_wallet(self.lcd)
        self.address = self.wallet.key.acc_address

    def send(self, *messages, gas=GAS):
        """Sends the messages in one transaction; the transaction, whether or not it succeeded."""
        sent = self.wallet.create_and_broadcast_tx(list(messages), gas=gas)
        # The client's own reader of transactions knows no migration.
        deadline = time.monotonic() + 30
        while "tx_response" not in (answer := get(f"/cosmos/tx/v1beta1/txs/{sent.txhash}")):
            assert time.monotonic() < deadline, answer
            time.sleep(0.01)
        return Transaction(answer, self.open)

    def open(self, ciphertext, nonce):
        return self.lcd.encrypt_utils.decrypt(ciphertext, nonce)

    def seal(self, name, message):
        return bytes(self.lcd.encrypt_utils.encrypt(code_hash(name), json.dumps(message)))

    def store(self, name):
        stored = self.send(MsgStoreCode(self.address, module(name), "", ""))
        assert stored.code == 0, stored.raw_log
        return stored.responses[0].code_id

    def instantiate(self, name, code_id, message, label, admin="", gas=GAS, funds=None):
        made = self.send(
            Prepared(
                MsgInstantiateContract.type_url,
                InstantiateProto(
                    sender=address_to_bytes(self.address), code_id=code_id, label=label,
                    init_msg=self.seal(name, message), admin=admin,
                    init_funds=(funds or Coins()).to_proto(),
                ),
            ) if admin else MsgInstantiateContract(
                self.address, code_id, label, message, init_funds=funds or Coins(),
                code_hash=code_hash(name), encryption_utils=self.lcd.encrypt_utils,
            ),
            gas=gas,
        )
        return made

    def call(self, name, contract, message, funds=None):
        """The message that executes a contract; send it, alone or with others."""
        return MsgExecuteContract(
            self.address, contract, message, sent_funds=funds or Coins(), code_hash=code_hash(name),
            encryption_utils=self.lcd.encrypt_utils,
        )

    def execute(self, name, contract, message, funds=None, gas=GAS):
        return self.send(self.call(name, contract, message, funds), gas=gas)

    def query(self, name, contract, message):
        return self.lcd.wasm.contract_query(contract, message, code_hash(name))

    def migrate(self, name, contract, code_id, message):
        return self.send(Prepared(
            "/secret.compute.v1beta1.MsgMigrateContract",
            MsgMigrateContract(
                sender=self.address, contract=contract, code_id=code_id,
                msg=self.seal(name, message),
            ),
        ))

    def set_admin(self, contract, admin):
        return self.send(Prepared(
            "/secret.compute.v1beta1.MsgUpdateAdmin",
            MsgUpdateAdmin(sender=self.address, contract=contract, new_admin=admin),
        ))

    def clear_admin(self, contract):
        return self.send(Prepared(
            "/secret.compute.v1beta1.MsgClearAdmin",
            MsgClearAdmin(sender=self.address, contract=contract),
        ))


def get(path):
    """A REST answer; the body too where the status says that it failed."""
    try:
        with urllib.request.urlopen(REST + path, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        return json.load(error)
