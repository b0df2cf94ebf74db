"""CometBFT's JSON-RPC and websocket, by websocket-client 1.8.0 and Python's own HTTP client."""

import base64
import hashlib
import json
import os
import unittest
import urllib.error
import urllib.request

import websocket

RPC = os.environ["RPC"]
FAUCET = os.environ["FAUCET"]
CHAIN_ID = os.environ["CHAIN_ID"]
RECEIVER = "secret1ldjxljw7v4vk6zhyduywh04hpj0jdwxsmrlatf"


def call(method, **params):
    """One POST call; gives the result or raises with the node's words."""
    body = json.dumps({"jsonrpc": "2.0", "id": 7, "method": method, "params": params})
    request = urllib.request.Request(
        RPC, body.encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        reply = json.load(answer)
    if "error" in reply:
        raise RuntimeError(reply["error"]["data"])
    assert reply["id"] == 7
    return reply["result"]


def get(path):
    with urllib.request.urlopen(f"{RPC}/{path}", timeout=30) as answer:
        return json.load(answer)["result"]


def pay():
    """A payment by the faucet; gives its hash."""
    with urllib.request.urlopen(f"{FAUCET}/faucet?address={RECEIVER}", timeout=30) as answer:
        return json.load(answer)["txhash"]


class Calls(unittest.TestCase):
    def test_status_names_chain_and_height(self):
        status = call("status")
        self.assertEqual(status["node_info"]["network"], CHAIN_ID)
        self.assertGreaterEqual(int(status["sync_info"]["latest_block_height"]), 1)
        self.assertFalse(status["sync_info"]["catching_up"])

    def test_uri_and_post_say_the_same_of_a_block(self):
        self.assertEqual(get("block?height=1"), call("block", height="1"))

    def test_header_hashes_link_the_blocks(self):
        pay()
        height = int(call("status")["sync_info"]["latest_block_height"])
        header = call("block", height=str(height))["block"]["header"]
        before = call("block", height=str(height - 1))
        self.assertEqual(header["last_block_id"]["hash"], before["block_id"]["hash"])
        commit = call("commit", height=str(height - 1))["signed_header"]["commit"]
        self.assertEqual(commit["block_id"]["hash"], before["block_id"]["hash"])

    def test_a_payment_is_found_by_hash_and_by_event(self):
        name = pay()
        found = get(f"tx?hash=0x{name}&prove=true")
        self.assertEqual(found["hash"], name)
        self.assertEqual(found["tx_result"]["code"], 0)
        proof = found["proof"]["proof"]
        leaf = hashlib.sha256(b"\x00" + bytes.fromhex(name)).digest()
        self.assertEqual(base64.b64decode(proof["leaf_hash"]), leaf)
        search = call("tx_search", query=f"tx.hash='{name}'")
        self.assertEqual(search["total_count"], "1")

    def test_a_balance_is_asked_as_cosmjs_asks_it(self):
        # QueryBalanceRequest: address (1), denom (2).
        address = RECEIVER.encode()
        request = bytes([0x0A, len(address)]) + address + b"\x12\x05uscrt"
        answer = call(
            "abci_query", path="/cosmos.bank.v1beta1.Query/Balance", data=request.hex())
        self.assertEqual(answer["response"]["code"], 0)
        self.assertIn(b"uscrt", base64.b64decode(answer["response"]["value"]))

    def test_a_proof_comes_with_a_stored_value(self):
        pay()
        height = int(call("status")["sync_info"]["latest_block_height"])
        # The parameters of the bank store.
        answer = call(
            "abci_query", path="/store/bank/key", data="05", height=str(height), prove=True)
        kinds = [op["type"] for op in answer["response"]["proofOps"]["ops"]]
        self.assertEqual(kinds, ["ics23:iavl", "ics23:simple"])

    def test_what_is_wrong_is_said_in_the_networks_words(self):
        with self.assertRaisesRegex(RuntimeError, "must be less than or equal to"):
            call("block", height="99999999")
        with self.assertRaisesRegex(RuntimeError, "not found"):
            call("tx", hash=base64.b64encode(b"\x01" * 32).decode())

    def test_a_batch_is_answered_as_one(self):
        batch = [{"jsonrpc": "2.0", "id": n, "method": "health"} for n in (1, 2, 3)]
        request = urllib.request.Request(
            RPC, json.dumps(batch).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            self.assertEqual([one["id"] for one in json.load(answer)], [1, 2, 3])


class Subscriptions(unittest.TestCase):
    def setUp(self):
        self.socket = websocket.create_connection(
            RPC.replace("http://", "ws://") + "/websocket", timeout=30)
        self.addCleanup(self.socket.close)

    def ask(self, number, method, **params):
        self.socket.send(json.dumps(
            {"jsonrpc": "2.0", "id": number, "method": method, "params": params}))
        return json.loads(self.socket.recv())

    def test_a_payment_arrives_at_who_subscribed(self):
        query = f"tm.event='Tx' AND transfer.recipient='{RECEIVER}'"
        self.assertEqual(
            self.ask(1, "subscribe", query=query), {"jsonrpc": "2.0", "id": 1, "result": {}})
        name = pay()
        event = json.loads(self.socket.recv())["result"]
        self.assertEqual(event["query"], query)
        self.assertEqual(event["data"]["type"], "tendermint/event/Tx")
        self.assertEqual(event["events"]["tx.hash"], [name])
        transaction = base64.b64decode(event["data"]["value"]["TxResult"]["tx"])
        self.assertEqual(hashlib.sha256(transaction).hexdigest().upper(), name)

    def test_blocks_arrive_in_order(self):
        self.ask(1, "subscribe", query="tm.event='NewBlockHeader'")
        heights = []
        for _ in range(3):
            pay()
            event = json.loads(self.socket.recv())["result"]
            heights.append(int(event["data"]["value"]["header"]["height"]))
        self.assertEqual(heights, [heights[0], heights[0] + 1, heights[0] + 2])

    def test_the_same_query_twice_is_refused(self):
        self.ask(1, "subscribe", query="tm.event='NewBlock'")
        self.assertIn("error", self.ask(2, "subscribe", query="tm.event='NewBlock'"))

    def test_other_methods_answer_on_the_same_socket(self):
        self.assertEqual(self.ask(5, "health"), {"jsonrpc": "2.0", "id": 5, "result": {}})
        self.assertEqual(
            self.ask(6, "status")["result"]["node_info"]["network"], CHAIN_ID)

    def test_who_unsubscribed_hears_nothing_more(self):
        self.ask(1, "subscribe", query="tm.event='Tx'")
        self.assertEqual(self.ask(2, "unsubscribe_all")["result"], {})
        pay()
        self.assertEqual(self.ask(3, "health")["id"], 3)


if __name__ == "__main__":
    unittest.main()
