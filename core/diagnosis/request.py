"""The request to the IT department: one page with the facts, what is asked for, and what was tried."""

import re

from core.diagnosis.request_asks import Ask, ask_for, lead_of, subject_of
from core.diagnosis.request_exclusion import exclusion
from core.diagnosis.request_facts import measured, products_found, since_when, tried, what_fails
from core.diagnosis.request_material import RequestMaterial
from core.diagnosis.request_other_asks import other_ask
from core.diagnosis.request_page import Block, said, to_markdown, to_text
from core.diagnosis.request_privacy import Privacy
from core.model.request import Request

_ADDRESS = re.compile(r"[^\s@<>,;?&%\"]{1,64}@[^\s@<>,;?&%\"]{1,255}")
_ABOUT_SCANNERS = frozenset({Ask.EXCLUSION, Ask.ALLOW, Ask.QUESTION})


def it_request(material: RequestMaterial) -> Request:
    """Return the request, as Markdown and as plain text with the same content.

    It has no secret in it, no name of the person or the computer, and the person's folder is written as its variable.
    An address that is none is left out.
    """
    privacy, ask = Privacy(material), ask_for(material)
    asked = exclusion(material, privacy) if ask is Ask.EXCLUSION else other_ask(ask, material, privacy)
    blocks: list[Block] = [
        said(lead_of(ask)),
        *what_fails(material, privacy),
        *since_when(material, privacy),
        *measured(material, privacy),
        *(products_found(material, privacy) if ask in _ABOUT_SCANNERS else ()),
        *asked,
        *tried(material, privacy),
    ]
    subject = subject_of(ask, material)
    text = to_text(subject, blocks)
    if privacy.home in text:
        blocks.append(said(f"{privacy.home} stands for the folder of the person who asks."))
        text = to_text(subject, blocks)
    address = material.request_address
    return Request(
        subject=subject,
        markdown=to_markdown(subject, blocks),
        text=text,
        mail_to=address if address and _ADDRESS.fullmatch(address) else None,
    )
