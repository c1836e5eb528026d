"""What policy has against a run of uv as it would be: settings of every source, arguments, places."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from core.model.policies import Policy, PolicyName
from core.model.project import PolicyError
from core.model.secrets import without_secrets
from core.model.setting_keys import SettingKey
from core.model.setting_values import Held, IndexEntry
from core.model.settings import Origin, OriginKind, PlaceKind, Profile
from core.settings.allowed_indexes import PYPI, is_allowed, not_allowed
from core.settings.effective_values import EffectiveValues, effective_values
from core.settings.indexes import index_places
from core.settings.origin_words import how_to_take_out, where_said
from core.settings.policy_choices import why_forbidden
from core.settings.policy_locks import policy_locks
from core.settings.profile_settings import profile_variables
from core.settings.uv_sources import uv_sources
from core.settings.uv_words import UvOption, options_of

_PLACES = {
    PlaceKind.CACHE: SettingKey.CACHE,
    PlaceKind.TEMP: SettingKey.TEMP,
    PlaceKind.ENVIRONMENT: SettingKey.ENVIRONMENT,
}
_INDEX_OPTIONS = frozenset({"--index", "--default-index", "--index-url", "--extra-index-url"})
_ELSEWHERE = frozenset({"--directory", "--project", "--script"})
_CERTIFICATES = {"--native-tls": True, "--system-certs": True, "--no-native-tls": False, "--no-system-certs": False}
_REGISTRY = re.compile(r'\bregistry\s*=\s*"([^"]+)"')
_ARGUMENT = "Leave it out of the arguments for uv."


class Refusal(Struct, frozen=True):
    """What is refused, by whom, and the way out."""

    sentence: str
    way_out: str

    def error(self) -> PolicyError:
        """Return it as the error that ends a job."""
        return PolicyError(self.sentence, self.way_out)


def check_run(
    policy: Policy,
    profile: Profile,
    environ: Mapping[str, str],
    uv_args: tuple[str, ...] = (),
    version: tuple[int, ...] = (),
) -> None:
    """Raise PolicyError where policy does not allow the run that a uv with this profile and these arguments would be.

    Reads uv's files and the lock file, so not for the loop's thread.
    """
    if policy == Policy(troubles=policy.troubles):
        return
    run = _Run(policy, profile, environ, tuple(options_of(uv_args)), version)
    refusal = next(run.refusals(), None)
    if refusal is not None:
        raise refusal.error()


class _Run:
    """One run of uv, looked at from every side."""

    def __init__(
        self,
        policy: Policy,
        profile: Profile,
        environ: Mapping[str, str],
        options: tuple[UvOption, ...],
        version: tuple[int, ...],
    ) -> None:
        self._policy = policy
        self._profile = profile
        self._project = profile.project
        self._options = options
        self._version = version
        self._environ = _as_uv_has_it(profile, environ, options, version)

    def refusals(self) -> Iterator[Refusal]:
        yield from self._of_options()
        values = effective_values(self._profile, self._environ, version=self._version)
        yield from self._of_places(values)
        if self._policy.insecure_hosts is False:
            yield from self._of_hosts(values)
        if self._policy.allowed_indexes is not None:
            yield from self._of_indexes(values)

    def _of_options(self) -> Iterator[Refusal]:
        policy = self._policy
        forced = policy_locks(policy).get(SettingKey.SYSTEM_CERTS)
        for option in self._options:
            named = f"{option.written} {without_secrets(option.value)}".rstrip()
            if option.name in {"--allow-insecure-host", "--trusted-host"} and policy.insecure_hosts is False:
                source = policy.source_of(PolicyName.INSECURE_HOSTS)
                yield Refusal(f"{named} is refused: policy ({source}) wants every certificate checked.", _ARGUMENT)
            if option.name == "--cache-dir":
                forbidden = why_forbidden(policy, self._project / option.value)
                if forbidden is not None:
                    yield Refusal(f"{named} is refused: {forbidden}.", _ARGUMENT)
            if forced is not None and _CERTIFICATES.get(option.name, forced.value) != forced.value:
                source = str(forced.origin.path)
                yield Refusal(f"{named} is refused: policy ({source}) decides whose certificates count.", _ARGUMENT)
            if option.name in _ELSEWHERE and (policy.insecure_hosts is False or policy.allowed_indexes is not None):
                name = PolicyName.ALLOWED_INDEXES if policy.allowed_indexes is not None else PolicyName.INSECURE_HOSTS
                yield Refusal(
                    f"{named} is refused: uv would take settings from elsewhere, for which policy "
                    f"({policy.source_of(name)}) was not checked.",
                    "Run Wheelyard in that project instead.",
                )
            if option.name in _INDEX_OPTIONS | {"--find-links"}:
                yield from self._of_index_option(option, named)

    def _of_index_option(self, option: UvOption, named: str) -> Iterator[Refusal]:
        policy = self._policy
        for url in _urls_of(option):
            if not is_allowed(policy, url, self._project):
                yield Refusal(f"{named} is refused: {not_allowed(policy)}.", _ARGUMENT)
        replaced = [each for each in policy.required_indexes if each.default is (option.name == "--default-index")]
        if option.name in {"--index", "--default-index"} and replaced:
            source = policy.source_of(PolicyName.REQUIRED_INDEXES)
            yield Refusal(
                f"{named} is refused: it would take the place of {replaced[0].name}, which policy ({source}) requires.",
                "Name the index in the settings of the project instead; uv then asks both.",
            )

    def _of_places(self, values: EffectiveValues) -> Iterator[Refusal]:
        for kind, key in _PLACES.items():
            setting = values.of(key)
            if key is SettingKey.CACHE and any(option.name == "--cache-dir" for option in self._options):
                continue
            forbidden = why_forbidden(self._policy, Path(str(setting.value)))
            if forbidden is not None:
                yield Refusal(
                    f"The {kind.words} {setting.value} ({where_said(setting.origin)}) cannot be used: {forbidden}.",
                    f"`wheelyard relocate {kind.value} --auto` moves it to a place that is allowed.",
                )

    def _of_hosts(self, values: EffectiveValues) -> Iterator[Refusal]:
        for held in values.of(SettingKey.INSECURE_HOSTS).held:
            if held.note is None and held.value:
                hosts = ", ".join(map(str, held.value)) if isinstance(held.value, tuple) else str(held.value)
                source = self._policy.source_of(PolicyName.INSECURE_HOSTS)
                yield Refusal(
                    f"uv would not check the certificate of {hosts} ({where_said(held.origin)}), and policy ({source}) "
                    "has that switched off.",
                    f"{how_to_take_out(held.origin, 'allow-insecure-host')} Where a certificate is not trusted, "
                    "the certificates of this computer or a certificate file help.",
                )

    def _of_indexes(self, values: EffectiveValues) -> Iterator[Refusal]:
        for key in (SettingKey.INDEXES, SettingKey.FIND_LINKS):
            for held in values.of(key).held:
                if held.note is None:
                    yield from self._of_held(held)
        for file, name, url in index_places(self._project):
            yield from self._of_url(url, Origin(OriginKind.PROJECT, str(file)), name)
        yield from self._of_lock()
        if not self._names_a_default(values):
            yield from self._of_pypi()

    def _of_held(self, held: Held) -> Iterator[Refusal]:
        for item in held.value if isinstance(held.value, tuple) else ():
            if isinstance(item, IndexEntry):
                yield from self._of_url(item.url, held.origin, item.name)
            else:
                yield from self._of_url(item, held.origin, None)

    def _of_url(self, url: str, origin: Origin, name: str | None) -> Iterator[Refusal]:
        if not is_allowed(self._policy, url, self._project):
            called = f"{name} ({without_secrets(url)})" if name else without_secrets(url)
            yield Refusal(
                f"uv would ask the index {called}, as {where_said(origin)} says, and {not_allowed(self._policy)}.",
                f"{how_to_take_out(origin, 'that index')} Allowed are {', '.join(self._policy.allowed_indexes or ())}.",
            )

    def _of_lock(self) -> Iterator[Refusal]:
        """A frozen run asks what the lock file names, whatever the settings say."""
        frozen = any(option.name == "--frozen" for option in self._options) or _is_on(self._environ, "UV_FROZEN")
        file = self._project / "uv.lock"
        if not frozen:
            return
        with suppress(OSError, ValueError):
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                match = _REGISTRY.search(line)
                if match is not None:
                    yield from self._of_url(match[1], Origin(OriginKind.PROJECT, str(file), number), None)

    def _names_a_default(self, values: EffectiveValues) -> bool:
        """Whether uv asks something else than PyPI, or no index at all."""
        if any(option.name in {"--default-index", "--index-url", "--no-index"} for option in self._options):
            return True
        if any(each.default for each in self._policy.required_indexes) or _is_on(self._environ, "UV_NO_INDEX"):
            return True
        if any(source.table.get("no-index") is True for source in uv_sources(self._project, self._environ)):
            return True
        held = values.of(SettingKey.INDEXES).held
        entries = (item for each in held if each.note is None and isinstance(each.value, tuple) for item in each.value)
        return any(isinstance(item, IndexEntry) and item.default for item in entries)

    def _of_pypi(self) -> Iterator[Refusal]:
        if not is_allowed(self._policy, PYPI):
            yield Refusal(
                f"uv would ask {PYPI}, because no index is the default one, and {not_allowed(self._policy)}.",
                "Make an allowed index the default one (`default = true`, or default behind it in Wheelyard's "
                f"settings). Allowed are {', '.join(self._policy.allowed_indexes or ())}.",
            )


def _as_uv_has_it(
    profile: Profile, environ: Mapping[str, str], options: tuple[UvOption, ...], version: tuple[int, ...]
) -> dict[str, str]:
    """Return the variables that uv gets: the person's, those that the profile sets as such, and what options stand for.

    Other settings of the profile stay out: they have an origin of their own.
    """
    own = Profile(project=profile.project, chosen=_only_variables(profile))
    changes = dict(profile_variables(own, version))
    for option in options:
        if option.name == "--config-file":
            changes["UV_CONFIG_FILE"] = option.value
        if option.name == "--no-config":
            changes["UV_NO_CONFIG"] = "1"
    told = {**environ, **changes}
    return {name: value for name, value in told.items() if value is not None}


def _only_variables(profile: Profile) -> dict[SettingKey, str]:
    return {key: text for key, text in profile.chosen.items() if key is SettingKey.VARIABLES}


def _urls_of(option: UvOption) -> Iterator[str]:
    parts = option.value.split(",") if option.name == "--find-links" else option.value.split()
    for part in parts:
        name, equals, url = part.partition("=")
        named = equals and option.name in {"--index", "--default-index"} and not set(":/?") & set(name)
        yield url if named else part


def _is_on(environ: Mapping[str, str], name: str) -> bool:
    return environ.get(name, "").lower() not in {"", "0", "false", "no", "off", "n", "f"}
