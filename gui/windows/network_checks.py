"""The check of a project's servers: begun, followed as results come, stopped; results stay while the page is open."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from core.model.checks import CheckStatus
from core.model.commands import CheckNetwork
from core.model.events import EndpointChecked, EndpointsFound, Finished
from core.model.network import Endpoint, EndpointReport, EndpointUse
from core.model.outcome import Failed, Outcome, Succeeded
from gui import network_words
from gui.bridge import Bridge, Changed
from gui.pages.network_page import NetworkPage


class NetworkChecks(QObject):
    """Runs one check at a time; what comes late of a project that is not shown any more changes nothing."""

    def __init__(self, bridge: Bridge, page: NetworkPage, folder: Callable[[], Path | None], parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._page = page
        self._folder = folder
        self._job: str | None = None
        self._again: tuple[str, ...] = ()
        self._own: tuple[Endpoint, ...] = ()
        self._others: dict[str, Endpoint] = {}
        self._reports: dict[str, EndpointReport] = {}
        self._due: set[str] = set()
        self._total = 0
        page.check_wanted.connect(self._on_check_wanted)
        page.endpoints.check_wanted.connect(self._on_one_wanted)
        page.cancel_wanted.connect(self.stop)
        bridge.changed.connect(self._on_changed)

    def take(self, endpoints: tuple[Endpoint, ...]) -> None:
        """Show the servers of the project as it was read now; what is known of them stays."""
        self._own = endpoints
        self._show()

    def check(self, urls: tuple[str, ...] = ()) -> None:
        """Check addresses, every server of the project where none is named; one check at a time."""
        folder = self._folder()
        if folder is None or self._job is not None or self._bridge.is_closing:
            return
        self._job = self._bridge.submit(CheckNetwork(project=folder, urls=urls))
        self._due = set(urls) or {each.url for each in self._own}
        self._total = len(self._due)
        self._show()

    def check_troubled(self) -> None:
        """Check what was not in order again, now or after the check that is under way."""
        urls = tuple(url for url, report in self._reports.items() if report.status is not CheckStatus.OK)
        if self._job is not None:
            self._again = urls
        elif urls:
            self.check(urls)

    def stop(self) -> None:
        """Give up the check that is under way; what was found stays."""
        self._again = ()
        if self._job is not None:
            self._bridge.cancel(self._job)

    def forget(self) -> None:
        """Forget everything: it is of a project that is not shown any more."""
        self.stop()
        # What comes of it late is not waited for: the next project may be checked at once.
        self._job = None
        self._own = ()
        self._others.clear()
        self._reports.clear()
        self._due.clear()

    def _on_check_wanted(self) -> None:
        self.check()

    def _on_one_wanted(self, url: str) -> None:
        self.check((url,))

    def _on_changed(self, changed: Changed) -> None:
        for event in changed.events:
            match event:
                case EndpointsFound(endpoints=endpoints) if event.job == self._job:
                    self._on_found(endpoints)
                case EndpointChecked(report=report) if event.job == self._job:
                    self._put(report)
                    self._show()
                case Finished() if event.job == self._job:
                    self._job = None
                    self._on_finished(event.outcome)
                case _:
                    pass

    def _on_found(self, endpoints: tuple[Endpoint, ...]) -> None:
        self._due = {each.url for each in endpoints}
        self._total = len(endpoints)
        own = {each.url for each in self._own}
        for each in endpoints:
            if each.url not in own:
                self._others[each.url] = each
        self._show()

    def _put(self, report: EndpointReport) -> None:
        url = report.endpoint.url
        self._reports[url] = report
        self._due.discard(url)
        if all(each.url != url for each in self._own):
            self._others[url] = report.endpoint

    def _on_finished(self, outcome: Outcome) -> None:
        again, self._again = self._again, ()
        self._due.clear()
        match outcome:
            case Succeeded(endpoints=reports):
                for report in reports:
                    self._put(report)
            case Failed(problem=problem):
                self._page.say_failed(problem.title, problem.explanation)
            case _:
                pass
        self._show()
        if isinstance(outcome, Succeeded):
            self._page.show_first_wrong()
        if again:
            self.check(again)

    def servers(self) -> tuple[Endpoint, ...]:
        """Return the servers in the order of the page: what a person named first, right below where it is named."""
        own = {each.url for each in self._own}
        others = [each for url, each in self._others.items() if url not in own]
        named = tuple(each for each in reversed(others) if EndpointUse.NAMED in each.uses)
        return (*named, *self._own, *(each for each in others if EndpointUse.NAMED not in each.uses))

    def _show(self) -> None:
        servers = self.servers()
        urls = {each.url for each in servers}
        self._page.show_servers(servers, {url: self._reports[url] for url in urls & self._reports.keys()}, self._due)
        if self._job is None:
            self._page.show_working("")
            return
        if self._total and not self._due:
            # uv takes its time; everything else is known by then.
            self._page.show_working(self.tr("Letting the real uv try them"))
            return
        done = self._total - len(self._due)
        said = network_words.progress_text(done, self._total)
        share = done / self._total if self._total else None
        self._page.show_working(self.tr("Checking the servers"), said, share)
