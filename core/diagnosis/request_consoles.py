"""Where the administrators of security products set an exclusion, by the makers' public documentation."""

from collections.abc import Iterable

from msgspec import Struct

from core.model.named_product import NamedProduct

_SCANNING = frozenset({"antivirus", "edr"})
_CONTROLLING = frozenset({"application-control"})


class Console(Struct, frozen=True):
    """A product's settings: for a folder or a process that it is to leave alone, with what the maker says of it."""

    words: tuple[str, ...]
    where: str


_CONSOLES = (
    Console(
        ("defender for endpoint",),
        "antivirus exclusions do not apply to endpoint detection and response; it does not hold files as a rule, so "
        "the exclusions of Microsoft Defender Antivirus come first.",
    ),
    Console(
        ("trellix endpoint security", "mcafee endpoint security"),
        "in ePO, Policy Catalog, Endpoint Security Threat Prevention, On-Access Scan: under Process Settings add the "
        "folders to the exclusions (with subfolders), or make uv.exe a Low Risk process whose profile does not scan "
        "on reading and writing.",
    ),
    Console(
        ("trellix hx", "fireeye"), "in the malware protection policy, add the folders and processes as exclusions."
    ),
    Console(
        ("crowdstrike",),
        "in Falcon, a machine learning exclusion for the folders comes first; only if files are held on, a sensor "
        "visibility exclusion (nothing in them is recorded or prevented then). Exclusions apply to host groups.",
    ),
    Console(
        ("sentinelone",),
        "in the console's exclusions, a path exclusion with subfolders in the mode Interoperability; Performance Focus "
        "only where that is not enough. The processes have to be started again for it.",
    ),
    Console(
        ("symantec endpoint protection",),
        "in SEPM, Policies, Exceptions: Windows Exceptions, Folder, with subfolders, for Auto-Protect.",
    ),
    Console(
        ("sophos",),
        "in Sophos Central, exclusions of the Threat Protection policy (or global ones): File or folder (Windows), "
        "active for real-time scanning; Process (Windows) for uv.exe with its full path.",
    ),
    Console(
        ("apex one",),
        "in the policy, Real-time Scan Settings, Scan Exclusion: the folders; the Trusted Program List for uv.exe.",
    ),
    Console(
        ("deep security",),
        "in the anti-malware real-time configuration, the exclusions: a directory list with the folders, a process "
        "image file list with the full path of uv.exe.",
    ),
    Console(
        ("eset endpoint", "eset security"),
        "in an ESET PROTECT policy: Performance exclusions for the folders; under Real-time file system protection, "
        "Processes exclusions for uv.exe.",
    ),
    Console(
        ("bitdefender",),
        "in the GravityZone policy, Antimalware, Exclusions: type Folder for the folders, type Process for uv.exe, for "
        "on-access scanning.",
    ),
    Console(
        ("cortex xdr",),
        "in Settings, Exception Configuration: a disable prevention rule for the path or the signer, for the module "
        "that holds the files; or the folders in the allow list of the malware profile.",
    ),
    Console(
        ("carbon black cloud",),
        "in Enforce, Policies, Prevention, Permissions: add the application path of uv.exe, operation Performs any "
        "operation, action Bypass.",
    ),
    Console(
        ("cylance",),
        "in the device policy, Protection Settings: Exclude Specific Folders (includes subfolders), which holds for "
        "Watch for New Files.",
    ),
    Console(
        ("kaspersky endpoint",),
        "in the policy, General settings, Exclusions: scan exclusions for the folders; uv.exe among the trusted "
        "applications with Do not scan opened files.",
    ),
    Console(
        ("forticlient",),
        "in the EMS profile, Malware Protection, Exclusions: paths that real-time protection leaves out.",
    ),
    Console(
        ("harmony endpoint",),
        "in Policy, Threat Prevention, Exclusions Center: anti-malware exclusions for the folders, process exclusions "
        "(on access only) for uv.exe with its full path.",
    ),
    Console(("malwarebytes",), "in Nebula, Configure, Exclusions: folders, for the policies that apply here."),
    Console(
        ("elastic defend",),
        "add uv.exe as a trusted application, by its signature together with its path.",
    ),
)


def scanning(products: Iterable[NamedProduct]) -> tuple[NamedProduct, ...]:
    """Return the products that may hold a file, besides Microsoft Defender Antivirus, for which there are commands."""
    found = (each for each in products if each.kind in _SCANNING and each.running)
    return tuple(each for each in found if "defender antivirus" not in each.name.lower())


def controlling(products: Iterable[NamedProduct]) -> tuple[NamedProduct, ...]:
    """Return the products that may forbid a program."""
    return tuple(each for each in products if each.kind in _CONTROLLING and each.running)


def is_defender(product: NamedProduct) -> bool:
    """Return whether a product is one of Microsoft Defender, which share their exclusions."""
    return "defender" in product.name.lower()


def console_of(product: NamedProduct) -> str:
    """Return where a product is told to leave folders and processes alone, as the rest of a sentence."""
    name = f"{product.name} {product.maker}".lower()
    for console in _CONSOLES:
        if any(word in name for word in console.words):
            return console.where
    return "in its console, exclude the folders, and uv.exe as a process, from on-access (real-time) scanning."
