"""A plug-in for the proxy program: writes down what it is asked for and turns some hosts away.

It runs in the process of the proxy, which imports it by name; its two settings come by environment variables.
"""

import os
from pathlib import Path

from proxy.http.exception import HttpRequestRejected
from proxy.http.parser import HttpParser
from proxy.http.proxy import HttpProxyBasePlugin
from typing_extensions import override

SEEN_FILE = "TEST_PROXY_SEEN_FILE"
REFUSED_HOSTS = "TEST_PROXY_REFUSED_HOSTS"


class WatchingPlugin(HttpProxyBasePlugin):
    """Appends one line for each request that passed the login, and answers 403 for hosts that are turned away."""

    @override
    def before_upstream_connection(self, request: HttpParser) -> HttpParser | None:
        """Write down the method, host and port; raise for a host that is turned away."""
        host = (request.host or b"").decode("utf-8", "replace")
        method = (request.method or b"").decode("ascii", "replace")
        with Path(os.environ[SEEN_FILE]).open("a", encoding="utf-8") as seen:
            seen.write(f"{method} {host}:{request.port}\n")
        if host in os.environ[REFUSED_HOSTS].split(","):
            raise HttpRequestRejected(status_code=403, reason=b"Forbidden", body=b"not for you")
        return request
