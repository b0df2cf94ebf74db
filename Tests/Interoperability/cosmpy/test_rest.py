"""cosmpy 0.12.2, unmodified, over REST."""

import os
import unittest

from calls import Calls


class OverREST(Calls, unittest.TestCase):
    url = "rest+" + os.environ["REST"]
