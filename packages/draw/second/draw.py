"""Verify and conduct draws of madang-draw/1.

python3 draw.py verify transcript.json [--seal DIGEST] [--all]
python3 draw.py conduct sealed.json randomness.json      sealed.json: { seal, roster }
python3 draw.py batch                                    a JSON job a line
"""

import sys
import threading

from canonical import Refused, canonical, canonical_bytes, parse
from seal import QUICKNET
from shape import fields, need
from verify import conducted, verify

DEPTH, STACK = 20000, 512 * 1024 * 1024


def read(path):
    with open(path, "rb") as file:
        return parse(file.read())


def say(line):
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def notes(seal):
    """What a verifier says besides (section 7)."""
    beacon = seal["randomness"].get("beacon")
    if not beacon:
        print("note: no beacon; the witnesses together could have steered it", file=sys.stderr)
    elif beacon["chain"] != QUICKNET:
        print("note: the chain of the beacon is not one that is known here", file=sys.stderr)


def run_verify(arguments):
    whole_tree = "--all" in arguments
    arguments = [word for word in arguments if word != "--all"]
    published = None
    if "--seal" in arguments:
        at = arguments.index("--seal")
        published = arguments[at + 1]
        del arguments[at : at + 2]
    made, gap = verify(read(arguments[0]), published, whole_tree)
    notes(made["seal"])
    if gap is not None:
        print("note: proved with a gap of at most %s" % gap, file=sys.stderr)
    say(("verified: %d drawn, seal %s" % (len(made["result"]["drawn"]), made["sealDigest"])).encode())


def run_conduct(arguments):
    sealed = fields(read(arguments[0]), ("seal", "roster"), ("sealDigest",), "sealed")
    say(canonical_bytes(conducted(sealed["seal"], sealed["roster"], read(arguments[1]))))


def job(line):
    """The answer to one job."""
    asked = parse(line)
    need(type(asked) is dict, "job")
    if asked.get("do") == "verify":
        verify(asked.get("transcript"))
        return {"ok": True}
    need(asked.get("do") == "conduct", "job: do")
    made = conducted(asked.get("seal"), asked.get("roster"), asked.get("randomness"))
    return {"ok": True, "transcript": made}


def run_batch(_arguments):
    for line in sys.stdin.buffer:
        try:
            answer = canonical_bytes(job(line))
        except Refused as refused:
            answer = canonical_bytes({"ok": False, "where": str(refused)})
        except Exception as error:  # whatever it was, it was no sound transcript
            answer = canonical_bytes({"ok": False, "where": "unsound: " + type(error).__name__})
        say(answer)


COMMANDS = {"verify": run_verify, "conduct": run_conduct, "batch": run_batch}


def main(words, codes):
    try:
        COMMANDS[words[0]](words[1:])
        codes.append(0)
    except Refused as refused:
        print("not verified: %s differs" % refused)
    except OSError as error:
        print("not verified: %s" % error)
    except Exception as error:
        print("not verified: unsound (%s)" % type(error).__name__)


if __name__ == "__main__":
    if len(sys.argv) < 3 and sys.argv[1:2] != ["batch"] or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    sys.setrecursionlimit(DEPTH)
    threading.stack_size(STACK)
    found = []
    worker = threading.Thread(target=main, args=(sys.argv[1:], found))
    worker.start()
    worker.join()
    sys.exit(0 if found else 1)
