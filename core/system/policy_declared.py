"""Every value of policy, declared once: its name, what it holds, what templates and documentation say of it."""

from enum import Enum

from msgspec import Struct

from core.model.policies import PolicyName


class PolicyKind(Enum):
    """What a value holds, in words."""

    FLAG = "true or false"
    FOLDER = "a folder"
    FILE = "a file"
    ADDRESS = "an e-mail address"
    FOLDERS = "a list of folders"
    INDEXES = "a list of name=URL"
    ORIGINS = "a list of URLs, hosts and folders"

    @property
    def is_list(self) -> bool:
        """Whether there can be several of it: in the registry a subkey of numbered values, too."""
        return self in {PolicyKind.FOLDERS, PolicyKind.INDEXES, PolicyKind.ORIGINS}

    @property
    def has_variables(self) -> bool:
        """Whether variables of the person's environment are put into it."""
        return self in {PolicyKind.FOLDER, PolicyKind.FILE, PolicyKind.FOLDERS, PolicyKind.ORIGINS}

    @property
    def registry_type(self) -> str:
        """Windows' type of such a value in the registry."""
        if self is PolicyKind.FLAG:
            return "REG_DWORD"
        if self.is_list:
            return "REG_MULTI_SZ"
        return "REG_EXPAND_SZ" if self.has_variables else "REG_SZ"


class Language(Enum):
    """A language of the templates; the value is its name in Windows."""

    ENGLISH = "en-US"
    GERMAN = "de-DE"


class Words(Struct, frozen=True):
    """What a value is called and does, in one language."""

    label: str
    help: str


class PolicyDeclaration(Struct, frozen=True, kw_only=True):
    """One value of policy; ``example`` is how it is written in the file."""

    name: PolicyName
    kind: PolicyKind
    english: Words
    german: Words
    example: str

    def words(self, language: Language) -> Words:
        """Return label and help in a language."""
        return self.english if language is Language.ENGLISH else self.german


