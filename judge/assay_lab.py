"""Runs the checks of one kind against one service, in the judge's second
sandbox: python3 assay_lab.py PLAN.  The plan is JSON; an answer a line goes to
standard output, which is the judge's own pipe.  What a check is given is said
in content/labs/README.md.  The service is hostile: nothing it answers is
unbounded, and none of its bytes is ever run."""

import json
import os
import signal
import socket
import sys
import time

BODY_MAX = 1 << 20
HEAD_MAX = 64 << 10
STEP_MAX = 2000
STEPS_MAX = 400
ANSWER_SECONDS = 3.0


class Failed(Exception):
    """What must hold does not."""


class Broken(Exception):
    """Neither refused nor exploited: the service does not do its work."""


class NoAnswer(Broken):
    """No answer, or none that can be read."""


class Late(BaseException):
    """The time of all checks of a kind is used up."""


class Log:
    """The story of a public exploit, in the order it happened."""

    def __init__(self, wanted):
        self.wanted = wanted
        self.steps = []
        self.requests = 0

    def add(self, kind, text):
        if self.wanted and len(self.steps) < STEPS_MAX:
            if len(text) > STEP_MAX:
                text = text[:STEP_MAX] + " ..."
            self.steps.append([kind, text])


def readable(data):
    return data.decode("utf-8", "backslashreplace")


class Answer:
    def __init__(self, status, headers, cookies, body, seconds):
        self.status = status
        self.headers = headers
        self.cookies = cookies
        self.body = body
        self.seconds = seconds

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    def json(self):
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise NoAnswer("the answer is no JSON") from None


class Wire:
    """One connection; every wait ends."""

    def __init__(self, path, seconds):
        self.end = time.monotonic() + seconds
        self.data = b""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self.left()
            self.sock.connect(path)
        except OSError:
            self.sock.close()
            raise NoAnswer("the service does not accept a connection") from None

    def left(self):
        left = self.end - time.monotonic()
        if left <= 0:
            raise NoAnswer("the service did not answer in time")
        self.sock.settimeout(left)

    def send(self, data):
        try:
            self.left()
            self.sock.sendall(data)
        except socket.timeout:
            raise NoAnswer("the service did not answer in time") from None
        except OSError:
            pass  # it may have answered before it hung up

    def more(self):
        try:
            self.left()
            got = self.sock.recv(65536)
        except socket.timeout:
            raise NoAnswer("the service did not answer in time") from None
        except OSError:
            got = b""
        self.data += got
        return len(got) > 0

    def line(self):
        while b"\n" not in self.data:
            if len(self.data) > HEAD_MAX or not self.more():
                raise NoAnswer("the answer ends before its headers do")
        line, self.data = self.data.split(b"\n", 1)
        return line.rstrip(b"\r")

    def exactly(self, n):
        if n > BODY_MAX:
            raise NoAnswer("the answer is longer than a mebibyte")
        while len(self.data) < n:
            if not self.more():
                raise NoAnswer("the answer ends before its length")
        part, self.data = self.data[:n], self.data[n:]
        return part

    def rest(self):
        while self.more():
            if len(self.data) > BODY_MAX:
                raise NoAnswer("the answer is longer than a mebibyte")
        return self.data

    def chunked(self):
        body = b""
        while True:
            size = self.line().split(b";")[0].strip()
            if not size or len(size) > 8:
                raise NoAnswer("a chunk of the answer has no length")
            try:
                n = int(size, 16)
            except ValueError:
                raise NoAnswer("a chunk of the answer has no length") from None
            if n < 0 or len(body) + n > BODY_MAX:
                raise NoAnswer("the answer is longer than a mebibyte")
            if n == 0:
                return body
            body += self.exactly(n)
            self.line()

    def head(self):
        words = self.line().split(b" ", 2)
        if len(words) < 2 or not words[0].startswith(b"HTTP/1."):
            raise NoAnswer("the answer is not HTTP/1.1")
        if len(words[1]) != 3 or not words[1].isdigit():
            raise NoAnswer("the answer has no status")
        headers, cookies, size = {}, [], 0
        while True:
            line = self.line()
            size += len(line)
            if size > HEAD_MAX:
                raise NoAnswer("the headers are too long")
            if not line:
                return int(words[1]), headers, cookies
            name, _, value = line.decode("latin-1").partition(":")
            name, value = name.strip().lower(), value.strip()
            if name == "set-cookie":
                cookies.append(value)
            headers[name] = headers[name] + ", " + value if name in headers else value

    def answer(self, method):
        start = time.monotonic()
        status, headers, cookies = self.head()
        while 100 <= status < 200:
            status, headers, cookies = self.head()
        length = headers.get("content-length", "")
        if method == "HEAD" or status in (204, 304):
            body = b""
        elif "chunked" in headers.get("transfer-encoding", "").lower():
            body = self.chunked()
        elif length:
            if not length.isdigit() or len(length) > 9:
                raise NoAnswer("the answer has no plain length")
            body = self.exactly(int(length))
        else:
            body = self.rest()
        return Answer(status, headers, cookies, body, time.monotonic() - start)


