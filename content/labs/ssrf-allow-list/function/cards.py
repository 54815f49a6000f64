def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}
    lab.expect(lab.get("/cards").status == 401, "a token is needed")
    r = lab.post("/cards", headers=auth, json={"url": "http://blog.example/"})
    lab.expect(r.status == 201, "a link gets a card")
    card = r.json()
    lab.expect(card["title"] == "Notes from the depot"
               and "Sorting, mostly." in card["text"],
               "the card has the title and the first words")
    lab.expect(card in lab.get("/cards", headers=auth).json(),
               "the card is kept")
