"""All rules, in the order in which their findings are shown; each stands alone."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from core.model.checks import Check
from core.settings.lint import certificates, files, hiding, indexes, keys, missing, names, network, variables
from core.settings.lint.subject import Subject


class Rule(Struct, frozen=True):
    """One rule: its name, what it looks for in words that follow "Looking for", and how it looks."""

    id: str
    looks_for: str
    find: Callable[[Subject], Iterable[Check]]


RULES: tuple[Rule, ...] = (
    Rule("settings-files", "broken settings files", hiding.broken),
    Rule("settings-keys", "settings that uv does not know", keys.unusable),
    Rule("settings-in-project", "settings in [project]", keys.in_project_section),
    Rule("settings-sections", "settings in sections that uv does not read", keys.in_other_tables),
    Rule("uv-toml", "settings that a uv.toml hides", hiding.hidden_by_uv_toml),
    Rule("members", "settings of members", hiding.of_members),
    Rule("files-switched-off", "settings files that are switched off", hiding.switched_off),
    Rule("required-version", "a demand on uv's version", files.required_version),
    Rule("variables-refused", "variables that uv refuses", variables.refused),
    Rule("variables-blanks", "blanks around paths", variables.blanks),
    Rule("variables-quotes", "quotes around values", variables.quotes),
    Rule("variables-unexpanded", "names in variables that nobody replaces", variables.unexpanded),
    Rule("variables-relative", "relative folders in variables", variables.relative),
    Rule("managed-python", "two variables about managed Pythons", variables.managed_python),
    Rule("files-unexpanded", "names in files that nobody replaces", files.unexpanded),
    Rule("cache-dir", "a relative cache", files.relative_cache),
    Rule("cache-off", "a cache that is off", files.cache_off),
    Rule("certificates-missing", "certificates that are not there", missing.certificates),
    Rule("certificates-names", "two names of one setting", certificates.at_odds),
    Rule("places-missing", "places that are not there", missing.places),
    Rule("config-file-missing", "a settings file that is not there", missing.config_file),
    Rule("find-links-missing", "folders of wheels that are not there", missing.find_links),
    Rule("index-folders-missing", "folders of indexes that are not there", missing.index_folders),
    Rule("source-files-missing", "files of packages that are not there", missing.source_files),
    Rule("indexes-undefined", "indexes that are not defined", indexes.undefined),
    Rule("indexes-twice", "indexes that are defined twice", indexes.twice),
    Rule("indexes-unused", "indexes that nobody asks", indexes.explicit_unused),
    Rule("sources-twice", "packages with two sources", names.source_twice),
    Rule("sources-unused", "sources that nothing asks for", names.without_dependency),
    Rule("names", "names in two spellings", names.spelled_differently),
    Rule("proxy-http", "a proxy for http:// alone", network.only_http),
    Rule("proxy-passed-over", "proxies that uv cannot read", network.proxy_passed_over),
    Rule("no-proxy", "blanks in NO_PROXY", network.no_proxy_blanks),
    Rule("logins", "logins that lie open", network.passwords),
    Rule("hosts", "hosts whose certificates nobody checks", network.unchecked_hosts),
)
