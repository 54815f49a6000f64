PNG = b"\x89PNG\r\n\x1a\n"


def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}
    lab.expect(lab.get("/avatars/nobody", headers=auth).status == 404,
               "who has no picture has none")
    for url, picture in (("http://cdn.img.example/cat.png", b"cat"),
                         ("http://pets.img.example/dog.png", b"dog")):
        r = lab.request("PUT", "/avatars/ada", headers=auth,
                        json={"url": url})
        lab.expect(r.status == 201, f"{url} is taken over")
        r = lab.get("/avatars/ada", headers=auth)
        lab.expect(r.status == 200 and r.body == PNG + picture,
                   "the picture is shown, byte for byte")
        lab.expect(r.headers["content-type"] == "image/png",
                   "it has its type")
