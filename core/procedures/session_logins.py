"""The logins of projects that are kept for this session alone: their names live where their secrets do, in memory."""

import threading
from pathlib import Path

from core.model.settings import IndexLogin, Profile, ProxyLogin
from core.places.paths import identity


class SessionLogins:
    """Which logins each project has for this session; any thread may use it.

    They are never part of a profile: on the disk it would name logins that are gone with the session.
    """

    def __init__(self) -> None:
        self._indexes: dict[str, tuple[IndexLogin, ...]] = {}
        self._proxies: dict[str, ProxyLogin] = {}
        self._lock = threading.Lock()

    def of_indexes(self, project: Path) -> tuple[IndexLogin, ...]:
        """Return the logins of a project's indexes that are held for the session."""
        with self._lock:
            return self._indexes.get(identity(project), ())

    def keep(self, project: Path, login: IndexLogin) -> None:
        """Remember a login in place of the one that the index had."""
        self._change(project, login.index, (login,))

    def forget(self, project: Path, index: str) -> None:
        """Forget the login of an index; nothing happens where there is none."""
        self._change(project, index, ())

    def of_proxy(self, project: Path) -> ProxyLogin | None:
        """Return the login of a project's proxy that is held for the session."""
        with self._lock:
            return self._proxies.get(identity(project))

    def keep_proxy(self, project: Path, login: ProxyLogin | None) -> None:
        """Remember the login of the project's proxy; None forgets it."""
        with self._lock:
            if login is None:
                self._proxies.pop(identity(project), None)
            else:
                self._proxies[identity(project)] = login

    def in_force(self, profile: Profile) -> tuple[IndexLogin, ...]:
        """Return the logins of a project's indexes: those of its profile, and over them those of the session."""
        held = self.of_indexes(profile.project)
        names = {each.index for each in held}
        return (*(each for each in profile.logins if each.index not in names), *held)

    def proxy_in_force(self, profile: Profile) -> ProxyLogin | None:
        """Return the login of a project's proxy: that of the session, else that of its profile."""
        return self.of_proxy(profile.project) or profile.proxy_login

    def elsewhere(self, project: Path) -> tuple[IndexLogin, ...]:
        """Return the logins of indexes that are held for other projects."""
        own = identity(project)
        with self._lock:
            return tuple(each for key, logins in self._indexes.items() if key != own for each in logins)

    def proxies_elsewhere(self, project: Path) -> tuple[ProxyLogin, ...]:
        """Return the logins of proxies that are held for other projects."""
        own = identity(project)
        with self._lock:
            return tuple(login for key, login in self._proxies.items() if key != own)

    def _change(self, project: Path, index: str, more: tuple[IndexLogin, ...]) -> None:
        key = identity(project)
        with self._lock:
            kept = tuple(each for each in self._indexes.get(key, ()) if each.index != index)
            self._indexes[key] = (*kept, *more)