DECLARED = (
    PolicyDeclaration(
        name=PolicyName.PLACES_ROOT,
        kind=PolicyKind.FOLDER,
        example=r"places_root = 'D:\uv\%USERNAME%\{project}'",
        english=Words(
            "Root of places",
            "New places (cache, temp folder, environment) are made below this folder and nowhere else. Variables such "
            "as %USERNAME% are put in; {project} stands for the project's name as a folder. Without {project} each "
            "project gets a folder of its own below the root.",
        ),
        german=Words(
            "Wurzel der Ablageorte",
            "Neue Ablageorte (Cache, temporärer Ordner, Umgebung) entstehen unterhalb dieses Ordners und sonst "
            "nirgends. Variablen wie %USERNAME% werden eingesetzt; {project} steht für den Namen des Projekts als "
            "Ordner. Ohne {project} bekommt jedes Projekt einen eigenen Ordner unterhalb der Wurzel.",
        ),
    ),
    PolicyDeclaration(
        name=PolicyName.FORBIDDEN_PLACES,
        kind=PolicyKind.FOLDERS,
        example=r"forbidden_places = ['%OneDrive%', 'H:\']",
        english=Words(
            "Forbidden places",
            "No cache, temp folder or environment may lie in one of these folders or below it: uv is not run then.",
        ),
        german=Words(
            "Verbotene Ablageorte",
            "Kein Cache, kein temporärer Ordner und keine Umgebung darf in einem dieser Ordner oder darunter liegen: "
            "uv wird dann nicht ausgeführt.",
        ),
    ),
    PolicyDeclaration(
        name=PolicyName.ALLOWED_INDEXES,
        kind=PolicyKind.ORIGINS,
        example="allowed_indexes = ['https://nexus.example/repository/', 'pypi.example']",
        english=Words(
            "Allowed indexes",
            "uv may ask these indexes only. A URL allows what lies below it, a host everything on it, a folder the "
            "files in it. uv asks https://pypi.org/simple where no index is the default one, so a default index "
            "is needed where that is not allowed.",
        ),
        german=Words(
            "Erlaubte Indizes",
            "uv darf nur diese Indizes fragen. Eine URL erlaubt, was unter ihr liegt, ein Rechnername alles auf ihm, "
            "ein Ordner die Dateien darin. Ohne voreingestellten Index fragt uv https://pypi.org/simple; wo das nicht "
            "erlaubt ist, wird ein voreingestellter Index gebraucht.",
        ),
    ),
    PolicyDeclaration(
        name=PolicyName.REQUIRED_INDEXES,
        kind=PolicyKind.INDEXES,
        example="required_indexes = ['company=https://nexus.example/repository/pypi/simple default']",
        english=Words(
            "Required indexes",
            "uv asks these indexes before all others, in this order: name=URL, with the word default behind one that "
            "is to take the place of PyPI, which comes last. They are allowed without being listed as allowed.",
        ),
        german=Words(
            "Vorgeschriebene Indizes",
            "uv fragt diese Indizes vor allen anderen, in dieser Reihenfolge: Name=URL, dahinter das Wort default bei "
            "einem, der an die Stelle von PyPI tritt und zuletzt kommt. Sie sind erlaubt, ohne unter den erlaubten zu "
            "stehen.",
        ),
    ),
    PolicyDeclaration(
        name=PolicyName.SYSTEM_CERTIFICATES,
        kind=PolicyKind.FLAG,
        example="system_certificates = true",
        english=Words(
            "Certificates of the computer",
            "Enabled: uv trusts the certificates that this computer trusts. Disabled: it trusts its own list. "
            "Whatever the project or the person says.",
        ),
        german=Words(
            "Zertifikate des Rechners",
            "Aktiviert: uv vertraut den Zertifikaten, denen dieser Rechner vertraut. Deaktiviert: es vertraut seiner "
            "eigenen Liste. Was auch immer das Projekt oder die Person sagt.",
        ),
    ),
    PolicyDeclaration(
        name=PolicyName.CERTIFICATE_FILE,
        kind=PolicyKind.FILE,
        example=r"certificate_file = 'C:\ProgramData\Company\roots.pem'",
        english=Words(
            "Certificate file",
            "uv trusts the root certificates in this PEM file, in place of every other list.",
        ),
        german=Words(
            "Zertifikatsdatei",
            "uv vertraut den Stammzertifikaten in dieser PEM-Datei, an Stelle jeder anderen Liste.",
        ),
    ),
    PolicyDeclaration(
        name=PolicyName.INSECURE_HOSTS,
        kind=PolicyKind.FLAG,
        example="insecure_hosts = false",
        english=Words(
            "Hosts whose certificates are not checked",
            "Disabled: uv is not run where a host is to go without a check of its certificate, and none can be chosen.",
        ),
        german=Words(
            "Rechner ohne Prüfung des Zertifikats",
            "Deaktiviert: uv wird nicht ausgeführt, wo das Zertifikat eines Rechners nicht geprüft werden soll, und "
            "keiner kann dafür gewählt werden.",
        ),
    ),
    PolicyDeclaration(
        name=PolicyName.ENDING_PROGRAMS,
        kind=PolicyKind.FLAG,
        example="ending_programs = false",
        english=Words(
            "Ending programs",
            "Disabled: Wheelyard ends no program that holds a file; the person has to close it.",
        ),
        german=Words(
            "Programme beenden",
            "Deaktiviert: Wheelyard beendet kein Programm, das eine Datei festhält; die Person muss es schließen.",
        ),
    ),
    PolicyDeclaration(
        name=PolicyName.REQUEST_ADDRESS,
        kind=PolicyKind.ADDRESS,
        example="request_address = 'helpdesk@company.example'",
        english=Words(
            "Address of the IT department",
            "The request to the IT department that Wheelyard writes is mailed to this address.",
        ),
        german=Words(
            "Adresse der IT-Abteilung",
            "Die Anfrage an die IT-Abteilung, die Wheelyard schreibt, geht an diese E-Mail-Adresse.",
        ),
    ),
)
"""All of them, in the order of the documentation."""


def declared_policy(name: PolicyName) -> PolicyDeclaration:
    """Return the declaration of one value."""
    return next(each for each in DECLARED if each.name is name)
