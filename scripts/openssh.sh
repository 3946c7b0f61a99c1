#!/bin/sh
# Sees that the tests of signatures have ssh-keygen: Debian's, installed when it is absent and this may install it.
command -v ssh-keygen >/dev/null && exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "Installing openssh-client for the tests of signatures" >&2
  apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends openssh-client >/dev/null &&
    exit 0
fi
echo "One test of signatures is passed over without ssh-keygen: on Debian, run as root: apt-get install openssh-client" >&2
