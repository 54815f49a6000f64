"""What the board keeps: a picture for each person, a card for each link."""
import threading

from trace import trace


class Store:
    def __init__(self):
        self.lock = threading.Lock()
        self.avatars = {}
        self.cards = []

    def put_avatar(self, person, kind, picture):
        trace("store", f"keeps {len(picture)} bytes of {kind} for {person}")
        with self.lock:
            self.avatars[person] = (kind, picture)

    def avatar(self, person):
        with self.lock:
            return self.avatars.get(person)

    def add_card(self, card):
        trace("store", f"keeps the card '{card['title']}'")
        with self.lock:
            self.cards = (self.cards + [card])[-100:]

    def all_cards(self):
        with self.lock:
            return list(self.cards)
