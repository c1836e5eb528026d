"""The card of the places: where they are, what they hold, how renames fare there, and what can be done about it."""

from core.model.commands import TakeInventory
from core.model.events import ProjectDetails
from core.model.measurements import PlaceInventory
from core.model.settings import PlaceKind
from core.model.state import ProjectState
from gui import figures, place_words
from gui.actions import Actions
from gui.theme import L, S
from gui.widgets.buttons import ActionButton
from gui.widgets.card import FoldingCard
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.places_grid import PlacesGrid
from gui.widgets.text import label


class PlacesCard(FoldingCard):
    """Shows the places of a project with the figures of the last count; those of one under way as they come."""

    def __init__(self, actions: Actions) -> None:
        super().__init__("placesCard", "")
        self._button.setText(self.tr("Places"))
        self._grid = PlacesGrid()
        self._when = label(kind="muted", wrap=True, name="countedAt")
        buttons = FlowLayout(across=S, down=S)
        buttons.addWidget(ActionButton(actions.show_cache, "showCacheButton", icon_name="box"))
        buttons.addWidget(ActionButton(actions.count, "countButton", icon_name="disk"))
        buttons.addWidget(ActionButton(actions.measure, "measureButton", icon_name="gauge"))
        self.body.setSpacing(L)
        self.body.addWidget(self._grid)
        self.body.addWidget(self._when)
        self.body.addLayout(buttons)

    def show_entry(self, entry: ProjectState) -> None:
        """Show the places of a project; hidden where nobody looked for them."""
        details = entry.details
        self.setVisible(details is None or details.trouble is None)
        missing = self.tr("looking…") if details is None else self.tr("not found")
        known = details or ProjectDetails()
        places = {} if known.places is None else {kind: known.places.of(kind) for kind in PlaceKind}
        counted = {place.path: place for place in entry.inventory}
        for kind in PlaceKind:
            place = places.get(kind)
            found = None if place is None else counted.get(place.path)
            free = known.free_bytes.get(kind) if found is None or found.free_bytes is None else found.free_bytes
            self._grid.show_place(kind, place, free, missing)
        self._grid.show_inventory(entry.inventory, places)
        self._when.setText(self._moment(entry))
        self._when.setVisible(bool(self._when.text()))
        self.set_summary(self._essence(entry, known))

    def _moment(self, entry: ProjectState) -> str:
        if entry.counting is not None:
            waits = entry.counting.waits_for
            if waits:
                return self.tr("The count waits for {what}.").format(what=waits)
            if isinstance(entry.counting.command, TakeInventory) and entry.counting.command.probe:
                return self.tr("Counting, and measuring renames; figures grow until they are whole.")
            return self.tr("Counting; figures grow until they are whole.")
        if entry.counted_at is not None and entry.inventory:
            return self.tr("Counted at {time}.").format(time=figures.moment_text(entry.counted_at))
        return ""

    def _essence(self, entry: ProjectState, details: ProjectDetails) -> str:
        if details.places is None:
            return ""
        counted: list[PlaceInventory] = []
        for kind in PlaceKind:
            place = entry.inventory_of(details.places.of(kind).path)
            if place is not None and place.exists:
                counted.append(place)
        if not counted:
            return self.tr("cache in {path}").format(path=details.places.cache.path)
        return " · ".join(
            self.tr("{place} {size}").format(
                place=place_words.kind_label(place.kind), size=figures.size_text(place.held.bytes)
            )
            for place in counted
        )
