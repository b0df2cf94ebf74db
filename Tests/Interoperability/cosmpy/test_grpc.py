"""cosmpy 0.12.2, unmodified, over gRPC; and what only gRPC has: statuses, metadata, exact decimals."""

import os
import unittest
from decimal import Decimal

import grpc
from calls import SCRT, Calls, ledger
from cosmpy.protos.cosmos.auth.v1beta1.query_pb2 import QueryAccountRequest
from cosmpy.protos.cosmos.bank.v1beta1.query_pb2 import QueryBalanceRequest
from cosmpy.protos.cosmos.bank.v1beta1.query_pb2_grpc import QueryStub
from cosmpy.protos.cosmos.tx.v1beta1.service_pb2 import BroadcastTxRequest, GetTxRequest

HEIGHT = "x-cosmos-block-height"


class OverGRPC(Calls, unittest.TestCase):
    url = "grpc+" + os.environ["GRPC"]

    def balance(self, **options):
        request = QueryBalanceRequest(address=str(self.address), denom="uscrt")
        return self.client.bank.Balance.with_call(request, timeout=30, **options)

    def test_answers_carry_their_height(self):
        height = self.client.query_height()
        _, call = self.balance()
        found = dict(call.initial_metadata())
        self.assertGreaterEqual(int(found[HEIGHT]), height)
        answer, call = self.balance(metadata=[(HEIGHT, found[HEIGHT])])
        self.assertEqual(dict(call.initial_metadata())[HEIGHT], found[HEIGHT])
        self.assertEqual(answer.balance.amount, str(1000 * SCRT))

    def test_heights_that_are_none_are_refused(self):
        for height in ["x", "-1", "999999999"]:
            with self.assertRaises(grpc.RpcError) as caught:
                self.balance(metadata=[(HEIGHT, height)])
            self.assertEqual(caught.exception.code(), grpc.StatusCode.UNKNOWN, height)

    def test_statuses_are_those_of_the_handlers(self):
        calls = [
            (self.client.auth.Account, QueryAccountRequest(address=str(self.other)),
             grpc.StatusCode.NOT_FOUND, f"account {self.other} not found"),
            (self.client.txs.GetTx, GetTxRequest(hash="00" * 32),
             grpc.StatusCode.NOT_FOUND, "tx not found: " + "00" * 32),
            (self.client.txs.GetTx, GetTxRequest(),
             grpc.StatusCode.INVALID_ARGUMENT, "tx hash cannot be empty"),
            (self.client.txs.BroadcastTx, BroadcastTxRequest(),
             grpc.StatusCode.INVALID_ARGUMENT, "invalid empty tx"),
        ]
        for method, request, code, text in calls:
            with self.assertRaises(grpc.RpcError) as caught:
                method(request, timeout=30)
            self.assertEqual((caught.exception.code(), caught.exception.details()), (code, text))

    def test_what_is_not_served_is_unimplemented(self):
        with grpc.insecure_channel(os.environ["GRPC"].removeprefix("http://")) as channel:
            for path in ["/no.such/Method", "/cosmwasm.wasm.v1.Query/Codes"]:
                with self.assertRaises(grpc.RpcError) as caught:
                    channel.unary_unary(path)(b"", timeout=30)
                self.assertEqual(caught.exception.code(), grpc.StatusCode.UNIMPLEMENTED)

    def test_a_large_request_fits_and_a_larger_one_is_told_so(self):
        with grpc.insecure_channel(os.environ["GRPC"].removeprefix("http://")) as channel:
            decode = channel.unary_unary("/cosmos.tx.v1beta1.Service/TxDecode")
            for size, code in [
                (3 << 20, grpc.StatusCode.UNKNOWN), (11 << 20, grpc.StatusCode.RESOURCE_EXHAUSTED),
            ]:
                request = BroadcastTxRequest(tx_bytes=bytes(size)).SerializeToString()
                with self.assertRaises(grpc.RpcError) as caught:
                    decode(request, timeout=60)
                self.assertEqual(caught.exception.code(), code, caught.exception.details())

    def test_decimals_are_scaled_integers(self):
        self.stake(900 * SCRT)
        self.done(self.client.send_tokens(self.other, 1, "uscrt", self.wallet))
        exact = self.client.query_staking_summary(self.address).current_positions[0].reward_dec
        over_rest = ledger("rest+" + os.environ["REST"])
        printed = over_rest.query_staking_summary(self.address).current_positions[0].reward_dec
        self.assertGreater(printed, 0)
        self.assertEqual(exact, printed * Decimal(10**18))

    def test_many_calls_at_once(self):
        request = QueryBalanceRequest(address=str(self.address), denom="uscrt")
        with grpc.insecure_channel(os.environ["GRPC"].removeprefix("http://")) as channel:
            stub = QueryStub(channel)
            waiting = [stub.Balance.future(request, timeout=60) for _ in range(500)]
            self.assertEqual(
                {one.result().balance.amount for one in waiting}, {str(1000 * SCRT)})
