class Problem(Exception):
    """Something the caller got wrong: a status and a sentence."""

    def __init__(self, status, text):
        super().__init__(text)
        self.status = status
