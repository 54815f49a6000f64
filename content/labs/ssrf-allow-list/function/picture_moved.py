PNG = b"\x89PNG\r\n\x1a\n"


def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}
    for url, picture in (
            ("http://cdn.img.example/old/cat.png", b"a cat that moved"),
            ("http://cdn.img.example/today.png", b"cat")):
        r = lab.request("PUT", "/avatars/moved", headers=auth,
                        json={"url": url})
        lab.expect(r.status == 201, f"{url} is followed to where it moved")
        r = lab.get("/avatars/moved", headers=auth)
        lab.expect(r.body == PNG + picture, "the picture is the moved one")
