def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}
    for url in ("http://192.88.99.20/", "http://mirror.blog.example/"):
        r = lab.post("/cards", headers=auth, json={"url": url})
        lab.expect(r.status == 201
                   and r.json()["title"] == "Notes from the depot",
                   f"{url} is public and gets its card")
