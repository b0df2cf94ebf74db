"""cosmpy 0.12.2, unmodified, over gRPC: grants to send and to pay fees, and planned upgrades."""

import os
import unittest

import grpc
from calls import Calls
from cosmpy.aerial.client.bank import create_bank_send_msg
from cosmpy.aerial.client.utils import prepare_and_broadcast_basic_transaction
from cosmpy.aerial.exceptions import BroadcastError
from cosmpy.aerial.tx import Transaction, TxFee
from cosmpy.aerial.wallet import LocalWallet
from cosmpy.crypto.keypairs import PrivateKey
from cosmpy.protos.cosmos.authz.v1beta1.authz_pb2 import GenericAuthorization, Grant
from cosmpy.protos.cosmos.authz.v1beta1.query_pb2 import QueryGrantsRequest
from cosmpy.protos.cosmos.authz.v1beta1.query_pb2_grpc import QueryStub as AuthzStub
from cosmpy.protos.cosmos.authz.v1beta1.tx_pb2 import MsgExec, MsgGrant
from cosmpy.protos.cosmos.base.v1beta1.coin_pb2 import Coin
from cosmpy.protos.cosmos.feegrant.v1beta1.feegrant_pb2 import BasicAllowance
from cosmpy.protos.cosmos.feegrant.v1beta1.query_pb2 import QueryAllowanceRequest
from cosmpy.protos.cosmos.feegrant.v1beta1.query_pb2_grpc import QueryStub as FeegrantStub
from cosmpy.protos.cosmos.feegrant.v1beta1.tx_pb2 import MsgGrantAllowance
from cosmpy.protos.cosmos.params.v1beta1.query_pb2 import QueryParamsRequest
from cosmpy.protos.cosmos.params.v1beta1.query_pb2_grpc import QueryStub as ParamsStub
from cosmpy.protos.cosmos.upgrade.v1beta1.query_pb2 import QueryCurrentPlanRequest
from cosmpy.protos.cosmos.upgrade.v1beta1.query_pb2_grpc import QueryStub as UpgradeStub
from google.protobuf.any_pb2 import Any

SEND = "/cosmos.bank.v1beta1.MsgSend"


def packed(message):
    found = Any()
    found.Pack(message, type_url_prefix="/")
    return found


class Grants(unittest.TestCase):
    url = "grpc+" + os.environ["GRPC"]
    done = Calls.done

    def setUp(self):
        Calls.setUp(self)
        self.channel = grpc.insecure_channel(os.environ["GRPC"].removeprefix("http://"))
        self.addCleanup(self.channel.close)
        self.grantee = LocalWallet(PrivateKey(), prefix="secret")
        self.done(self.client.send_tokens(self.grantee.address(), 100_000, "uscrt", self.wallet))

    def run_message(self, wallet, message, fee):
        transaction = Transaction()
        transaction.add_message(message)
        return prepare_and_broadcast_basic_transaction(
            self.client, transaction, wallet, fee=fee)

    def test_a_grantee_sends_in_the_granters_name(self):
        granter, grantee = str(self.address), str(self.grantee.address())
        self.done(self.run_message(
            self.wallet,
            MsgGrant(granter=granter, grantee=grantee, grant=Grant(
                authorization=packed(GenericAuthorization(msg=SEND)))),
            TxFee("10000uscrt", 100_000)))
        answer = AuthzStub(self.channel).Grants(
            QueryGrantsRequest(granter=granter, grantee=grantee), timeout=30)
        found = GenericAuthorization()
        self.assertTrue(answer.grants[0].authorization.Unpack(found))
        self.assertEqual(found.msg, SEND)
        inner = create_bank_send_msg(self.address, self.other, 7, "uscrt")
        sent = self.run_message(
            self.grantee, MsgExec(grantee=grantee, msgs=[packed(inner)]),
            TxFee("10000uscrt", 100_000))
        self.done(sent)
        self.assertEqual(self.client.query_bank_balance(self.other, "uscrt"), 7)

    def test_a_granter_pays_the_fee(self):
        granter, grantee = str(self.address), str(self.grantee.address())
        fee = TxFee("10000uscrt", 100_000, granter=self.address)
        inner = create_bank_send_msg(self.grantee.address(), self.other, 7, "uscrt")
        with self.assertRaises(BroadcastError):
            self.run_message(self.grantee, inner, fee)
        allowance = BasicAllowance(spend_limit=[Coin(denom="uscrt", amount="15000")])
        self.done(self.run_message(
            self.wallet,
            MsgGrantAllowance(granter=granter, grantee=grantee, allowance=packed(allowance)),
            TxFee("10000uscrt", 100_000)))
        self.done(self.run_message(self.grantee, inner, fee))
        self.assertEqual(
            self.client.query_bank_balance(self.grantee.address(), "uscrt"), 100_000 - 7)
        answer = FeegrantStub(self.channel).Allowance(
            QueryAllowanceRequest(granter=granter, grantee=grantee), timeout=30)
        left = BasicAllowance()
        self.assertTrue(answer.allowance.allowance.Unpack(left))
        self.assertEqual(left.spend_limit[0].amount, "5000")

    def test_no_upgrade_is_planned_and_blocks_have_their_limits(self):
        plan = UpgradeStub(self.channel).CurrentPlan(QueryCurrentPlanRequest(), timeout=30)
        self.assertFalse(plan.HasField("plan"))
        answer = ParamsStub(self.channel).Params(
            QueryParamsRequest(subspace="baseapp", key="BlockParams"), timeout=30)
        self.assertIn("max_gas", answer.param.value)


if __name__ == "__main__":
    unittest.main()
