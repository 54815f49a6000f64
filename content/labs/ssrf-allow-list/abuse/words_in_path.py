def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}
    for url, title in (
            ("http://blog.example/why-169.254.169.254?from=localhost",
             "Why 169.254.169.254?"),
            ("http://blog.example/@wiebke", "Wiebke writes")):
        r = lab.post("/cards", headers=auth, json={"url": url})
        lab.expect(r.status == 201 and r.json()["title"] == title,
                   f"{url} is a link like any other")
    r = lab.request("PUT", "/avatars/at", headers=auth,
                    json={"url": "http://cdn.img.example/@ada/cat.png"})
    lab.expect(r.status == 201, "a path may hold an @")
