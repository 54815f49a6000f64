import unittest

from tests.test_api import KEY, ApiTest


class SearchTest(ApiTest):
    def test_the_newest_or_the_oldest_comes_first(self):
        first, second = self.book()["number"], self.book()["number"]
        for order, expected in (("asc", {first, second}), ("desc", {first, second})):
            answer = self.client.get(
                f"/search?sort=booked&order={order}", headers=KEY
            ).get_json()
            self.assertEqual({row["number"] for row in answer["parcels"]}, expected)

    def test_only_known_columns_sort(self):
        answer = self.client.get("/search?sort=api_key", headers=KEY)
        self.assertEqual(answer.status_code, 400)

    def test_an_export_comes_back(self):
        self.book()
        self.client.post("/search/exports", headers=KEY)
        answer = self.client.get("/search/exports?name=parcels.csv", headers=KEY)
        self.assertIn(b"Ben", answer.data)
        answer.close()


if __name__ == "__main__":
    unittest.main()
