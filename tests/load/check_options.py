#!/usr/bin/env python3
"""The command line: what is wrong is one clear line and status 2; help, version, and the
environment."""
import os

from daemon import SAMPLE, WORK, Server, Tap, rev_of, run, write

WRONG = [
    (("lode",), 'there is no command "lode"'),
    (("load",), "load takes the folder of a corpus"),
    (("load", SAMPLE, "--bd", "x"), 'there is no option "--bd"'),
    (("load", SAMPLE, "-d", "x"), 'there is no option "-d"'),
    (("load", SAMPLE, "--db"), "--db takes FILE"),
    (("load", SAMPLE, "--db="), "--db takes FILE"),
    (("load", SAMPLE, "--max-file", "many"), '--max-file takes BYTES, not "many"'),
    (("load", SAMPLE, "--max-file", "-1"), '--max-file takes BYTES, not "-1"'),
    (("load", SAMPLE, "--max-file", "1T"), '--max-file takes BYTES, not "1T"'),
    (("load", SAMPLE, "--max-block", "99999999999999999999"), "--max-block takes BYTES"),
    (("load", SAMPLE, "--max-block", "18446744073709551615G"), "--max-block takes BYTES"),
    (("load", SAMPLE, "--strict=perhaps"), "--strict takes"),
    (("load", SAMPLE, "--without", "everything"), "--without takes search,entities"),
    (("serve", "--listen", "nowhere:port"), "--listen takes ADDRESS:PORT"),
    (("serve", "--listen", "127.0.0.1:70000"), "--listen takes ADDRESS:PORT"),
    (("serve", "--workers", "-3"), '--workers takes N, not "-3"'),
    (("serve", "--base-url", "ftp://x"), "--base-url must begin with http"),
    (("serve", "extra"), '"extra" is one word too many'),
    (("check", "extra"), '"extra" is one word too many'),
    (("check", "--strict"), 'there is no option "--strict"'),
    (("ping", "--within", "0"), '--within takes SECONDS, not "0"'),
]


def main():
    tap = Tap()
    for words, said in WRONG:
        done = run(*words)
        shown = " ".join(words).replace(SAMPLE, "CORPUS")
        tap.ok(done.status == 2 and len(done.err.splitlines()) == 1 and said in done.err and
               done.err.startswith("chanceryd: ") and not done.out,
               "wrong: chanceryd %s" % shown, done)
    for name, value, said in (("CHANCERY_MAX_FILE", "many", "CHANCERY_MAX_FILE must be"),
                              ("CHANCERY_STRICT", "perhaps", "CHANCERY_STRICT must be"),
                              ("CHANCERY_DB", "", "CHANCERY_DB must be")):
        done = run("load", SAMPLE, env={name: value})
        tap.ok(done.status == 2 and len(done.err.splitlines()) == 1 and said in done.err,
               "wrong: %s=%s" % (name, value), done)

    done = run()
    tap.ok(done.status == 2 and "chanceryd load CORPUS" in done.out,
           "without a command it says what there is, and status 2", done)
    for words in (("--help",), ("-h",), ("help",)):
        done = run(*words)
        tap.ok(done.status == 0 and not done.err and
               all("chanceryd %s" % name in done.out for name in ("load", "serve", "check", "ping")),
               "%s tells all commands" % words[0], done)
    for name, options in (("load", ("--db", "--strict", "--force", "--max-file")),
                          ("serve", ("--db", "--corpus", "--listen", "--base-url")),
                          ("check", ("--db",)), ("ping", ("--listen", "--within"))):
        done = run(name, "--help")
        tap.ok(done.status == 0 and not done.err and
               all(option in done.out for option in options),
               "%s --help tells its options" % name, done)
        tap.ok(all(len(line) <= 100 for line in done.out.splitlines()),
               "%s --help fits a screen" % name, done)
    done = run("--version")
    tap.ok(done.status == 0 and done.out.startswith("chanceryd 0."),
           "--version tells the version", done)

    db = os.path.join(WORK, "environment.db")
    done = run("load", SAMPLE, env={"CHANCERY_DB": db, "CHANCERY_QUIET": "1"})
    tap.ok(done.status == 0 and not done.out and rev_of(db),
           "the environment stands for options", done)
    done = run("check", "--db", db, env={"CHANCERY_DB": "/nowhere"})
    tap.ok(done.status == 0, "the command line goes before the environment", done)
    with Server(db, env={"CHANCERY_BASE_URL": "https://example.org"}) as server:
        tap.ok(server.get("/v1/documents").json["items"][0]["url"].startswith(
            "https://example.org/v1/"), "CHANCERY_BASE_URL is --base-url")
    dashed = os.path.join(WORK, "folder", "-corpus")
    write(os.path.join(dashed, "a.txt"), "Text.\n")
    done = run("load", "--db", db, "--force", "--", dashed)
    tap.ok(done.status == 0 and "loaded 1 document in 1 collection:" in done.out,
           "behind -- all are words, and one of a kind is one", done)
    two = os.path.join(WORK, "two")
    write(os.path.join(two, "b.txt"), "Text.\n")
    done = run("load", dashed, two, "--db", db, "--force")
    tap.ok("loaded 2 documents in 2 collections" in done.out,
           "several corpora are loaded as one", done)
    done = run("load", os.path.join(two, "b.txt"), "--db", db, "--force")
    tap.ok("loaded 1 document " in done.out, "a single text is a corpus too", done)
    tap.end()


main()
