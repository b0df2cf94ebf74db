"""cosmpy 0.12.2's own protobuf types over gRPC: everything that is asked about stakes and proposals."""

import os
import unittest

import grpc
from calls import SCRT, ledger
from cosmpy.aerial.client.utils import prepare_and_broadcast_basic_transaction
from cosmpy.aerial.tx import Transaction
from cosmpy.aerial.wallet import LocalWallet
from cosmpy.crypto.keypairs import PrivateKey
from cosmpy.protos.cosmos.base.query.v1beta1.pagination_pb2 import PageRequest
from cosmpy.protos.cosmos.base.v1beta1.coin_pb2 import Coin
from cosmpy.protos.cosmos.distribution.v1beta1 import query_pb2 as distribution
from cosmpy.protos.cosmos.distribution.v1beta1 import query_pb2_grpc as distribution_grpc
from cosmpy.protos.cosmos.evidence.v1beta1 import query_pb2 as evidence
from cosmpy.protos.cosmos.evidence.v1beta1 import query_pb2_grpc as evidence_grpc
from cosmpy.protos.cosmos.gov.v1beta1 import gov_pb2
from cosmpy.protos.cosmos.gov.v1beta1 import query_pb2 as gov
from cosmpy.protos.cosmos.gov.v1beta1 import query_pb2_grpc as gov_grpc
from cosmpy.protos.cosmos.gov.v1beta1.tx_pb2 import MsgSubmitProposal, MsgVote
from cosmpy.protos.cosmos.mint.v1beta1 import query_pb2 as mint
from cosmpy.protos.cosmos.mint.v1beta1 import query_pb2_grpc as mint_grpc
from cosmpy.protos.cosmos.slashing.v1beta1 import query_pb2 as slashing
from cosmpy.protos.cosmos.slashing.v1beta1 import query_pb2_grpc as slashing_grpc
from cosmpy.protos.cosmos.staking.v1beta1 import query_pb2 as staking
from cosmpy.protos.cosmos.staking.v1beta1 import query_pb2_grpc as staking_grpc
from google.protobuf.any_pb2 import Any

# The scalar of the local network's account "a": a public test key, never for real funds.
RICH = bytes.fromhex("f0a7b67eb9a719d54f8a9bfbfb187d8c296b97911a05bf5ca30494823e46beb6")


