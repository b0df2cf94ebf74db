"""secret-sdk 1.8.3 and secretctl read each other's messages for the network."""

import base64
import json
import subprocess
import tempfile
import unittest
from pathlib import Path

from node import SECRETCTL, client

CODE_HASH = "ab" * 32
MESSAGE = {"transfer": {"amount": "1", "recipient": "secret1", "note": "grüße"}}


def secretctl(*arguments):
    done = subprocess.run(
        [SECRETCTL, *arguments, "--json", "--no-input"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
    )
    if done.returncode != 0:
        raise AssertionError(f"exit {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


class Encryption(unittest.TestCase):
    def setUp(self):
        self.seed = bytes(range(1, 33))
        self.lcd = client(encryption_seed=list(self.seed))
        self.io_key = base64.b64encode(self.lcd.encrypt_utils.consensus_io_pubkey).decode()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.seed_file = Path(folder.name) / "seed"
        self.seed_file.write_text(self.seed.hex())
        self.seed_file.chmod(0o600)
        self.message_file = Path(folder.name) / "message.json"
        self.message_file.write_text(json.dumps(MESSAGE))

    def test_client_opens_its_own_message(self):
        sealed = bytes(self.lcd.encrypt_utils.encrypt(CODE_HASH, json.dumps(MESSAGE)))
        opened = self.lcd.encrypt_utils.decrypt(sealed[64:], list(sealed[:32]))
        self.assertEqual(opened[:64].decode(), CODE_HASH)
        self.assertEqual(json.loads(opened[64:]), MESSAGE)

    def test_secretctl_opens_the_clients_message(self):
        sealed = bytes(self.lcd.encrypt_utils.encrypt(CODE_HASH, json.dumps(MESSAGE)))
        answer = secretctl(
            "tx", "decrypt", "--input-hex", sealed.hex(), "--io-pubkey", self.io_key,
            "--seed-file", str(self.seed_file), "--what", "message",
        )
        text = answer["plaintext"]
        self.assertEqual(json.loads(text[text.index("{"):]), MESSAGE)

    def test_client_opens_secretctls_message(self):
        answer = secretctl(
            "tx", "encrypt", "--msg-file", str(self.message_file), "--code-hash", CODE_HASH,
            "--io-pubkey", self.io_key, "--seed-file", str(self.seed_file),
        )
        sealed = bytes.fromhex(answer["encrypted_hex"])
        self.assertEqual(sealed[:32].hex(), answer["nonce_hex"])
        self.assertEqual(sealed[32:64].hex(), answer["pubkey_hex"])
        opened = self.lcd.encrypt_utils.decrypt(sealed[64:], list(sealed[:32]))
        self.assertEqual(opened[:64].decode(), CODE_HASH)
        self.assertEqual(json.loads(opened[64:]), MESSAGE)
