def run(lab):
    r = lab.get("/note/v1..2.txt")
    lab.expect(r.status == 200 and r.text == "dots", "the note v1..2.txt is read")
