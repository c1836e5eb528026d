"""All rules in the order they are asked; the first that recognises a failure names it.

Numbers of the system that have one meaning come before places, places before words, and what an inner cause says
before what a headline says. A move into the cache is asked before files in use, which share its numbers.
"""

from core.diagnosis.rules import (
    builds,
    cache,
    cache_rename,
    environment,
    index,
    network,
    policy,
    project,
    rights,
    volumes,
    wheels,
)
from core.diagnosis.situation import Rule

RULES: tuple[Rule, ...] = (
    policy.examine_store,
    policy.examine_blocked,
    volumes.examine_full,
    volumes.examine_volume,
    volumes.examine_cloud,
    volumes.examine_share,
    volumes.examine_length,
    cache.examine_lock,
    cache.examine_clean,
    environment.examine_broken,
    environment.examine_launcher,
    cache.examine_folder,
    cache_rename.examine,
    environment.examine_removal,
    environment.examine_in_use,
    rights.examine_temp,
    wheels.examine_missing,
    rights.examine_rights,
    wheels.examine_hash,
    network.examine_issuer,
    network.examine_tls,
    network.examine_proxy,
    index.examine_credentials,
    wheels.examine_cut_off,
    cache.examine_entry,
    network.examine_unreachable,
    index.examine_answer,
    project.examine_lock_file,
    wheels.examine_platform,
    wheels.examine_invalid,
    project.examine_python,
    project.examine_toml,
    builds.examine_build,
    builds.examine_build_log,
    project.examine_conflict,
    project.examine_settings,
    builds.examine_build_before,
    project.examine_request,
)
"""One entry per thing that a family recognises."""
