import tempfile
import unittest

from parcels import create_app
from parcels.db import get_db, init_db

KEY = {"X-Api-Key": "key-of-anna"}
ORDER = {"sender": "Anna", "recipient": "Ben", "postcode": "LS1 4AP", "grams": 750}


class ApiTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        app = create_app({"DATABASE": self.folder.name + "/test.db"})
        with app.app_context():
            init_db()
            with get_db() as db:
                db.execute(
                    "INSERT INTO customer (name, api_key) VALUES ('Anna', 'key-of-anna')"
                )
        self.client = app.test_client()

    def tearDown(self):
        self.folder.cleanup()

    def book(self):
        return self.client.post("/parcels", json=ORDER, headers=KEY).get_json()

    def test_a_parcel_is_booked_and_shown(self):
        number = self.book()["number"]
        shown = self.client.get("/parcels/" + number, headers=KEY).get_json()
        self.assertEqual(shown["price_cents"], 590)

    def test_nobody_books_without_a_key(self):
        self.assertEqual(self.client.post("/parcels", json=ORDER).status_code, 401)

    def test_a_parcel_does_not_skip_the_van(self):
        number = self.book()["number"]
        answer = self.client.post(
            f"/tracking/{number}/events", json={"state": "delivered"}
        )
        self.assertEqual(answer.status_code, 409)


if __name__ == "__main__":
    unittest.main()
