"""`python -m jupyter_mlcollab` is `jupyter mlcollab`."""

import sys

from .cli import main

sys.exit(main())
