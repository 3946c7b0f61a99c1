#!/bin/sh
# Sees that the browser tests have a Chromium: Debian's, installed when it is absent and this may install it.
command -v chromium >/dev/null && exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium for the browser tests" >&2
  apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium >/dev/null &&
    exit 0
fi
echo "The browser tests need Chromium on the PATH: on Debian, run as root: apt-get install chromium" >&2
exit 1
