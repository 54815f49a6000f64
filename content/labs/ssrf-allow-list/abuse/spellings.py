def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}
    for url in ("HTTP://CDN.IMG.EXAMPLE/cat.png",
                "http://cdn.img.example:80/cat.png",
                "http://cdn.img.example/cat.png#top"):
        r = lab.request("PUT", "/avatars/spelled", headers=auth,
                        json={"url": url})
        lab.expect(r.status == 201, f"{url} is taken over")
