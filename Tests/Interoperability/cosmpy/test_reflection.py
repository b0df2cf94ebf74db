"""grpcio-reflection's client builds its messages from what the node says of itself."""

import os
import unittest

import grpc
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass
from grpc_reflection.v1alpha import reflection_pb2
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)

ADDRESS = "secret1ap26qrlp8mcq2pg6r47w43l0y8zkqm8a450s03"


class Reflection(unittest.TestCase):
    def setUp(self):
        self.channel = grpc.insecure_channel(os.environ["GRPC"].removeprefix("http://"))
        self.addCleanup(self.channel.close)
        self.database = ProtoReflectionDescriptorDatabase(self.channel)
        self.pool = DescriptorPool(self.database)

    def call(self, service, method, **fields):
        found = self.pool.FindServiceByName(service).FindMethodByName(method)
        request = GetMessageClass(found.input_type)(**fields)
        return self.channel.unary_unary(
            f"/{service}/{method}",
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=GetMessageClass(found.output_type).FromString,
        )(request, timeout=30)

    def test_asks_for_a_balance_without_generated_code(self):
        answer = self.call(
            "cosmos.bank.v1beta1.Query", "Balance", address=ADDRESS, denom="uscrt")
        self.assertEqual(answer.balance.denom, "uscrt")
        self.assertGreater(int(answer.balance.amount), 0)

    def test_every_listed_service_can_be_described(self):
        services = list(self.database.get_services())
        self.assertIn("cosmos.tx.v1beta1.Service", services)
        self.assertIn("secret.compute.v1beta1.Query", services)
        for service in services:
            for method in self.pool.FindServiceByName(service).methods:
                GetMessageClass(method.input_type)()
                GetMessageClass(method.output_type)()

    def test_the_newer_version_answers_as_the_older(self):
        request = reflection_pb2.ServerReflectionRequest(
            file_containing_symbol="cosmos.bank.v1beta1.Query")
        answers = []
        for version in ["v1", "v1alpha"]:
            path = f"/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo"
            stream = self.channel.stream_stream(path)(
                iter([request.SerializeToString()]), timeout=30)
            answers.append(list(stream))
        self.assertEqual(answers[0], answers[1])
        self.assertEqual(len(answers[0]), 1)

    def test_what_is_not_there_is_not_found(self):
        with self.assertRaises(KeyError):
            self.pool.FindServiceByName("cosmos.bank.v1beta1.Nothing")
