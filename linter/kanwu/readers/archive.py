"""The zip around an office file: looked at before it is unpacked, and written with little changed."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from struct import Struct, error, pack_into
from typing import NamedTuple

from kanwu.errors import InputError

MOST_IN_PART = 32 << 20  # bytes, unpacked
MOST_IN_ALL = 256 << 20
MOST_PARTS = 10_000
BROKEN = "文件不完整或已损坏"

# Signature, version, flags, method, time, date, checksum, both sizes, lengths of name and extra.
_LOCAL = Struct("<4s5H3L2H")
# The same behind one more version, then the lengths of a comment, three more and the offset.
_LISTED = Struct("<4s6H3L5H2L")
_END = Struct("<4s4H2LH")
# Flags; of the second, sizes stand behind the bytes.
_ENCRYPTED, _DESCRIBED_BEHIND, _UTF_8 = 0x01, 0x08, 0x800


class _Entry(NamedTuple):
    """A part as it is packed; offsets are those of the archive."""

    info: zipfile.ZipInfo
    listed: bytes  # in the directory
    start: int  # of its own header
    packed: int  # of its bytes
    end: int  # where the next part starts

    @property
    def is_deflated(self) -> bool:
        return self.info.compress_type == zipfile.ZIP_DEFLATED


class Archive:
    """A zip that promises nothing too large; a part is unpacked when it is read."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                infos, start = archive.infolist(), archive.start_dir
                self._comment = archive.comment
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, error) as cause:
            raise InputError(BROKEN) from cause
        if not infos:
            raise InputError(BROKEN)
        _refuse(infos)
        entries = _entries(data, infos, start)
        self._entries = {entry.info.filename: entry for entry in entries}
        if len(self._entries) < len(infos):
            raise InputError("压缩包里有同名的部件")

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._entries)

    def read(self, name: str) -> bytes:
        """The part unpacked: no more than was promised, and with the checksum that was."""
        entry = self._entries[name]
        info = entry.info
        part = self._data[entry.packed : entry.packed + info.compress_size]
        if entry.is_deflated:
            part = _inflated(part, info.file_size)
        elif info.compress_type != zipfile.ZIP_STORED:
            raise InputError(f"不支持的压缩方式：{name}")
        if len(part) != info.file_size or zlib.crc32(part) != info.CRC:
            raise InputError(f"{BROKEN}：{name} 校验不符")
        return part

    def replaced(self, parts: Mapping[str, bytes]) -> bytes:
        """The archive with parts changed or added; all else in its place, byte for byte."""
        entries = sorted(self._entries.values(), key=lambda entry: entry.start)
        pieces = [self._data[: entries[0].start]]
        listed: dict[str, bytes] = dict.fromkeys(self._entries, b"")
        offset = len(pieces[0])
        for entry in (*entries, *_added(entries[0], parts.keys() - self._entries.keys())):
            name = entry.info.filename
            piece, record = self._data[entry.start : entry.end], bytearray(entry.listed)
            if name in parts:
                header = self._data[entry.start : entry.packed] or _header(entry)
                piece = _repacked(header, record, parts[name], entry.is_deflated)
            pack_into("<L", record, 42, offset)
            listed[name] = bytes(record)
            pieces.append(piece)
            offset += len(piece)
        directory, count = b"".join(listed.values()), len(listed)
        sizes = len(directory), offset, len(self._comment)
        end = _END.pack(b"PK\5\6", 0, 0, count, count, *sizes)
        return b"".join((*pieces, directory, end, self._comment))


def _refuse(infos: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse what is dangerous to unpack, or cannot be."""
    if len(infos) > MOST_PARTS:
        raise InputError(f"压缩包里的部件超过 {MOST_PARTS} 个")
    if sum(info.file_size for info in infos) > MOST_IN_ALL:
        raise InputError(f"解压后超过 {MOST_IN_ALL >> 20} MB")
    for info in infos:
        if info.file_size > MOST_IN_PART:
            raise InputError(f"{info.filename} 解压后超过 {MOST_IN_PART >> 20} MB")
        if info.flag_bits & _ENCRYPTED:
            raise InputError("压缩包已加密")
        name = info.orig_filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/"):
            raise InputError(f"压缩包里有指向外面的路径：{info.orig_filename}")


def _entries(data: bytes, infos: Sequence[zipfile.ZipInfo], listed: int) -> Iterator[_Entry]:
    """The parts, which start at `listed` in the directory, in its order."""
    starts = sorted(info.header_offset for info in infos)
    ends = dict(zip(starts, [*starts[1:], listed], strict=True))
    for info in infos:
        lengths = _LISTED.unpack_from(data, listed)[10:13]
        record = data[listed : listed + _LISTED.size + sum(lengths)]
        listed += len(record)
        start = info.header_offset
        name = start + _LOCAL.size
        if data[start : start + 4] != b"PK\3\4" or name > len(data):
            raise InputError(BROKEN)
        *_, length, extra = _LOCAL.unpack_from(data, start)
        # Two names for a part, or two parts in one place, are read otherwise by other programs.
        same = data[name : name + length] == record[_LISTED.size : _LISTED.size + lengths[0]]
        packed = name + length + extra
        if not same or packed + info.compress_size > ends[start]:
            raise InputError(BROKEN)
        yield _Entry(info, record, start, packed, ends[start])


def _inflated(packed: bytes, size: int) -> bytes:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        # One byte more than promised shows that the promise is not kept.
        return inflater.decompress(packed, size + 1)
    except zlib.error as cause:
        raise InputError(BROKEN) from cause


def _added(like: _Entry, names: set[str]) -> Iterator[_Entry]:
    """Parts not yet in the archive, with the date of another."""
    for name in sorted(names):
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED
        _, _, _, _, _, time, date, *_ = _LISTED.unpack_from(like.listed)
        written, flags = name.encode(), 0 if name.isascii() else _UTF_8
        about = (20, 20, flags, zipfile.ZIP_DEFLATED, time, date)
        record = _LISTED.pack(b"PK\1\2", *about, 0, 0, 0, len(written), *[0] * 6)
        yield _Entry(info, record + written, 0, 0, 0)


def _header(entry: _Entry) -> bytes:
    """A header of its own for a part that the directory lists."""
    _, _, *fields = _LISTED.unpack_from(entry.listed)
    return _LOCAL.pack(b"PK\3\4", *fields[:10]) + entry.listed[_LISTED.size :]


def _repacked(header: bytes, listed: bytearray, part: bytes, deflate: bool) -> bytes:
    """The part with its header; what the directory lists of it is brought up to date."""
    packed = part
    if deflate:
        deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        packed = deflater.compress(part) + deflater.flush()
    own = bytearray(header)
    flags = _LISTED.unpack_from(listed)[3] & ~_DESCRIBED_BEHIND
    for record, at in ((own, 6), (listed, 8)):
        pack_into("<H", record, at, flags)
        pack_into("<3L", record, at + 8, zlib.crc32(part), len(packed), len(part))
    return bytes(own) + packed
