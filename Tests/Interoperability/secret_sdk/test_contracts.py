"""secret-sdk 1.8.3, unmodified, with contracts written in Swift: the probe in both interfaces."""

import base64
import unittest

from contracts import Caller, code_hash, get, module
from node import balance, client
from secret_sdk.core import Coins
from secret_sdk.exceptions import LCDResponseError
from secret_sdk.key.mnemonic import MnemonicKey

INTERFACES = ["probe", "probe-v0.10"]


class Shared:
    """Code is stored once for all tests, and each interface has one contract for small things."""

    caller = None
    codes = {}
    contracts = {}

    @classmethod
    def begin(cls):
        if cls.caller:
            return
        cls.caller = Caller()
        for name in INTERFACES:
            cls.codes[name] = cls.caller.store(name)
            made = cls.caller.instantiate(name, cls.codes[name], {"nop": {}}, f"shared {name}")
            assert made.code == 0, made.raw_log
            cls.contracts[name] = made.responses[0].address


class Probing(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        Shared.begin()
        cls.caller = Shared.caller
        cls.number = 0

    def fresh(self, name="probe", message=None, **options):
        """A new contract of this interface."""
        type(self).number += 1
        label = f"{type(self).__name__} {self.number}"
        message = message or {"nop": {}}
        made = self.caller.instantiate(name, Shared.codes[name], message, label, **options)
        self.assertEqual(made.code, 0, made.raw_log)
        return made.responses[0].address

    def run_action(self, action, name="probe", contract=None, **options):
        return self.caller.execute(name, contract or Shared.contracts[name], action, **options)

    def refusal(self, transaction):
        """The error's text, opened if it is sealed, as the client itself finds it."""
        self.assertNotEqual(transaction.code, 0)
        info = self.caller.lcd.tx.tx_info(transaction.response["txhash"])
        return info.rawlog


class Code(Probing):
    def test_code_is_known_by_its_hash(self):
        for name in INTERFACES:
            answer = self.caller.lcd.wasm.code_hash_by_code_id(Shared.codes[name])
            self.assertEqual(answer["code_hash"], code_hash(name))
            code = self.caller.lcd.wasm.code_info(Shared.codes[name])
            self.assertEqual(code["code_info"]["code_hash"], code_hash(name))
            self.assertEqual(base64.b64decode(code["wasm"]), module(name))

    def test_contract_is_described(self):
        contract = Shared.contracts["probe"]
        info = self.caller.lcd.wasm.contract_info(contract)
        self.assertEqual(info["contract_address"], contract)
        self.assertEqual(info["contract_info"]["code_id"], str(Shared.codes["probe"]))
        self.assertEqual(info["contract_info"]["creator"], self.caller.address)
        self.assertEqual(info["contract_info"]["label"], "shared probe")
        self.assertEqual(info["contract_info"]["admin"], "")
        self.assertEqual(self.caller.lcd.wasm.contract_hash(contract), code_hash("probe"))
        self.assertEqual(get("/compute/v1beta1/contract_address/shared%20probe"),
                         {"contract_address": contract})

    def test_a_label_is_taken_once(self):
        again = self.caller.instantiate(
            "probe", Shared.codes["probe"], {"nop": {}}, "shared probe")
        self.assertEqual((again.codespace, again.code), ("compute", 6))
        self.assertIn("shared probe: contract account already exists", again.raw_log)


class Calls(Probing):
    def test_state_stays_between_calls(self):
        for name in INTERFACES:
            with self.subTest(name):
                contract = self.fresh(name)
                key = {"key": "a", "value": "grüße 🍌"}
                self.assertEqual(self.run_action({"store": key}, name, contract).code, 0)
                got = self.run_action({"load": {"key": "a"}}, name, contract)
                self.assertEqual(got.data(), "grüße 🍌")
                read = self.caller.query(name, contract, {"load": {"key": "a"}})
                self.assertEqual(read, "grüße 🍌")
                self.run_action({"delete": {"key": "a"}}, name, contract)
                gone = self.caller.query(name, contract, {"load": {"key": "a"}})
                self.assertEqual(gone, "(nothing)")

    def test_a_value_written_and_removed_in_one_call_is_gone(self):
        contract = self.fresh()
        self.run_action({"store_then_delete": {"key": "a"}}, contract=contract)
        gone = self.caller.query("probe", contract, {"load": {"key": "a"}})
        self.assertEqual(gone, "(nothing)")

    def test_a_failed_call_writes_nothing(self):
        for name in INTERFACES:
            contract = self.fresh(name)
            failed = self.run_action({"all": {"actions": [
                {"store": {"key": "a", "value": "x"}}, {"fail": {"text": "no"}}]}}, name, contract)
            self.assertEqual(failed.code, 3)
            gone = self.caller.query(name, contract, {"load": {"key": "a"}})
            self.assertEqual(gone, "(nothing)")

    def test_the_contract_knows_where_it_is(self):
        for name in INTERFACES:
            called = self.run_action({"env": {}}, name, funds=Coins(uscrt=7))
            env = called.data()
            height = int(called.response["height"])
            self.assertEqual(env["height"], height)
            self.assertEqual(env["contract"], Shared.contracts[name])
            self.assertEqual(env["code_hash"], code_hash(name))
            self.assertEqual(env["sender"], self.caller.address)
            self.assertEqual(env["funds"], [{"denom": "uscrt", "amount": "7"}])
            self.assertEqual(env["chain_id"], client().chain_id)
            if name == "probe":
                self.assertEqual(env["tx_hash"], called.response["txhash"])
                self.assertEqual(env["tx_index"], 0)
                self.assertEqual(len(base64.b64decode(env["random"])), 32)

    def test_random_differs_in_each_call_of_a_block(self):
        action = {"random": {}}
        contract = Shared.contracts["probe"]
        both = self.caller.send(
            self.caller.call("probe", contract, action), self.caller.call("probe", contract, action))
        self.assertEqual(both.code, 0, both.raw_log)
        self.assertNotEqual(both.data(0), both.data(1))

    def test_attributes_are_sealed_unless_they_are_not_to_be(self):
        for name in INTERFACES:
            called = self.run_action({"log": {"attributes": [
                {"key": "sealed", "value": "für dich"},
                {"key": "open", "value": "for all", "plain": True}]}}, name)
            self.assertIn(("sealed", "für dich"), called.attributes())
            self.assertIn(("open", "for all"), called.attributes())
            texts = [(a["key"], a["value"]) for e in called.response["events"]
                     if e["type"] == "wasm" for a in e["attributes"]]
            self.assertNotIn(("sealed", "für dich"), texts)
            self.assertIn(("open", "for all"), texts)
            self.assertIn(("contract_address", Shared.contracts[name]), texts)

    def test_events_have_names_of_their_own(self):
        called = self.run_action({"events": {"events": [
            {"type": "cat", "attributes": [{"key": "says", "value": "miau"}]}]}})
        self.assertEqual(called.code, 0, called.raw_log)
        self.assertIn(("says", "miau"), called.attributes("wasm-cat"))

    def test_errors_come_back_readable_to_the_sender_alone(self):
        failed = self.run_action({"fail": {"text": "la la 🤯"}})
        self.assertEqual((failed.codespace, failed.code), ("compute", 3))
        self.assertIn("message index: 0: encrypted: ", failed.raw_log)
        self.assertNotIn("la la", failed.raw_log)
        self.assertIn("Generic error: la la 🤯", self.refusal(failed))
        failed = self.run_action({"fail": {"text": "la la"}}, "probe-v0.10")
        self.assertIn('{"generic_err":{"msg":"la la"}}', self.refusal(failed))

    def test_errors_of_queries_are_opened_by_the_client(self):
        for name, text in [("probe", "Generic error: ouch"), ("probe-v0.10", '"msg":"ouch"')]:
            with self.assertRaises(LCDResponseError) as caught:
                self.caller.query(name, Shared.contracts[name], {"fail": {"text": "ouch"}})
            self.assertIn(text, str(caught.exception.message))

    def test_a_query_cannot_write(self):
        contract = Shared.contracts["probe"]
        with self.assertRaises(LCDResponseError) as caught:
            self.caller.query("probe", contract, {"store": {"key": "a", "value": "b"}})
        self.assertIn("contract tried to write to storage during a query",
                      str(caught.exception.message))

    def test_the_wrong_code_hash_is_refused(self):
        message = self.caller.call("probe", Shared.contracts["probe-v0.10"], {"nop": {}})
        failed = self.caller.send(message)
        self.assertEqual(failed.code, 3)
        self.assertIn("Enclave: failed to validate transaction: execute contract failed",
                      failed.raw_log)

    def test_several_messages_fail_or_succeed_as_one(self):
        contract = self.fresh()
        add = {"increment": {}}
        sent = self.caller.send(*[self.caller.call("probe", contract, add) for _ in range(3)])
        self.assertEqual([sent.data(i) for i in range(3)], [1, 2, 3])
        bad = {"fail": {"text": "second"}}
        failed = self.caller.send(
            self.caller.call("probe", contract, add), self.caller.call("probe", contract, bad))
        self.assertIn("message index: 1", failed.raw_log)
        self.assertIn("Generic error: second", self.refusal(failed))
        again = self.run_action(add, contract=contract)
        self.assertEqual(again.data(), 4)


class Messages(Probing):
    def test_a_contract_pays(self):
        for name in INTERFACES:
            contract = self.fresh(name, funds=Coins(uscrt=1000))
            other = MnemonicKey().acc_address
            paid = self.run_action(
                {"send": {"to": other, "coins": [{"denom": "uscrt", "amount": "400"}]}},
                name, contract)
            self.assertEqual(paid.code, 0, paid.raw_log)
            self.assertEqual(balance(self.caller.lcd, other), 400)
            asked = {"balance": {"address": contract, "denom": "uscrt"}}
            self.assertEqual(self.caller.query(name, contract, asked), "600")

    def test_contracts_call_each_other_across_interfaces(self):
        for name, other in [("probe", "probe-v0.10"), ("probe-v0.10", "probe"), ("probe", "probe")]:
            target = self.fresh(other)
            called = self.run_action({"call": {
                "contract": target, "code_hash": code_hash(other), "msg": {"all": {"actions": [
                    {"store": {"key": "a", "value": "from afar"}}, {"log_sender": {}}]}}}}, name)
            self.assertEqual(called.code, 0, called.raw_log)
            self.assertIn(("sender", Shared.contracts[name]), called.attributes())
            got = self.caller.query(other, target, {"load": {"key": "a"}})
            self.assertEqual(got, "from afar")

    def test_a_contract_asks_another(self):
        for name, other in [("probe", "probe-v0.10"), ("probe-v0.10", "probe")]:
            target = self.fresh(other, {"store": {"key": "a", "value": "told"}})
            ask = {"ask": {"contract": target, "code_hash": code_hash(other),
                           "msg": {"load": {"key": "a"}}}}
            self.assertEqual(self.run_action(ask, name).data(), "told")
            got = self.caller.query(name, Shared.contracts[name], ask)
            self.assertEqual(got, "told")

    def test_a_contract_makes_another(self):
        for name in INTERFACES:
            made = self.run_action({"create": {
                "code_id": Shared.codes[name], "code_hash": code_hash(name),
                "label": f"a child of {name}", "msg": {"log_sender": {}}}}, name)
            self.assertEqual(made.code, 0, made.raw_log)
            self.assertIn(("sender", Shared.contracts[name]), made.attributes())

    def test_a_reply_tells_what_became_of_it(self):
        target = self.fresh()
        call = {"contract": target, "code_hash": code_hash("probe")}
        ok = self.run_action({"call": {
            **call, "msg": {"echo": {"value": "hello"}}, "reply": {"id": 7, "on": "always"}}})
        self.assertEqual(ok.code, 0, ok.raw_log)
        self.assertIn(("reply_id", "7"), ok.attributes())
        self.assertIn(("reply", "ok"), ok.attributes())
        self.assertIn(("reply_data", base64.b64encode(b'"hello"').decode()), ok.attributes())
        bad = self.run_action({"call": {
            **call, "msg": {"fail": {"text": "alas"}}, "reply": {"id": 8, "on": "error"}}})
        self.assertEqual(bad.code, 0, bad.raw_log)
        self.assertIn(("reply", "error"), bad.attributes())
        self.assertIn(("reply_error", "Generic error: alas"), bad.attributes())

    def test_a_reply_answers_in_its_callers_place(self):
        target = self.fresh()
        answered = self.run_action({"call": {
            "contract": target, "code_hash": code_hash("probe"), "msg": {"nop": {}},
            "reply": {"id": 9, "on": "success", "then": {"echo": {"value": "mine"}}}}})
        self.assertEqual(answered.data(), "mine")

    def test_an_error_below_is_readable_above(self):
        target = self.fresh()
        failed = self.run_action({"call": {
            "contract": target, "code_hash": code_hash("probe"),
            "msg": {"fail": {"text": "deep down"}}}})
        self.assertEqual((failed.codespace, failed.code), ("compute", 3))
        self.assertIn("dispatch: submessages: encrypted: ", failed.raw_log)
        self.assertIn("Generic error: deep down", self.refusal(failed))


class Admins(Probing):
    def test_the_admin_migrates_hands_on_and_lets_go(self):
        contract = self.fresh(admin=self.caller.address)
        self.run_action({"store": {"key": "a", "value": "kept"}}, contract=contract)
        code = self.caller.store("probe")
        moved = self.caller.migrate("probe", contract, code, {"load": {"key": "a"}})
        self.assertEqual(moved.code, 0, moved.raw_log)
        self.assertEqual(moved.data(), "kept")
        info = self.caller.lcd.wasm.contract_info(contract)["contract_info"]
        self.assertEqual((info["code_id"], info["admin"]), (str(code), self.caller.address))
        entries = get(f"/compute/v1beta1/contract_history/{contract}")["entries"]
        self.assertEqual(
            [(e["operation"].removeprefix("CONTRACT_CODE_HISTORY_OPERATION_TYPE_"), e["code_id"])
             for e in entries],
            [("INIT", str(Shared.codes["probe"])), ("MIGRATE", str(code))])

        other = MnemonicKey().acc_address
        self.assertEqual(self.caller.set_admin(contract, other).code, 0)
        info = self.caller.lcd.wasm.contract_info(contract)["contract_info"]
        self.assertEqual(info["admin"], other)
        refused = self.caller.migrate("probe", contract, code, {"nop": {}})
        self.assertIn("requires migrate from admin: migrate contract failed", refused.raw_log)
        refused = self.caller.clear_admin(contract)
        self.assertIn("caller is not the admin: unauthorized", refused.raw_log)

    def test_without_admin_nobody_migrates(self):
        contract = self.fresh(admin=self.caller.address)
        self.assertEqual(self.caller.clear_admin(contract).code, 0)
        refused = self.caller.migrate("probe", contract, Shared.codes["probe"], {"nop": {}})
        self.assertIn("contract is not upgradable: migrate contract failed", refused.raw_log)