class Economy(unittest.TestCase):
    def setUp(self):
        self.client = ledger("grpc+" + os.environ["GRPC"])
        self.wallet = LocalWallet(PrivateKey(RICH), prefix="secret")
        self.address = str(self.wallet.address())
        self.channel = grpc.insecure_channel(os.environ["GRPC"].removeprefix("http://"))
        self.addCleanup(self.channel.close)
        bonded = self.client.query_validators()
        self.validator = str(max(bonded, key=lambda one: one.tokens).address)

    def send(self, message):
        transaction = Transaction()
        transaction.add_message(message)
        sent = prepare_and_broadcast_basic_transaction(self.client, transaction, self.wallet)
        sent.wait_to_complete(timeout=30, poll_period=0.1)
        return sent.response

    def test_stakes(self):
        self.client.delegate_tokens(
            self.validator, 5 * SCRT, self.wallet).wait_to_complete(poll_period=0.1)
        self.client.undelegate_tokens(
            self.validator, 2 * SCRT, self.wallet).wait_to_complete(poll_period=0.1)
        stub = staking_grpc.QueryStub(self.channel)
        pair = {"delegator_addr": self.address, "validator_addr": self.validator}
        one = stub.Delegation(staking.QueryDelegationRequest(**pair)).delegation_response
        self.assertGreaterEqual(int(one.balance.amount), 3 * SCRT)
        self.assertEqual(int(one.delegation.shares), int(one.balance.amount) * 10**18)
        mine = stub.DelegatorDelegations(
            staking.QueryDelegatorDelegationsRequest(delegator_addr=self.address))
        self.assertIn(one, list(mine.delegation_responses))
        theirs = stub.ValidatorDelegations(staking.QueryValidatorDelegationsRequest(
            validator_addr=self.validator, pagination=PageRequest(limit=1_000)))
        self.assertIn(one, list(theirs.delegation_responses))
        unbonding = stub.UnbondingDelegation(staking.QueryUnbondingDelegationRequest(**pair))
        self.assertEqual(unbonding.unbond.entries[-1].balance, str(2 * SCRT))
        for found in [
            stub.DelegatorUnbondingDelegations(
                staking.QueryDelegatorUnbondingDelegationsRequest(delegator_addr=self.address)),
            stub.ValidatorUnbondingDelegations(
                staking.QueryValidatorUnbondingDelegationsRequest(
                    validator_addr=self.validator, pagination=PageRequest(limit=1_000))),
        ]:
            self.assertIn(unbonding.unbond, list(found.unbonding_responses))
        known = stub.DelegatorValidator(staking.QueryDelegatorValidatorRequest(**pair)).validator
        self.assertEqual(known.operator_address, self.validator)
        self.assertGreater(int(stub.Pool(staking.QueryPoolRequest()).pool.bonded_tokens), 0)
        self.assertEqual(stub.Params(staking.QueryParamsRequest()).params.bond_denom, "uscrt")
        height = self.client.query_height()
        history = stub.HistoricalInfo(staking.QueryHistoricalInfoRequest(height=height)).hist
        self.assertEqual(history.header.height, height)
        self.assertIn(self.validator, [one.operator_address for one in history.valset])
        self.assertEqual(
            list(stub.Redelegations(
                staking.QueryRedelegationsRequest(
                    src_validator_addr="", dst_validator_addr="", delegator_addr=self.address)
            ).redelegation_responses), [])

    def test_what_is_not_there_has_its_status(self):
        stub = staking_grpc.QueryStub(self.channel)
        stranger = str(LocalWallet(PrivateKey(), prefix="secret").address())
        calls = [
            (stub.Delegation, staking.QueryDelegationRequest(
                delegator_addr=stranger, validator_addr=self.validator)),
            (stub.UnbondingDelegation, staking.QueryUnbondingDelegationRequest(
                delegator_addr=stranger, validator_addr=self.validator)),
            (gov_grpc.QueryStub(self.channel).Proposal,
             gov.QueryProposalRequest(proposal_id=10**9)),
            (evidence_grpc.QueryStub(self.channel).Evidence,
             evidence.QueryEvidenceRequest(hash="00" * 32)),
        ]
        for method, request in calls:
            with self.assertRaises(grpc.RpcError) as caught:
                method(request, timeout=30)
            self.assertEqual(caught.exception.code(), grpc.StatusCode.NOT_FOUND, request)

    def test_rewards(self):
        stub = distribution_grpc.QueryStub(self.channel)
        pool = stub.CommunityPool(distribution.QueryCommunityPoolRequest()).pool
        # A decimal is an integer of 10^-18 here.
        self.assertGreater(int(pool[0].amount), 0)
        outstanding = stub.ValidatorOutstandingRewards(
            distribution.QueryValidatorOutstandingRewardsRequest(
                validator_address=self.validator)).rewards.rewards[0]
        commission = stub.ValidatorCommission(distribution.QueryValidatorCommissionRequest(
            validator_address=self.validator)).commission.commission[0]
        self.assertLess(int(commission.amount), int(outstanding.amount))
        slashes = stub.ValidatorSlashes(distribution.QueryValidatorSlashesRequest(
            validator_address=self.validator, starting_height=1, ending_height=10))
        self.assertEqual(list(slashes.slashes), [])
        where = stub.DelegatorWithdrawAddress(
            distribution.QueryDelegatorWithdrawAddressRequest(delegator_address=self.address))
        self.assertEqual(where.withdraw_address, self.address)
        params = stub.Params(distribution.QueryParamsRequest()).params
        self.assertEqual(params.community_tax, str(2 * 10**16))

    def test_new_coins_and_signatures(self):
        minted = mint_grpc.QueryStub(self.channel)
        inflation = int(minted.Inflation(mint.QueryInflationRequest()).inflation)
        self.assertGreaterEqual(inflation, 13 * 10**16)
        self.assertGreater(
            int(minted.AnnualProvisions(mint.QueryAnnualProvisionsRequest()).annual_provisions),
            inflation)
        self.assertEqual(minted.Params(mint.QueryParamsRequest()).params.mint_denom, "uscrt")
        signed = slashing_grpc.QueryStub(self.channel)
        info = signed.SigningInfos(slashing.QuerySigningInfosRequest()).info[0]
        same = signed.SigningInfo(slashing.QuerySigningInfoRequest(cons_address=info.address))
        self.assertEqual(same.val_signing_info.address, info.address)
        params = signed.Params(slashing.QueryParamsRequest()).params
        self.assertEqual(params.slash_fraction_double_sign, str(5 * 10**16).encode())

    def test_a_proposal(self):
        text = Any(
            type_url="/cosmos.gov.v1beta1.TextProposal",
            value=gov_pb2.TextProposal(
                title="a title", description="words").SerializeToString())
        response = self.send(MsgSubmitProposal(
            content=text, proposer=self.address,
            initial_deposit=[Coin(denom="uscrt", amount=str(1_000 * SCRT))]))
        number = int(response.events["submit_proposal"]["proposal_id"])
        stub = gov_grpc.QueryStub(self.channel)
        proposal = stub.Proposal(gov.QueryProposalRequest(proposal_id=number)).proposal
        self.assertEqual(proposal.status, gov_pb2.PROPOSAL_STATUS_VOTING_PERIOD)
        self.assertEqual(proposal.content, text)
        self.send(MsgVote(
            proposal_id=number, voter=self.address, option=gov_pb2.VOTE_OPTION_NO_WITH_VETO))
        vote = stub.Vote(gov.QueryVoteRequest(proposal_id=number, voter=self.address)).vote
        self.assertEqual(
            [(one.option, one.weight) for one in vote.options],
            [(gov_pb2.VOTE_OPTION_NO_WITH_VETO, str(10**18))])
        self.assertEqual(
            list(stub.Votes(gov.QueryVotesRequest(proposal_id=number)).votes), [vote])
        deposit = stub.Deposit(gov.QueryDepositRequest(
            proposal_id=number, depositor=self.address)).deposit
        self.assertEqual(deposit.amount[0].amount, str(1_000 * SCRT))
        self.assertEqual(
            list(stub.Deposits(gov.QueryDepositsRequest(proposal_id=number)).deposits), [deposit])
        tally = stub.TallyResult(gov.QueryTallyResultRequest(proposal_id=number)).tally
        self.assertEqual(tally.yes, "0")
        found = stub.Proposals(gov.QueryProposalsRequest(
            proposal_status=gov_pb2.PROPOSAL_STATUS_VOTING_PERIOD, voter=self.address)).proposals
        self.assertIn(number, [one.proposal_id for one in found])
        quorum = stub.Params(gov.QueryParamsRequest(params_type="tallying")).tally_params.quorum
        self.assertEqual(quorum, str(334 * 10**15).encode())


if __name__ == "__main__":
    unittest.main()
