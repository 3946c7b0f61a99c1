#!/bin/sh
# Says in one line what is missing to build this project. Usage: tools.sh PYTHON
python=${1:-python3}

refuse() {
  echo "$1" >&2
  exit 1
}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
  refuse "Python 3.11 or newer is needed, and $python is not: install it, or name one with: make PYTHON=python3.12"
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
  refuse "$python cannot make virtual environments: on Debian and Ubuntu, install python3-venv"
node -e 'const [major, minor] = process.versions.node.split(".").map(Number);
  process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' 2>/dev/null ||
  refuse "Node 20.19 or newer is needed: install it and see that node is on the PATH"
command -v npm >/dev/null || refuse "npm is needed: it comes with Node, on Debian as the package npm"
command -v git >/dev/null || refuse "git is needed: install it and see that it is on the PATH"
