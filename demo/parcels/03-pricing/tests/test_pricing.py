import unittest

from parcels.pricing import PricingError, price_cents


class PricingTest(unittest.TestCase):
    def test_bands_include_their_limit(self):
        self.assertEqual(price_cents(500, "LS1 4AP"), 420)
        self.assertEqual(price_cents(501, "LS1 4AP"), 590)

    def test_remote_places_cost_more(self):
        self.assertEqual(price_cents(400, "ze1 0aa"), 770)

    def test_what_we_do_not_take_is_said(self):
        for grams, service in ((0, "standard"), (31501, "standard"), (10, "rocket")):
            with self.assertRaises(PricingError):
                price_cents(grams, "LS1 4AP", service)


if __name__ == "__main__":
    unittest.main()
