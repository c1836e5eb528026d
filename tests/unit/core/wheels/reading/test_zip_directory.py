"""The directory read by columns is the one read entry by entry, or there is no answer."""

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from core.wheels.reading.stopping import never
from core.wheels.reading.zip_columns import read_columns
from core.wheels.reading.zip_directory import read_entries
from tests.unit.core.wheels.reading import zip_bytes as z

member = st.builds(
    z.Member,
    name=st.binary(max_size=12),
    data=st.binary(max_size=40),
    method=st.sampled_from([z.STORED, z.DEFLATED]),
    flags=st.sampled_from([0, z.UTF_8_NAME, z.DATA_DESCRIPTOR]),
    attributes=st.sampled_from([0, z.REGULAR_FILE, 0o40755 << 16, 0x10]),
)
unusual = st.one_of(
    member,
    st.builds(
        z.Member,
        name=st.sampled_from([b"a", z.CENTRAL, b"x" + z.CENTRAL + b"y"]),
        data=st.binary(max_size=9),
        extra=st.sampled_from([b"", b"\x77\x77\x02\0ab", b"\x77\x77\x09\0"]),
        comment=st.sampled_from([b"", b"c", z.CENTRAL]),
        attributes=st.sampled_from([0, z.SYMLINK, 0xFFFF_FFFF]),
        size=st.sampled_from([None, 0, 5_000_000, z.MANY - 1, 1 << 40]),
        wide=st.booleans(),
    ),
)


def directory(members: list[z.Member]) -> tuple[bytes, int]:
    data = z.archive(members)
    size, at = (int.from_bytes(data[place : place + 4], "little") for place in (len(data) - 10, len(data) - 6))
    return data[at : at + size], at


@given(st.lists(member, max_size=6))
def test_both_ways_agree(members: list[z.Member]) -> None:
    data, at = directory(members)
    slow = read_entries(data, len(members), at, never)
    fast = read_columns(data, len(members), at)
    assert fast is None or fast == slow
    assert list(slow.names) == [each.name for each in members]
    assert [slow.entry(number).size for number in range(len(members))] == [len(each.data) for each in members]


@given(st.lists(unusual, min_size=1, max_size=4))
def test_what_is_unusual_is_left_to_the_slow_way(members: list[z.Member]) -> None:
    data, at = directory(members)
    fast = read_columns(data, len(members), at)
    if fast is not None:
        assert fast == read_entries(data, len(members), at, never)


def test_an_ordinary_archive_is_read_by_columns() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(30):
            archive.writestr(f"nice/mod_{number}.py", b"x" * number)
    data = buffer.getvalue()
    with zipfile.ZipFile(buffer) as archive:
        infos = archive.infolist()
        at = archive.start_dir
    found = read_columns(data[at:-22], 30, at)
    assert found is not None
    for number, info in enumerate(infos):
        entry = found.entry(number)
        assert (entry.name.decode(), entry.crc, entry.packed, entry.size, entry.at) == (
            info.filename,
            info.CRC,
            info.compress_size,
            info.file_size,
            info.header_offset,
        )
        assert (entry.flags, entry.method, entry.attributes) == (info.flag_bits, info.compress_type, info.external_attr)


def test_contents_on_each_other_are_left_to_the_slow_way() -> None:
    one = z.Member(name=b"a", data=b"0123456789" * 9, method=z.STORED)
    data, at = directory([one, z.Member(name=b"b", data=b"x", method=z.STORED, at=40)])
    assert read_columns(data, 2, at) is None
