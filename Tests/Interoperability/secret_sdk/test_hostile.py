"""Contracts that mean harm, through the whole node: each ends in the chain's error, and the node lives."""

import base64
import time
import unittest

from contracts import code_hash
from secret_sdk.exceptions import LCDResponseError
from test_contracts import INTERFACES, Probing, Shared

PANIC = "the contract panicked"
BOUNDS = "the contract tried to access memory out of bounds"
READ = "failed to read memory"

# What the contract does, and what the chain says of it.
DEEDS = [
    ({"panic": {}}, PANIC),
    ({"divide": {"by": 0}}, PANIC),
    ({"allocate": {"bytes": 13 << 20}}, PANIC),
    ({"allocate": {"bytes": 1 << 40}}, PANIC),
    ({"touch": {"address": 0xFFFFFFF0}}, BOUNDS),
    ({"touch": {"address": 192 << 16}}, BOUNDS),
    ({"recurse": {"depth": 10_000_000}}, "the contract"),
    ({"jump": {"slot": 0}}, "the contract tried to access"),
    ({"jump": {"slot": 1 << 20}}, "the contract tried to access"),
    ({"wild_pointer": {"import": "db_read", "pointer": 0}}, READ),
    ({"wild_pointer": {"import": "db_write", "pointer": 0}}, READ),
    ({"wild_pointer": {"import": "query_chain", "pointer": 0}}, READ),
    ({"wild_pointer": {"import": "db_read", "pointer": 0xFFFFFFFF}}, READ),
    ({"wild_pointer": {"import": "db_read", "pointer": (192 << 16) - 4}}, READ),
    ({"wild_region": {"import": "db_read", "offset": 0, "capacity": 9, "length": 9}}, READ),
    ({"wild_region": {
        "import": "db_read", "offset": 0xFFFFFFFF, "capacity": 9, "length": 9}}, READ),
    ({"wild_region": {
        "import": "db_write", "offset": 16, "capacity": 0xFFFFFFFF, "length": 0xFFFFFFFF}}, READ),
    ({"wild_region": {
        "import": "query_chain", "offset": 16, "capacity": 1, "length": 0x7FFFFFFF}}, READ),
]


class Deeds(Probing):
    def test_each_deed_ends_in_the_chains_error(self):
        for name in INTERFACES:
            for deed, text in DEEDS:
                with self.subTest(name, deed=deed):
                    done = self.run_action(deed, name, gas=5_000_000)
                    self.assertEqual((done.codespace, done.code), ("compute", 3), done.raw_log)
                    self.assertIn("Execution error: Enclave: ", done.raw_log)
                    self.assertIn(text, done.raw_log)
        self.alive()

    def test_queries_are_no_safer_place(self):
        contract = Shared.contracts["probe"]
        for deed, text in DEEDS:
            if "db_write" in str(deed):
                text = "contract tried to write to storage during a query"
            with self.subTest(deed=deed), self.assertRaises(LCDResponseError) as caught:
                self.caller.query("probe", contract, deed)
            self.assertIn(text, str(caught.exception.message))
        self.alive()

    def test_an_endless_loop_ends_with_its_gas(self):
        for name in INTERFACES:
            began = time.monotonic()
            done = self.run_action({"loop": {}}, name, gas=1_000_000)
            self.assertEqual((done.codespace, done.code), ("sdk", 11), done.raw_log)
            self.assertIn("out of gas", done.raw_log)
            self.assertLess(time.monotonic() - began, 20)
        self.alive()

    def test_an_endless_loop_in_a_query_ends_too(self):
        with self.assertRaises(LCDResponseError):
            self.caller.query("probe", Shared.contracts["probe"], {"loop": {}})
        self.alive()

    def test_much_state_costs_gas_and_no_more(self):
        done = self.run_action({"store_many": {"count": 100_000, "size": 1000}}, gas=2_000_000)
        self.assertEqual((done.codespace, done.code), ("sdk", 11), done.raw_log)
        self.alive()

    def test_queries_in_queries_end_at_the_tenth(self):
        contract = Shared.contracts["probe"]
        nest = {"contract": contract, "code_hash": code_hash("probe")}
        bottom = self.caller.query("probe", contract, {"nest": {"depth": 9, **nest}})
        self.assertEqual(bottom, "bottom")
        with self.assertRaises(LCDResponseError) as caught:
            self.caller.query("probe", contract, {"nest": {"depth": 10, **nest}})
        # Each level wraps the text of the one below it in base64.
        text = str(caught.exception.message)
        for _ in range(9):
            text = base64.b64decode(text.rpartition(" in: ")[2]).decode()
        self.assertIn("Query recursion limit exceeded", text)

    def test_calls_in_calls_end_too(self):
        contract = Shared.contracts["probe"]
        message = {"nop": {}}
        for _ in range(5):
            message = {"call": {
                "contract": contract, "code_hash": code_hash("probe"), "msg": message}}
        self.assertEqual(self.run_action(message).code, 0)

    def alive(self):
        """The contract still answers, and keeps what it had."""
        self.assertEqual(self.run_action({"echo": {"value": 5}}).data(), 5)


