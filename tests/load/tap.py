"""The Test Anything Protocol, as the tests of this house speak it."""
import sys


class Tap:
    """Counts tests and says how they went."""

    def __init__(self):
        self.count = self.failed = 0

    def ok(self, good, sentence, diagnostics=None):
        self.count += 1
        print("%sok %d - %s" % ("" if good else "not ", self.count, sentence))
        if not good:
            self.failed += 1
            if diagnostics is not None:
                self.note(diagnostics)
        sys.stdout.flush()
        return good

    def skip(self, sentence, why):
        self.count += 1
        print("ok %d - %s # SKIP %s" % (self.count, sentence, why))
        sys.stdout.flush()

    def note(self, text):
        for line in str(text).splitlines()[:40]:
            print("# %s" % line[:400])
        sys.stdout.flush()

    def end(self):
        print("1..%d" % self.count)
        sys.exit(1 if self.failed else 0)
