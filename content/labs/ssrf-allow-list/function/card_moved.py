def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}
    for url in ("http://blog.example/short", "http://blog.example:8080/"):
        r = lab.post("/cards", headers=auth, json={"url": url})
        lab.expect(r.status == 201 and r.json()["title"] == "The new depot",
                   f"{url} gets a card, also on another port")
