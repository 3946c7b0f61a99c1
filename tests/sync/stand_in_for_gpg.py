"""What git calls instead of gpg: signs with a hash, so that tests need no keys and no agent. Speaks as gpg does to git.

stand_in_for_gpg.py KNOWN ...    KNOWN is a JSON file: what is known of each key, as [verdict, name]
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

BEGIN, END = "-----BEGIN PGP SIGNATURE-----", "-----END PGP SIGNATURE-----"


def seal(key: str, content: bytes) -> str:
    return hashlib.sha256(key.encode() + b"\0" + content).hexdigest()


def sign(key: str) -> int:
    content = sys.stdin.buffer.read()
    print(f"{BEGIN}\n\n{key} {seal(key, content)}\n{END}")
    print("\n[GNUPG:] SIG_CREATED D 1 8 00 0 0", file=sys.stderr)
    return 0


def verify(signature: Path, known: dict[str, list[str]]) -> int:
    key, sealed = signature.read_text().splitlines()[2].split()
    verdict, name = known.get(key, ["ERRSIG", ""])
    if sealed != seal(key, sys.stdin.buffer.read()):
        verdict = "BADSIG"
    print(f"[GNUPG:] NEWSIG\n[GNUPG:] {verdict} {key} {name}")
    if verdict in ("GOODSIG", "EXPKEYSIG"):
        print(f"[GNUPG:] VALIDSIG {key} 2026-01-01 0 0 4 0 22 8 00 {key}\n[GNUPG:] TRUST_FULLY 0 pgp")
    return verdict != "GOODSIG"


def main() -> int:
    known = json.loads(Path(sys.argv[1]).read_text())
    given = sys.argv[2:]
    if "--verify" in given:
        return verify(Path(given[given.index("--verify") + 1]), known)
    return sign(given[-1])


if __name__ == "__main__":
    sys.exit(main())
