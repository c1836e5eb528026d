"""What advice on a server has to know of the project besides the check."""

from collections.abc import Sequence
from pathlib import Path

from core.diagnosis.network_advice import AdviceContext
from core.model.endpoint import EndpointCheck, TlsReason
from core.model.setting_keys import SettingKey
from core.model.setting_values import SettingValue
from core.network.address import address_of, plain_url
from core.procedures.network.check_ground import Ground
from core.procedures.network.export_work import exported_file
from core.settings.indexes import indexes_of

_OUT_OF_DATE = frozenset({TlsReason.EXPIRED, TlsReason.NOT_YET_VALID})


def advice_context(
    ground: Ground,
    url: str,
    *,
    project: Path | None,
    system_proxy: str | None,
    checks: Sequence[EndpointCheck],
    keyring_trouble: str | None,
) -> AdviceContext:
    """Return what holds for the address; ``checks`` are all of the same run.

    ``system_proxy`` is that of ``system_way.proxy_of_system``. Reads uv's files, so not for the loop's thread.
    """
    values, prepared = ground.values, ground.prepared
    certificates = values.of(SettingKey.CERTIFICATE_FILE)
    timeout = values.of(SettingKey.HTTP_TIMEOUT).value
    named = indexes_of(prepared.project.folder, ground.variables)
    keys = ground.proxy_keys
    address = address_of(url)
    own = ("", 0) if isinstance(address, str) else (address.host, address.port)
    others = [each for each in checks if (each.host, each.port) != own]
    return AdviceContext(
        project=project,
        version=prepared.uv.numbers,
        indexes=tuple((plain_url(name) if "://" in name else name, plain_url(url)) for name, url in named),
        policy=prepared.policy,
        system_certificates=ground.ways.trust.system,
        certificate_file=ground.ways.trust.file,
        certificate_origin=certificates.origin.kind if ground.ways.trust.file is not None else None,
        exported=_exported(project, ground),
        system_proxy=system_proxy,
        proxy_in_files=keys.http is not None or keys.https is not None,
        keyring_trouble=keyring_trouble,
        others_out_of_date=sum(_reasons(each) <= _OUT_OF_DATE and bool(_reasons(each)) for each in others),
        others_reached=sum(each.http_status is not None or bool(each.chain) for each in others),
        http_timeout=timeout if isinstance(timeout, int) else 30,
        offline=values.of(SettingKey.OFFLINE).value is True,
        insecure_hosts=_texts(values.of(SettingKey.INSECURE_HOSTS).value),
        no_proxy=_texts(values.of(SettingKey.NO_PROXY).value),
    )


def _exported(project: Path | None, ground: Ground) -> Path | None:
    file = exported_file(project, ground.services) if project is not None else None
    return file if file is not None and file.is_file() else None


def _texts(value: SettingValue | None) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, tuple) else ()


def _reasons(check: EndpointCheck) -> set[TlsReason]:
    """Return the reasons that are about time among the verdicts on a certificate."""
    verdicts = (check.bundled, check.system, check.own_file)
    return {each.reason for each in verdicts if each is not None and each.reason in _OUT_OF_DATE}
