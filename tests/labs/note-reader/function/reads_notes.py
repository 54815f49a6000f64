def run(lab):
    r = lab.get("/note/a.txt")
    lab.expect(r.status == 200 and r.text == "hello", "the note a.txt says hello")
    lab.expect(lab.get("/note/none.txt").status == 404, "a note that is not there is not found")
