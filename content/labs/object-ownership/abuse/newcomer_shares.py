import re


def client(lab, who):
    def call(method, path, **more):
        return lab.request(method, path, headers={"Authorization": "Bearer " + lab.seeds[who]}, **more)
    return call


def project(call, name):
    return [p["id"] for p in call("GET", "/projects").json()["projects"] if p["name"] == name][0]


def run(lab):
    vic, mallory = client(lab, "vic"), client(lab, "mallory")
    for who, name in ((vic, "desk"), (mallory, "rival")):
        base = "/projects/%d/invoices" % project(who, name)
        r = who("POST", base, json={"customer": "Own", "amount": 3})
        lab.expect(r.status == 200, "the owner of any project writes invoices there")
        one = "%s/%s" % (base, r.json()["id"])
        lab.expect(who("PATCH", one, json={"amount": 4}).status == 200, "and changes them")
        link = who("GET", one + "/link").json()["url"]
        lab.expect(lab.get(link).status == 200, "and shares them by link")
    r = lab.get(link[:-1] + ("0" if link[-1] != "0" else "1"))
    lab.expect(r.status in (403, 404), "a link with a broken signature is refused")
    later = re.sub(r"expires=(\d+)", lambda m: "expires=%d" % (int(m[1]) + 86400), link)
    lab.expect(later == link or lab.get(later).status in (403, 404), "a link does not last longer than it was made for")