class Lab:
    """What a check is given; a session is one that keeps cookies."""

    Broken = Broken
    NoAnswer = NoAnswer

    def __init__(self, path, seeds, log, end, keeps=False):
        self.seeds = seeds
        self._path = path
        self._log = log
        self._end = end
        self._keeps = keeps
        self.cookies = {}

    def session(self):
        return Lab(self._path, self.seeds, self._log, self._end, True)

    def get(self, path, headers=None, query=None, **more):
        return self.request("GET", path, headers=headers, query=query, **more)

    def post(self, path, headers=None, **more):
        return self.request("POST", path, headers=headers, **more)

    def request(self, method, path, headers=None, query=None, json=None, form=None,
                body=None, timeout=ANSWER_SECONDS):
        send = {"Host": "lab", "Connection": "close"}
        if query:
            from urllib.parse import urlencode
            path += ("&" if "?" in path else "?") + urlencode(query, doseq=True)
        if json is not None:
            body = _json_bytes(json)
            send["Content-Type"] = "application/json"
        elif form is not None:
            from urllib.parse import urlencode
            body = urlencode(form, doseq=True).encode()
            send["Content-Type"] = "application/x-www-form-urlencoded"
        if isinstance(body, str):
            body = body.encode()
        if body is not None or method in ("POST", "PUT", "PATCH"):
            send["Content-Length"] = str(len(body or b""))
        if self._keeps and self.cookies:
            send["Cookie"] = "; ".join(k + "=" + v for k, v in self.cookies.items())
        for name, value in (headers or {}).items():
            for have in [k for k in send if k.lower() == name.lower()]:
                del send[have]
            send[name] = str(value)
        head = method + " " + path + " HTTP/1.1\r\n"
        head += "".join(k + ": " + v + "\r\n" for k, v in send.items()) + "\r\n"
        said = method + " " + path
        if body:
            said += "\n" + readable(body)
        self._log.requests += 1
        self._log.add("request", said)
        wire = self._open(timeout)
        try:
            wire.send(head.encode("utf-8", "surrogateescape") + (body or b""))
            answer = wire.answer(method)
        except NoAnswer as e:
            self._log.add("answer", "none: " + str(e))
            raise
        finally:
            wire.sock.close()
        self._log.add("answer", str(answer.status) + "\n" + readable(answer.body[:STEP_MAX]))
        for cookie in answer.cookies if self._keeps else ():
            self._keep(cookie)
        return answer

    def raw(self, data, timeout=ANSWER_SECONDS):
        self._log.requests += 1
        self._log.add("request", readable(data))
        wire = self._open(timeout)
        try:
            wire.send(data)
            wire.sock.shutdown(socket.SHUT_WR)
            got = wire.rest()
        except OSError:
            got = wire.data
        except NoAnswer:
            got = wire.data
            if not got:
                raise
        finally:
            wire.sock.close()
        self._log.add("answer", readable(got[:STEP_MAX]))
        return got

    def parallel(self, calls):
        import threading
        results = [None] * len(calls)
        gate = threading.Barrier(len(calls))

        def one(i, call):
            try:
                gate.wait()
                results[i] = (True, call())
            except BaseException as e:
                results[i] = (False, e)

        threads = [threading.Thread(target=one, args=(i, c), daemon=True)
                   for i, c in enumerate(calls)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        for good, value in results:
            if not good:
                raise value
        return [value for _, value in results]

    def expect(self, holds, what):
        if not holds:
            raise Failed(what)

    def say(self, text):
        self._log.add("say", str(text))

    def _open(self, timeout):
        left = self._end - time.monotonic()
        return Wire(self._path, min(timeout, max(left, 0.01)))

    def _keep(self, cookie):
        pair, _, more = cookie.partition(";")
        name, _, value = pair.strip().partition("=")
        if not value or "max-age=0" in more.lower().replace(" ", ""):
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value


def _json_bytes(value):
    return json.dumps(value).encode()


# An answer of another shape than expected, rather than a mistake in a check.
SHAPE = (LookupError, TypeError, ValueError, AttributeError, AssertionError)


def named(e):
    return type(e).__name__ + ": " + str(e)


def run_check(check, lab):
    """(outcome, why) of one check; why is None where there is nothing to say."""
    exploit = check["kind"] in ("public", "withheld")
    bad = "broken" if exploit else "failed"
    space = {"__name__": "check"}
    try:
        with open(check["file"], encoding="utf-8") as f:
            exec(compile(f.read(), check["id"], "exec"), space)
        run = space["run"]
    except Exception as e:
        return "defect", "it does not load: " + named(e)
    asked = lab._log.requests
    try:
        proved = run(lab)
    except (Failed, Broken) as e:
        return bad, str(e)
    except SHAPE as e:
        if asked == lab._log.requests:
            return "defect", named(e)
        return bad, "the answer is not of the shape it has to be (" + named(e) + ")"
    except (Exception, SystemExit) as e:
        return "defect", named(e)
    if exploit and proved:
        return "proved", str(proved)
    return "ok", None


def wait_ready(path, seconds):
    end = time.monotonic() + seconds
    while True:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            sock.settimeout(1)
            sock.connect(path)
            return True
        except OSError:
            if time.monotonic() > end:
                return False
            time.sleep(0.002)
        finally:
            sock.close()


def on_alarm(*_):
    raise Late()


def main():
    pipe = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.set_inheritable(pipe.fileno(), False)
    os.dup2(2, 1)  # what a check prints is no verdict
    with open(sys.argv[1], encoding="utf-8") as f:
        plan = json.load(f)

    def tell(**line):
        pipe.write(json.dumps(line) + "\n")
        pipe.flush()

    ready = wait_ready(plan["socket"], plan["start_seconds"])
    tell(ready=ready)
    if not ready:
        return
    log = Log(plan["log"])
    end = time.monotonic() + plan["seconds"]
    signal.signal(signal.SIGALRM, on_alarm)
    signal.setitimer(signal.ITIMER_REAL, plan["seconds"])
    for check in plan["checks"]:
        again = check.get("again", False)
        story = Log(False) if again else log
        lab = Lab(plan["socket"], dict(plan["seeds"]), story, end)
        story.add("check", check["id"])
        try:
            if time.monotonic() >= end:
                raise Late()
            outcome, why = run_check(check, lab)
        except Late:
            bad = check["kind"] in ("public", "withheld")
            outcome = "broken" if bad else "failed"
            why = "not done after %d seconds" % plan["seconds"]
        tell(check=check["id"], again=again, outcome=outcome, why=why and why[:500])
    signal.setitimer(signal.ITIMER_REAL, 0)
    tell(done=True, steps=log.steps)
    pipe.close()
    os._exit(0)


main()
