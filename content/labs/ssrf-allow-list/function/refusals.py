def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}

    def picture(url):
        return lab.request("PUT", "/avatars/refused", headers=auth,
                           json={"url": url}).status

    for url in ("http://blog.example/", "http://evilimg.example/cat.png",
                "http://cdn.img.example/big.png",
                "http://cdn.img.example/loop.png",
                "http://cdn.img.example/none.png",
                "http://gone.img.example/cat.png"):
        lab.expect(400 <= picture(url) < 500, f"{url} is refused")
    for url in ("", "ftp://cdn.img.example/cat.png", "cat.png", "http://"):
        lab.expect(400 <= picture(url) < 500, f"'{url}' is refused")
    lab.expect(lab.get("/avatars/refused", headers=auth).status == 404,
               "what is refused is not kept")
    r = lab.post("/cards", headers=auth, json={"url": "http://gone.example/"})
    lab.expect(400 <= r.status < 500,
               "a link that leads nowhere gets no card")
